// What the room says about people and devices. Pure.
import type { RemoteSnapshot } from '../../core/call/types';
import type { CallStatus } from '../../core/call/status';
import type { Liveness } from '../../core/quality/types';
import { t } from '../../i18n';

export function shortStatusText(status: CallStatus): string {
  switch (status) {
    case 'ended':
    case 'left':
    case 'superseded':
    case 'refused':
      return t(`status.${status}`);
    default:
      return t(`status.short.${status}`);
  }
}

/** What keeps the other from being seen or heard as they are; undefined when nothing does. */
export function livenessText(liveness: Liveness, name: string): string | undefined {
  switch (liveness) {
    case 'frozen':
    case 'stalled':
    case 'hidden':
    case 'paused':
    case 'unsent':
      return t(`live.${liveness}`, { name });
    case 'silent': // Said beside the name: nothing is wrong.
    case 'live':
    case 'unknown':
      return undefined;
  }
}

export function pictureOf(remote: RemoteSnapshot, liveness: Liveness): 'clear' | 'dimmed' | 'none' {
  if (!remote.video || liveness === 'paused' || liveness === 'unsent') return 'none';
  const old = !remote.connected || liveness === 'frozen' || liveness === 'stalled' || liveness === 'hidden';
  return old ? 'dimmed' : 'clear';
}

export function roleText(role: string): string {
  switch (role) {
    case 'client':
    case 'psychologist':
    case 'admin':
      return t(`role.${role}`);
    default: // A server newer than this page.
      return role;
  }
}
