// The closed lists of reasons and error codes of the wire. A code that is missing here has no sentence on the screen,
// and test/refusal_texts.test.ts fails for a code that has none.

/** Why the access rule says no; the first reason that holds is the one given. */
export const ACCESS_REASONS = [
  'SESSION_NOT_FOUND',
  'NOT_A_PARTICIPANT',
  'SESSION_CANCELLED',
  'SESSION_DECLINED',
  'SESSION_COMPLETED',
  'SESSION_NOT_CONFIRMED',
  'PAYMENT_PENDING',
  'PAYMENT_FAILED',
  'PAYMENT_REFUNDED',
  'TOO_EARLY',
  'TOO_LATE',
] as const;
export type AccessReason = (typeof ACCESS_REASONS)[number];

/** `error` events, failed acks and CONNECT_ERROR. */
export const SOCKET_ERROR_CODES = [
  'ROOM_NOT_FOUND',
  'ROOM_FULL',
  'INVALID_SESSION',
  'AUTHENTICATION_FAILED',
  'PERMISSION_DENIED',
  'CONNECTION_TIMEOUT',
  'RATE_LIMITED',
  'INVALID_PAYLOAD',
  'SUPERSEDED',
  'UNAVAILABLE',
] as const;
export type SocketErrorCode = (typeof SOCKET_ERROR_CODES)[number];

/** `error.code` of a refused REST request, besides the access rule's reasons. */
export const REST_ERROR_CODES = [
  'INVALID_SESSION_ID',
  'INVALID_USER_ID',
  'INVALID_BODY',
  'INVALID_QUERY',
  'BAD_REQUEST',
  'UNAUTHENTICATED',
  'TOKEN_EXPIRED',
  'INVALID_CREDENTIALS',
  'FORBIDDEN',
  'NOT_FOUND',
  'USER_NOT_FOUND',
  'CLIENT_NOT_FOUND',
  'PSYCHOLOGIST_NOT_FOUND',
  'METHOD_NOT_ALLOWED',
  'REQUEST_TIMEOUT',
  'EMAIL_TAKEN',
  'CONFLICT',
  'PAYLOAD_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
  'EXPECTATION_FAILED',
  'CALL_NOT_STARTED',
  'CALL_NOT_ENDED',
  'CALL_ENDED',
  'TOO_MANY_SAMPLES',
  'ILLEGAL_STATUS_MOVE',
  'RATE_LIMITED',
  'HEADERS_TOO_LARGE',
  'INTERNAL',
  'UNAVAILABLE',
  'HTTP_VERSION_NOT_SUPPORTED',
] as const;
export type RestErrorCode = (typeof REST_ERROR_CODES)[number];

/** Codes this client makes itself, when no answer came or the answer made no sense. */
export const CLIENT_ERROR_CODES = ['NETWORK', 'BAD_ANSWER', 'SIGNALING_LOST'] as const;
export type ClientErrorCode = (typeof CLIENT_ERROR_CODES)[number];

export type RefusalCode = AccessReason | SocketErrorCode | RestErrorCode | ClientErrorCode;

const KNOWN: ReadonlySet<string> = new Set([
  ...ACCESS_REASONS,
  ...SOCKET_ERROR_CODES,
  ...REST_ERROR_CODES,
  ...CLIENT_ERROR_CODES,
]);

export function isRefusalCode(code: unknown): code is RefusalCode {
  return typeof code === 'string' && KNOWN.has(code);
}

export function isAccessReason(code: unknown): code is AccessReason {
  return typeof code === 'string' && (ACCESS_REASONS as readonly string[]).includes(code);
}
