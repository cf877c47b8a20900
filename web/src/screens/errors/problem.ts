// Everything that can go wrong for a person, as one closed list, and what it is called in an address (/help?problem=…).
import { isRefusalCode, type RefusalCode } from '../../contract/codes';
import type { DeviceFailureCode, DeviceFailure, ScreenFailureCode } from '../../core/media/media_error';
import type { MediaKind } from '../../core/media/types';
import { t } from '../../i18n';

/** What getUserMedia fails with has a prefix here: PERMISSION_DENIED is also said by the server. */
export type Problem = RefusalCode | `MEDIA_${DeviceFailureCode}` | ScreenFailureCode | typeof CAMERA_UNSENT;

/** The camera works, but the browser cannot make anything of it that could be sent. */
export const CAMERA_UNSENT = 'CAMERA_UNSENT';

// Tables, so that a new code does not compile until it is here.
const DEVICE_CODES: Readonly<Record<DeviceFailureCode, true>> = {
  PERMISSION_DENIED: true,
  SYSTEM_DENIED: true,
  NO_DEVICE: true,
  DEVICE_IN_USE: true,
  CONSTRAINTS: true,
  INSECURE_PAGE: true,
  ABORTED: true,
  DEVICE_LOST: true,
  UNKNOWN: true,
};
const SCREEN_CODES: Readonly<Record<ScreenFailureCode, true>> = {
  SCREEN_DISMISSED: true,
  SCREEN_SYSTEM_DENIED: true,
  SCREEN_UNAVAILABLE: true,
  SCREEN_UNSUPPORTED: true,
  SCREEN_FAILED: true,
};

export const DEVICE_FAILURE_CODES = Object.keys(DEVICE_CODES) as readonly DeviceFailureCode[];

const DEVICE_PREFIX = 'MEDIA_';

export function mediaProblem({ code }: Pick<DeviceFailure, 'code'>): Problem {
  return `${DEVICE_PREFIX}${code}`;
}

/** For what comes from outside: the address bar. */
export function isProblem(text: unknown): text is Problem {
  if (isRefusalCode(text) || text === CAMERA_UNSENT) return true;
  return typeof text === 'string' && (isScreenCode(text) || deviceCode(text) !== undefined);
}

function isScreenCode(text: string): text is ScreenFailureCode {
  return Object.hasOwn(SCREEN_CODES, text);
}

function deviceCode(text: string): DeviceFailureCode | undefined {
  const code = text.slice(DEVICE_PREFIX.length);
  return text.startsWith(DEVICE_PREFIX) && Object.hasOwn(DEVICE_CODES, code) ? (code as DeviceFailureCode) : undefined;
}

/** What happened, in a sentence. `device`: which of the two failed, when only one did. */
export function causeText(problem: Problem, device?: MediaKind): string {
  if (isScreenCode(problem) || problem === CAMERA_UNSENT) return t(`media.${problem}`);
  const code = deviceCode(problem);
  if (code === undefined) return t(`refusal.${problem as RefusalCode}`);
  return t(`media.${code}`, { device: t(device === undefined ? 'device.name.both' : `device.name.${device}`) });
}
