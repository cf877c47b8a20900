// Why a camera, a microphone or a screen could not be had, in our words: a stable code and what can be done about it.

export type MediaFailureCode =
  | 'PERMISSION_DENIED'
  | 'SYSTEM_DENIED'
  | 'NO_DEVICE'
  | 'DEVICE_IN_USE'
  | 'CONSTRAINTS'
  | 'INSECURE_PAGE'
  | 'ABORTED'
  | 'DEVICE_LOST'
  | 'SCREEN_DISMISSED'
  | 'SCREEN_SYSTEM_DENIED'
  | 'SCREEN_UNAVAILABLE'
  | 'SCREEN_UNSUPPORTED'
  | 'SCREEN_FAILED'
  | 'UNKNOWN';

/** Who can mend it: the person in the browser's settings, the person with the device, trying again, or nobody here. */
export type MediaFailureCategory = 'permission' | 'device' | 'transient' | 'environment';

export interface MediaFailure {
  code: MediaFailureCode;
  category: MediaFailureCategory;
  /** The browser's name for it, for reports. */
  name: string;
}

const CATEGORY: Readonly<Record<MediaFailureCode, MediaFailureCategory>> = {
  PERMISSION_DENIED: 'permission',
  SYSTEM_DENIED: 'permission',
  NO_DEVICE: 'device',
  DEVICE_IN_USE: 'device',
  DEVICE_LOST: 'device',
  CONSTRAINTS: 'device',
  INSECURE_PAGE: 'environment',
  ABORTED: 'transient',
  SCREEN_DISMISSED: 'permission',
  SCREEN_SYSTEM_DENIED: 'permission',
  SCREEN_UNAVAILABLE: 'device',
  SCREEN_UNSUPPORTED: 'environment',
  SCREEN_FAILED: 'transient',
  UNKNOWN: 'transient',
};

type CodesByName = Readonly<Record<string, MediaFailureCode>>;

/** getUserMedia (Media Capture and Streams, section 10.2), and the older names that browsers once used. */
export const MEDIA_ERROR_NAMES: CodesByName = {
  NotAllowedError: 'PERMISSION_DENIED',
  PermissionDeniedError: 'PERMISSION_DENIED',
  PermissionDismissedError: 'PERMISSION_DENIED',
  NotFoundError: 'NO_DEVICE',
  DevicesNotFoundError: 'NO_DEVICE',
  NotReadableError: 'DEVICE_IN_USE',
  TrackStartError: 'DEVICE_IN_USE',
  SourceUnavailableError: 'DEVICE_IN_USE',
  OverconstrainedError: 'CONSTRAINTS',
  ConstraintNotSatisfiedError: 'CONSTRAINTS',
  SecurityError: 'INSECURE_PAGE',
  NotSupportedError: 'INSECURE_PAGE',
  // Chromium rejects with TypeError when mediaDevices exists but nothing was asked for; elsewhere an insecure page.
  TypeError: 'INSECURE_PAGE',
  AbortError: 'ABORTED',
  InvalidStateError: 'ABORTED',
};

/** getDisplayMedia (Screen Capture, section 5.1). */
export const SCREEN_ERROR_NAMES: CodesByName = {
  // The person closed the browser's picker, which is no trouble at all, or a policy forbids it: browsers do not tell which.
  NotAllowedError: 'SCREEN_DISMISSED',
  NotFoundError: 'SCREEN_UNAVAILABLE',
  NotReadableError: 'SCREEN_UNAVAILABLE',
  OverconstrainedError: 'SCREEN_FAILED',
  AbortError: 'SCREEN_FAILED',
  // Not called from a press, or the page was not the active one.
  InvalidStateError: 'SCREEN_FAILED',
  TypeError: 'SCREEN_UNSUPPORTED',
  NotSupportedError: 'SCREEN_UNSUPPORTED',
  SecurityError: 'SCREEN_UNSUPPORTED',
};

// The browser may, but the operating system does not let it. Only the message tells: "Permission denied by system" in
// Chromium; Firefox and Safari say NotAllowedError and NotFoundError, the same as without the system's part.
const DENIED_BY_SYSTEM = /\bby system\b/i;

export function mediaFailure(code: MediaFailureCode, name: string = code): MediaFailure {
  return { code, category: CATEGORY[code], name };
}

/** For what getUserMedia rejected with. */
export function mediaFailureFrom(error: unknown): MediaFailure {
  const { name, bySystem } = describe(error);
  const code = MEDIA_ERROR_NAMES[name] ?? 'UNKNOWN';
  return mediaFailure(code === 'PERMISSION_DENIED' && bySystem ? 'SYSTEM_DENIED' : code, name);
}

/** For what getDisplayMedia rejected with. */
export function screenFailureFrom(error: unknown): MediaFailure {
  const { name, bySystem } = describe(error);
  const code = SCREEN_ERROR_NAMES[name] ?? 'SCREEN_FAILED';
  return mediaFailure(code === 'SCREEN_DISMISSED' && bySystem ? 'SCREEN_SYSTEM_DENIED' : code, name);
}

function describe(error: unknown): { name: string; bySystem: boolean } {
  if (!(error instanceof Error || error instanceof DOMException)) return { name: 'unknown', bySystem: false };
  return { name: error.name, bySystem: DENIED_BY_SYSTEM.test(error.message) };
}
