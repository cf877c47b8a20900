// Keeps the shown level from flickering: it follows bad news after two seconds and good news after five.
import type { Finding } from './quality_level';

export const WORSE_AFTER_MS = 2_000;
export const BETTER_AFTER_MS = 5_000;

export interface HeldLevel {
  shown: Finding | undefined;
  /** What has differed from it since when, without a break. */
  pending: { finding: Finding; since: number; direction: Direction } | undefined;
}

type Direction = 'worse' | 'better' | 'reason';

export const NO_LEVEL: HeldLevel = { shown: undefined, pending: undefined };

/** `at`: local time, milliseconds. */
export function holdLevel({ shown, pending }: HeldLevel, found: Finding | undefined, at: number): HeldLevel {
  // No figures in this second: what was true is the best that is known.
  if (!found) return { shown, pending };
  // That nothing arrives has been so for two seconds already when it is found.
  if (!shown || found.reason === 'no-packets') return { shown: found, pending: undefined };
  if (found.level === shown.level && found.reason === shown.reason) return { shown: found, pending: undefined };

  const direction = found.level < shown.level ? 'worse' : found.level > shown.level ? 'better' : 'reason';
  if (pending?.direction !== direction) return { shown, pending: { finding: found, since: at, direction } };
  // While it wavers, the level that held for all of the time counts: the nearest to what is shown.
  const finding = nearer(pending.finding, found, direction);
  const wait = direction === 'better' ? BETTER_AFTER_MS : WORSE_AFTER_MS;
  if (at - pending.since < wait) return { shown, pending: { ...pending, finding } };
  return { shown: finding, pending: undefined };
}

function nearer(a: Finding, b: Finding, direction: Direction): Finding {
  if (direction === 'worse') return a.level > b.level ? a : b;
  if (direction === 'better') return a.level < b.level ? a : b;
  return b;
}
