// Why a camera, a microphone or a screen could not be had, in our words: a stable code and what can be done about it.

/** Of a camera or a microphone. */
export type DeviceFailureCode =
  | 'PERMISSION_DENIED'
  | 'SYSTEM_DENIED'
  | 'NO_DEVICE'
  | 'DEVICE_IN_USE'
  | 'CONSTRAINTS'
  | 'INSECURE_PAGE'
  | 'ABORTED'
  | 'DEVICE_LOST'
  | 'UNKNOWN';

/** Of sharing a screen. */
export type ScreenFailureCode =
  | 'SCREEN_DISMISSED'
  | 'SCREEN_SYSTEM_DENIED'
  | 'SCREEN_UNAVAILABLE'
  | 'SCREEN_UNSUPPORTED'
  | 'SCREEN_FAILED';

/** Each has its sentence in the strings: `media.<code>`. */
export type MediaFailureCode = DeviceFailureCode | ScreenFailureCode;

/** Who can mend it: the person in the browser's settings, the person with the device, trying again, or nobody here. */
export type MediaFailureCategory = 'permission' | 'device' | 'transient' | 'environment';

export interface MediaFailure<Code extends MediaFailureCode = MediaFailureCode> {
  code: Code;
  category: MediaFailureCategory;
  /** The browser's name for it, for reports. */
  name: string;
}

export type DeviceFailure = MediaFailure<DeviceFailureCode>;
export type ScreenFailure = MediaFailure<ScreenFailureCode>;

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

type CodesByName<Code> = Readonly<Record<string, Code>>;

/** getUserMedia (Media Capture and Streams, section 10.2), and the older names that browsers once used. */
export const MEDIA_ERROR_NAMES: CodesByName<DeviceFailureCode> = {
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
export const SCREEN_ERROR_NAMES: CodesByName<ScreenFailureCode> = {
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

export function mediaFailure<Code extends MediaFailureCode>(code: Code, name: string = code): MediaFailure<Code> {
  return { code, category: CATEGORY[code], name };
}

/** For what getUserMedia rejected with. */
export function mediaFailureFrom(error: unknown): DeviceFailure {
  const { name, bySystem } = describe(error);
  const code = MEDIA_ERROR_NAMES[name] ?? 'UNKNOWN';
  return mediaFailure(code === 'PERMISSION_DENIED' && bySystem ? 'SYSTEM_DENIED' : code, name);
}

/** For what getDisplayMedia rejected with. */
export function screenFailureFrom(error: unknown): ScreenFailure {
  const { name, bySystem } = describe(error);
  const code = SCREEN_ERROR_NAMES[name] ?? 'SCREEN_FAILED';
  return mediaFailure(code === 'SCREEN_DISMISSED' && bySystem ? 'SCREEN_SYSTEM_DENIED' : code, name);
}

// Not by instanceof: OverconstrainedError was neither an Error nor a DOMException in every browser of the last years.
function describe(error: unknown): { name: string; bySystem: boolean } {
  const { name, message } = (typeof error === 'object' ? (error ?? {}) : {}) as { name?: unknown; message?: unknown };
  return {
    name: typeof name === 'string' ? name : 'unknown',
    bySystem: typeof message === 'string' && DENIED_BY_SYSTEM.test(message),
  };
}
