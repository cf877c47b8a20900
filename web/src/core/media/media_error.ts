// Why a camera or microphone could not be opened, in our words: a stable code and what can be done about it.

export type MediaFailureCode =
  | 'PERMISSION_DENIED'
  | 'NO_DEVICE'
  | 'DEVICE_IN_USE'
  | 'CONSTRAINTS'
  | 'INSECURE_PAGE'
  | 'ABORTED'
  | 'DEVICE_LOST'
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
  NO_DEVICE: 'device',
  DEVICE_IN_USE: 'device',
  DEVICE_LOST: 'device',
  CONSTRAINTS: 'device',
  INSECURE_PAGE: 'environment',
  ABORTED: 'transient',
  UNKNOWN: 'transient',
};

/** Media Capture and Streams, getUserMedia, and the older names that browsers once used. */
export const MEDIA_ERROR_NAMES: Readonly<Record<string, MediaFailureCode>> = {
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

export function mediaFailure(code: MediaFailureCode, name: string = code): MediaFailure {
  return { code, category: CATEGORY[code], name };
}

export function mediaFailureFrom(error: unknown): MediaFailure {
  const name = error instanceof Error || error instanceof DOMException ? error.name : 'unknown';
  return mediaFailure(MEDIA_ERROR_NAMES[name] ?? 'UNKNOWN', name);
}
