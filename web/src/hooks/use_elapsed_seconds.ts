import { useEffect, useState } from 'react';
import type { Clock, ServerClock } from '../core/clock';

const SECOND_MS = 1000;

/** Whole seconds since `startedAt` (server time), renewed when the second changes; undefined before the start. */
export function useElapsedSeconds(
  startedAt: number | undefined,
  clock: Clock,
  serverClock: ServerClock,
): number | undefined {
  const [seconds, setSeconds] = useState<number | undefined>(undefined);
  useEffect(() => {
    if (startedAt === undefined) return undefined;
    let cancel = (): void => undefined;
    const tick = (): void => {
      const elapsed = Math.max(0, serverClock.now() - startedAt);
      setSeconds(Math.floor(elapsed / SECOND_MS));
      cancel = clock.after(SECOND_MS - (elapsed % SECOND_MS), tick);
    };
    tick();
    return () => {
      cancel();
    };
  }, [startedAt, clock, serverClock]);
  return startedAt === undefined ? undefined : seconds;
}
