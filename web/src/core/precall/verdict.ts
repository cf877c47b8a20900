// Five findings as one plain answer.
import { STEP_LIMITS } from '../quality/video_steps';
import type { ConnectionReason, ConnectionStep, ConnectionStepName, ConnectionVerdict } from './types';

/** For the voice alone, with its headers, and a little. kbit/s */
export const VOICE_NEEDS_KBPS = 60;
/** For a picture of 480 lines beside the voice, kbit/s. */
export const PICTURE_NEEDS_KBPS = STEP_LIMITS.medium.needKbps;
/** ITU-T G.1010: a conversation wants less. */
export const LOSS_POOR = 0.03;
/** From here on pictures break up while voice is still concealed. */
export const LOSS_AUDIO_FIRST = 0.08;
/** To the relay and back; twice of it is the way to somebody equally far away, and G.114 bears 400 ms one way. */
export const RTT_POOR_MS = 300;
export const SIGNALING_SLOW_MS = 3_000;

export function judgeConnection(steps: readonly ConnectionStep[]): ConnectionVerdict {
  const step = (name: ConnectionStepName): ConnectionStep | undefined => steps.find((one) => one.name === name);
  const impossible = whatMakesItImpossible(step);
  if (impossible.length > 0) return { kind: 'will-not-work', reasons: impossible };

  const udpBlocked = step('udp')?.state === 'failed';
  const relayUnknown = step('relay')?.reason === 'TIME_UP';
  const { upKbps, downKbps } = step('throughput')?.numbers ?? {};
  const loss = step('loss')?.numbers.loss ?? 0;
  const audioFirst: ConnectionReason[] = [
    ...(udpBlocked && relayUnknown ? (['UDP_BLOCKED'] as const) : []),
    ...(upKbps !== undefined && upKbps < PICTURE_NEEDS_KBPS ? (['NARROW_UPLOAD'] as const) : []),
    ...(downKbps !== undefined && downKbps < PICTURE_NEEDS_KBPS ? (['NARROW_DOWNLOAD'] as const) : []),
    ...(loss > LOSS_AUDIO_FIRST ? (['LOSS_HIGH'] as const) : []),
  ];
  const hints = steps
    .filter(({ state }) => state === 'poor' || state === 'failed')
    .flatMap(({ reason }) => (reason === undefined || audioFirst.includes(reason) ? [] : [reason]));
  return { kind: audioFirst.length > 0 ? 'audio-first' : 'ready', reasons: [...audioFirst, ...new Set(hints)] };
}

function whatMakesItImpossible(step: (name: ConnectionStepName) => ConnectionStep | undefined): ConnectionReason[] {
  const reasons: ConnectionReason[] = [];
  if (step('signaling')?.state === 'failed') reasons.push('SIGNALING_BLOCKED');
  const relay = step('relay');
  const noRelay = relay?.state === 'failed' || relay?.reason === 'NO_RELAY_CONFIGURED';
  if (step('udp')?.state === 'failed' && noRelay) reasons.push('NO_UDP_NO_RELAY');
  const { upKbps, downKbps } = step('throughput')?.numbers ?? {};
  if (upKbps !== undefined && upKbps < VOICE_NEEDS_KBPS) reasons.push('NARROW_UPLOAD');
  if (downKbps !== undefined && downKbps < VOICE_NEEDS_KBPS) reasons.push('NARROW_DOWNLOAD');
  return reasons;
}
