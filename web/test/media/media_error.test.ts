import { describe, expect, it } from 'vitest';
import {
  MEDIA_ERROR_NAMES,
  mediaFailureFrom,
  SCREEN_ERROR_NAMES,
  screenFailureFrom,
} from '../../src/core/media/media_error';
import { en } from '../../src/i18n/en/index';

describe('why a device could not be opened', () => {
  // Every name that getUserMedia may reject with, by the specification (Media Capture and Streams, 10.2.1).
  it.each([
    ['NotAllowedError', 'PERMISSION_DENIED', 'permission'],
    ['NotFoundError', 'NO_DEVICE', 'device'],
    ['NotReadableError', 'DEVICE_IN_USE', 'device'],
    ['OverconstrainedError', 'CONSTRAINTS', 'device'],
    ['SecurityError', 'INSECURE_PAGE', 'environment'],
    ['NotSupportedError', 'INSECURE_PAGE', 'environment'],
    ['AbortError', 'ABORTED', 'transient'],
    ['InvalidStateError', 'ABORTED', 'transient'],
    // Older names.
    ['PermissionDeniedError', 'PERMISSION_DENIED', 'permission'],
    ['PermissionDismissedError', 'PERMISSION_DENIED', 'permission'],
    ['DevicesNotFoundError', 'NO_DEVICE', 'device'],
    ['TrackStartError', 'DEVICE_IN_USE', 'device'],
    ['SourceUnavailableError', 'DEVICE_IN_USE', 'device'],
    ['ConstraintNotSatisfiedError', 'CONSTRAINTS', 'device'],
    // Unheard of.
    ['SomethingElseError', 'UNKNOWN', 'transient'],
  ])('%s is %s (%s)', (name, code, category) => {
    expect(mediaFailureFrom(new DOMException('', name))).toEqual({ code, category, name });
  });

  it('is known for a TypeError and for what is no error at all', () => {
    expect(mediaFailureFrom(new TypeError('')).code).toBe('INSECURE_PAGE');
    for (const nothing of ['no', null, undefined, {}]) expect(mediaFailureFrom(nothing).code).toBe('UNKNOWN');
  });

  it('is known for an OverconstrainedError that is neither an Error nor a DOMException', () => {
    const error = { name: 'OverconstrainedError', constraint: 'deviceId' };
    expect(mediaFailureFrom(error)).toEqual({ code: 'CONSTRAINTS', category: 'device', name: error.name });
  });

  it('tells the system’s refusal from the person’s', () => {
    const error = new DOMException('Permission denied by system', 'NotAllowedError');
    expect(mediaFailureFrom(error)).toMatchObject({ code: 'SYSTEM_DENIED', category: 'permission' });
    expect(screenFailureFrom(error)).toMatchObject({ code: 'SCREEN_SYSTEM_DENIED', category: 'permission' });
  });

  it('has a sentence: with the device’s name for a device, without for a screen', () => {
    for (const code of [...Object.values(MEDIA_ERROR_NAMES), 'DEVICE_LOST', 'SYSTEM_DENIED', 'UNKNOWN'] as const) {
      expect(en[`media.${code}`]).toContain('{device}');
    }
    for (const code of [...Object.values(SCREEN_ERROR_NAMES), 'SCREEN_SYSTEM_DENIED', 'SCREEN_FAILED'] as const) {
      expect(en[`media.${code}`]).not.toContain('{');
    }
  });
});
