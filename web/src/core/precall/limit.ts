import type { Clock } from '../clock';

/** Runs `work` with a signal that is aborted after `ms`, or with `signal`, whichever is first. */
export async function within<T>(
  clock: Clock,
  ms: number,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  const stop = (): void => {
    limit.abort();
  };
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop);
  const cancel = clock.after(ms, stop);
  try {
    return await work(limit.signal);
  } finally {
    cancel();
    signal.removeEventListener('abort', stop);
  }
}
