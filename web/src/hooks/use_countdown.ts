import { useEffect, useState } from 'react';
import type { Clock } from '../core/clock';

const SECOND_MS = 1000;

/**
 * Whole seconds until `at` (milliseconds, by `time`: local or the server's), rounded up, renewed when they change; undefined
 * without `at`.
 */
export function useCountdown(
  at: number | undefined,
  clock: Clock,
  time: Pick<Clock, 'now'> = clock,
): number | undefined {
  const [seconds, setSeconds] = useState<number | undefined>(undefined);
  useEffect(() => {
    if (at === undefined) return undefined;
    let cancel = (): void => undefined;
    const tick = (): void => {
      const left = Math.max(0, at - time.now());
      setSeconds(Math.ceil(left / SECOND_MS));
      if (left > 0) cancel = clock.after(left % SECOND_MS || SECOND_MS, tick);
    };
    tick();
    return () => {
      cancel();
    };
  }, [at, clock, time]);
  return at === undefined ? undefined : seconds;
}
