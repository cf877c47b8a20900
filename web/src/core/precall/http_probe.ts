// Throughput to the server and from it, where there is no relay to measure through. Coarse: TCP hides loss, and the server may be
// elsewhere than the other person. It tells a narrow way from a wide one.
import type { ApiClient } from '../api';
import type { Clock } from '../clock';
import { within } from './limit';
import { PICTURE_NEEDS_KBPS } from './verdict';

export interface HttpProbeOptions {
  clock: Clock;
  api: Pick<ApiClient, 'raw'>;
}

export type HttpFinding =
  | { ok: true; upKbps: number | undefined; downKbps: number | undefined }
  | { ok: false; reason: 'TOO_OFTEN' | 'NO_ANSWER' };

/** Over 1 Mbit/s in a second and a half; what has come when time is up counts, too. */
const DOWN_BYTES = 200_000;
/** A small one first: at 300 kbit/s it takes a second. Only where it was quick a larger one tells more. */
const UP_BYTES = [32_768, 196_608] as const;
const QUICK_MS = 500;
const TOO_MANY_REQUESTS = 429;
/** Leaves the rest of the test's time to the upload. */
const DOWN_WITHIN_MS = 2_500;

/** Never rejects; what was measured before `signal` was aborted counts. */
export async function probeHttp(options: HttpProbeOptions, signal: AbortSignal): Promise<HttpFinding> {
  const down = await within(options.clock, DOWN_WITHIN_MS, signal, (limit) => measureDown(options, limit));
  if (down === 'TOO_OFTEN' || down === 'NO_ANSWER') return { ok: false, reason: down };
  const up = await measureUp(options, signal);
  return { ok: true, downKbps: down, upKbps: typeof up === 'number' ? up : undefined };
}

type Measured = number | undefined | 'TOO_OFTEN' | 'NO_ANSWER';

async function measureDown({ clock, api }: HttpProbeOptions, signal: AbortSignal): Promise<Measured> {
  let bytes = 0;
  let startedAt = clock.now();
  try {
    const response = await api.raw(`/video-calls/probe?bytes=${String(DOWN_BYTES)}`, { method: 'GET', signal });
    if (!response.ok) return response.status === TOO_MANY_REQUESTS ? 'TOO_OFTEN' : 'NO_ANSWER';
    startedAt = clock.now();
    const reader = response.body?.getReader();
    for (;;) {
      const part = await reader?.read();
      if (!part || part.done) break;
      bytes += part.value.byteLength;
    }
  } catch {
    // Time was up, or the way broke: what has come until then is the measure.
    if (bytes === 0) return 'NO_ANSWER';
  }
  return kbps(bytes, clock.now() - startedAt);
}

async function measureUp({ clock, api }: HttpProbeOptions, signal: AbortSignal): Promise<Measured> {
  let measured: Measured;
  for (const bytes of UP_BYTES) {
    const startedAt = clock.now();
    try {
      const headers = { 'content-type': 'application/octet-stream' };
      const response = await api.raw('/video-calls/probe', { method: 'POST', body: new Uint8Array(bytes), headers, signal });
      if (!response.ok) return measured ?? (response.status === TOO_MANY_REQUESTS ? 'TOO_OFTEN' : 'NO_ANSWER');
    } catch {
      // Not through when time was up: the rate is below this. That tells something only where it is little.
      const bound = kbps(bytes, clock.now() - startedAt);
      return measured ?? (signal.aborted && bound < PICTURE_NEEDS_KBPS ? bound : undefined);
    }
    const ms = clock.now() - startedAt;
    measured = kbps(bytes, ms);
    if (ms > QUICK_MS) break;
  }
  return measured;
}

function kbps(bytes: number, ms: number): number {
  // Faster than the clock can tell: a millisecond at least.
  return (bytes * 8) / Math.max(ms, 1);
}
