// From what went wrong to what can be done about it. Screens look at the category and never at the code. Pure.
import type { StringKey } from '../../i18n';
import type { Problem } from './problem';

export const RECOVERY_CATEGORIES = [
  /** Time mends it, and the page asks again by itself. */
  'wait',
  /** The person's network is in the way. */
  'connection',
  /** It may well work the next time. */
  'retry',
  /** Page and server do not understand each other: most likely the page is older. */
  'reload',
  'sign-in',
  /** Only the practice can change it; once they have, it works. */
  'ask-clinic',
  /** This link, or this person, will never get in here. */
  'wrong-link',
  /** There is nothing left to join. */
  'over',
  /** The person entered something that cannot be. */
  'correct',
  /** The call is open somewhere else. */
  'other-window',
  /** The person has to allow it in the browser. */
  'browser-settings',
  /** The person has to allow it in the phone's or computer's own settings. */
  'system-settings',
  /** A camera, microphone or screen: plug it in, free it, or take another. */
  'device',
  /** Nothing helps in this browser or at this address. */
  'environment',
] as const;
export type RecoveryCategory = (typeof RECOVERY_CATEGORIES)[number];

/** What the one button beside the advice does; the screen gives the deed, this says which one fits. */
export type RecoveryAction = 'check-again' | 'try-again' | 'reload' | 'use-here' | 'sign-in' | 'home' | 'none';

export const ACTION: Readonly<Record<RecoveryCategory, RecoveryAction>> = {
  wait: 'check-again',
  connection: 'try-again',
  retry: 'try-again',
  reload: 'reload',
  'sign-in': 'sign-in',
  'ask-clinic': 'check-again',
  'wrong-link': 'home',
  over: 'home',
  correct: 'none',
  'other-window': 'use-here',
  'browser-settings': 'try-again',
  'system-settings': 'try-again',
  device: 'try-again',
  environment: 'none',
};

export const RECOVERY: Readonly<Record<Problem, RecoveryCategory>> = {
  SESSION_NOT_FOUND: 'wrong-link',
  NOT_A_PARTICIPANT: 'wrong-link',
  SESSION_CANCELLED: 'over',
  SESSION_DECLINED: 'over',
  SESSION_COMPLETED: 'over',
  SESSION_NOT_CONFIRMED: 'ask-clinic',
  PAYMENT_PENDING: 'ask-clinic',
  PAYMENT_FAILED: 'ask-clinic',
  PAYMENT_REFUNDED: 'ask-clinic',
  TOO_EARLY: 'wait',
  TOO_LATE: 'over',
  ROOM_NOT_FOUND: 'retry',
  ROOM_FULL: 'retry',
  INVALID_SESSION: 'ask-clinic',
  AUTHENTICATION_FAILED: 'sign-in',
  PERMISSION_DENIED: 'ask-clinic',
  CONNECTION_TIMEOUT: 'connection',
  RATE_LIMITED: 'wait',
  INVALID_PAYLOAD: 'reload',
  SUPERSEDED: 'other-window',
  UNAVAILABLE: 'wait',
  INVALID_SESSION_ID: 'wrong-link',
  INVALID_USER_ID: 'correct',
  INVALID_BODY: 'reload',
  INVALID_QUERY: 'reload',
  BAD_REQUEST: 'reload',
  UNAUTHENTICATED: 'sign-in',
  TOKEN_EXPIRED: 'sign-in',
  INVALID_CREDENTIALS: 'correct',
  FORBIDDEN: 'ask-clinic',
  NOT_FOUND: 'reload',
  USER_NOT_FOUND: 'correct',
  CLIENT_NOT_FOUND: 'correct',
  PSYCHOLOGIST_NOT_FOUND: 'correct',
  METHOD_NOT_ALLOWED: 'reload',
  REQUEST_TIMEOUT: 'connection',
  EMAIL_TAKEN: 'correct',
  CONFLICT: 'retry',
  PAYLOAD_TOO_LARGE: 'correct',
  UNSUPPORTED_MEDIA_TYPE: 'reload',
  EXPECTATION_FAILED: 'reload',
  CALL_NOT_STARTED: 'wait',
  CALL_NOT_ENDED: 'wait',
  CALL_ENDED: 'over',
  TOO_MANY_SAMPLES: 'over',
  ILLEGAL_STATUS_MOVE: 'correct',
  HEADERS_TOO_LARGE: 'sign-in',
  INTERNAL: 'wait',
  HTTP_VERSION_NOT_SUPPORTED: 'environment',
  NETWORK: 'connection',
  BAD_ANSWER: 'reload',
  SIGNALING_LOST: 'connection',
  MEDIA_PERMISSION_DENIED: 'browser-settings',
  MEDIA_SYSTEM_DENIED: 'system-settings',
  MEDIA_NO_DEVICE: 'device',
  MEDIA_DEVICE_IN_USE: 'device',
  MEDIA_CONSTRAINTS: 'device',
  MEDIA_INSECURE_PAGE: 'environment',
  MEDIA_ABORTED: 'retry',
  MEDIA_DEVICE_LOST: 'device',
  MEDIA_UNKNOWN: 'retry',
  CAMERA_UNSENT: 'device',
  // The browser's own picker, closed without a choice: pressing the button again is the cure.
  SCREEN_DISMISSED: 'retry',
  SCREEN_SYSTEM_DENIED: 'system-settings',
  SCREEN_UNAVAILABLE: 'device',
  SCREEN_UNSUPPORTED: 'environment',
  SCREEN_FAILED: 'retry',
};

export const ALL_PROBLEMS = Object.keys(RECOVERY) as readonly Problem[];

/** Where a code deserves better words than its category's. */
const OWN_ADVICE: Readonly<Partial<Record<Problem, StringKey>>> = {
  NOT_A_PARTICIPANT: 'advice.NOT_A_PARTICIPANT',
  SESSION_NOT_CONFIRMED: 'advice.SESSION_NOT_CONFIRMED',
  PAYMENT_PENDING: 'advice.PAYMENT_PENDING',
  PAYMENT_FAILED: 'advice.PAYMENT_FAILED',
  TOO_EARLY: 'advice.TOO_EARLY',
  TOO_LATE: 'advice.TOO_LATE',
  ROOM_FULL: 'advice.ROOM_FULL',
  INVALID_CREDENTIALS: 'advice.INVALID_CREDENTIALS',
  EMAIL_TAKEN: 'advice.EMAIL_TAKEN',
  ILLEGAL_STATUS_MOVE: 'advice.ILLEGAL_STATUS_MOVE',
  MEDIA_NO_DEVICE: 'advice.MEDIA_NO_DEVICE',
  MEDIA_DEVICE_IN_USE: 'advice.MEDIA_DEVICE_IN_USE',
  MEDIA_CONSTRAINTS: 'advice.MEDIA_CONSTRAINTS',
  MEDIA_DEVICE_LOST: 'advice.MEDIA_DEVICE_LOST',
  MEDIA_INSECURE_PAGE: 'advice.MEDIA_INSECURE_PAGE',
  CAMERA_UNSENT: 'advice.CAMERA_UNSENT',
  SCREEN_DISMISSED: 'advice.SCREEN_DISMISSED',
  SCREEN_UNAVAILABLE: 'advice.SCREEN_UNAVAILABLE',
  SCREEN_UNSUPPORTED: 'advice.SCREEN_UNSUPPORTED',
};

export function adviceKey(problem: Problem): StringKey {
  return OWN_ADVICE[problem] ?? `advice.${RECOVERY[problem]}`;
}
