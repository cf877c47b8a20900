// What a failed join-room means: try again, it is over, or no. Pure.
import { isAccessReason, isRefusalCode, type RefusalCode } from '../../contract/codes';
import type { SocketErrorBody } from '../../contract/events';

export type JoinFailure = { kind: 'retry' } | { kind: 'over' } | { kind: 'refused'; code: RefusalCode };

const TRANSIENT: ReadonlySet<string> = new Set([
  'SIGNALING_LOST',
  'RATE_LIMITED',
  'CONNECTION_TIMEOUT',
  'INTERNAL',
  'UNAVAILABLE',
  'BAD_ANSWER',
]);

// For one who was in the room already: our old socket may still hold the place, or a restarted server may not have the
// room back yet.
const TRANSIENT_ON_RETURN: ReadonlySet<string> = new Set(['ROOM_FULL', 'ROOM_NOT_FOUND']);

export function joinFailure(error: SocketErrorBody, returning: boolean): JoinFailure {
  const reason = error.details?.reason;
  // INVALID_SESSION and PERMISSION_DENIED carry the access rule's own reason, which says more.
  const code = isAccessReason(reason) ? reason : error.code;
  if (TRANSIENT.has(code) || (returning && TRANSIENT_ON_RETURN.has(code))) return { kind: 'retry' };
  if (returning && code === 'SESSION_COMPLETED') return { kind: 'over' };
  return { kind: 'refused', code: isRefusalCode(code) ? code : 'BAD_ANSWER' };
}
