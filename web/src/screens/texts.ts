// From codes to sentences. Pure, so that a test can ask for every one.
import type { RefusalCode } from '../contract/codes';
import type { CallSnapshot } from '../core/call/call';
import type { Access, SessionFacts } from '../core/call/lobby';
import type { DeviceSnapshot, LocalMediaSnapshot, MediaKind } from '../core/media/local_media';
import { formatMoment, t } from '../i18n';

export function refusalText(code: RefusalCode): string {
  return t(`refusal.${code}`);
}

/** `now`: server time, to say "today at" rightly. */
export function accessText(access: Access, now: number): string {
  switch (access.kind) {
    case 'checking':
      return t('lobby.checking');
    case 'open':
      return t('lobby.open');
    case 'refused':
      return access.opensAt === undefined
        ? refusalText(access.code)
        : t('lobby.opensAt', { time: formatMoment(access.opensAt, now) });
  }
}

export type StatusFacts = Pick<CallSnapshot, 'status' | 'media' | 'about'> & { refusal: RefusalCode | undefined };

export function statusText({ status, media, about, refusal }: StatusFacts): string {
  switch (status) {
    case 'connecting':
      return about === undefined ? t('status.connecting') : t('status.connecting.to', { name: about });
    case 'reconnecting':
      return about === undefined ? t(`status.reconnecting.${media}`) : t('status.reconnecting.to', { name: about });
    case 'remote-reconnecting':
      return t(`status.remote-reconnecting.${media}`, { name: about ?? '' });
    case 'detached':
      return t('status.detached', { reason: refusal === undefined ? '' : refusalText(refusal) }).trim();
    default:
      return t(`status.${status}`);
  }
}

export function statusTone({ status }: Pick<CallSnapshot, 'status'>): 'quiet' | 'busy' | 'bad' {
  switch (status) {
    case 'connected':
    case 'ended':
    case 'left':
      return 'quiet';
    case 'refused':
    case 'superseded':
    case 'detached':
      return 'bad';
    default:
      return 'busy';
  }
}

/** What is wrong with a device, or undefined. */
export function deviceText(kind: MediaKind, device: DeviceSnapshot): string | undefined {
  return device.failure && t(`media.${device.failure.code}`, { device: t(`device.name.${kind}`) });
}

/** What joining without a device that failed will be like, or undefined when nothing failed. */
export function withoutDevicesText(media: LocalMediaSnapshot): string | undefined {
  const noAudio = media.audio.state === 'failed';
  const noVideo = media.video.state === 'failed';
  if (noAudio && noVideo) return t('lobby.receiveOnly');
  if (noVideo) return t('lobby.audioOnly');
  return noAudio ? t('lobby.videoOnly') : undefined;
}

export function deviceLabel(kind: MediaKind, device: DeviceSnapshot): string {
  if (device.state === 'starting') return t(`device.starting.${kind}`);
  return t(`device.${kind}.${device.state === 'on' ? 'on' : 'off'}`);
}

export function remoteStateText(remote: { userName: string; audio: boolean; video: boolean }): string {
  const parts = [remote.userName];
  if (!remote.audio) parts.push(t('call.muted'));
  if (!remote.video) parts.push(t('call.cameraOff'));
  return parts.join(' · ');
}

export function peopleText({ client, psychologist }: Partial<Pick<SessionFacts, 'client' | 'psychologist'>>): string | undefined {
  return client && psychologist && t('lobby.people', { client: client.name, psychologist: psychologist.name });
}
