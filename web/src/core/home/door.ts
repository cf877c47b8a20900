// Whether a session can be joined at a moment, from what the server said of it and the server's time. Pure: the door
// opens and closes on the second, without asking again.
import type { AccessReason } from '../../contract/codes';
import type { SessionRow } from '../../contract/rest';

export type Door =
  | { kind: 'open' }
  /** The call is under way. */
  | { kind: 'in-progress' }
  /** Nothing but time stands in the way. `opensInMs` is never negative. */
  | { kind: 'opens'; at: number; opensInMs: number }
  | { kind: 'closed'; reason: AccessReason };

/** `now`: server time, milliseconds. */
export function doorAt(row: SessionRow, now: number): Door {
  // TOO_EARLY and TOO_LATE are the last reasons of the rule: where one is given, no other holds.
  const { reason } = row;
  if (reason !== null && reason !== 'TOO_EARLY' && reason !== 'TOO_LATE') return { kind: 'closed', reason };
  const opensAt = Date.parse(row.joinFrom);
  if (now < opensAt) return { kind: 'opens', at: opensAt, opensInMs: opensAt - now };
  if (now > Date.parse(row.joinUntil)) return { kind: 'closed', reason: 'TOO_LATE' };
  return row.status === 'In Progress' ? { kind: 'in-progress' } : { kind: 'open' };
}
