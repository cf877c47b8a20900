// Which status may follow which: the server's rule (contract/openapi.yaml, changeSession), so that only what it takes is
// offered. The server decides all the same.
import type { SessionStatus } from '../../contract/rest';

const MOVES: Readonly<Record<SessionStatus, readonly SessionStatus[]>> = {
  Pending: ['Confirmed', 'Declined', 'Cancelled'],
  Confirmed: ['In Progress', 'Completed', 'Cancelled'],
  'In Progress': ['Completed'],
  Completed: [],
  Cancelled: [],
  Declined: [],
};

export function movesFrom(status: SessionStatus): readonly SessionStatus[] {
  return MOVES[status];
}

/** Nothing follows: the move cannot be taken back. */
export function isFinal(status: SessionStatus): boolean {
  return MOVES[status].length === 0;
}
