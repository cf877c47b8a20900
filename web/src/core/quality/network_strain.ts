// Signs that we send more than the way carries, or than the machine encodes: each must last before it counts.
import { needOf } from './video_steps';
import type { VideoStep } from './types';

export type StrainCause = 'bandwidth' | 'loss' | 'delay' | 'cpu';

export interface StrainInput {
  /** Local time, milliseconds. */
  at: number;
  lossOut: number | undefined;
  rttMs: number | undefined;
  availableOutKbps: number | undefined;
  /** What congestion control gives the camera's encoder: used where the browser writes no estimate (Firefox). */
  cameraTargetKbps: number | undefined;
  limitation: 'none' | 'cpu' | 'bandwidth' | 'other' | undefined;
  /** The camera's picture is being sent now. */
  cameraOn: boolean;
  /** Shorter side of the camera's picture, pixels. */
  cameraHeight: number | undefined;
  /** Names the way the packets take: another one has another round trip. */
  path: string | undefined;
}

/** A sign of strain and since when it has been there without a break. */
export interface StrainMemory {
  since: Partial<Record<StrainCause | 'heavy-loss' | 'starved', number>>;
  /** Recent round trips; the least of them is the way without queues. */
  rtts: readonly Reading[];
  path: string | undefined;
  losses: readonly Reading[];
}

interface Reading {
  at: number;
  value: number;
}

export const NO_STRAIN: StrainMemory = { since: {}, rtts: [], path: undefined, losses: [] };

/**
 * Google's congestion control (draft-ietf-rmcat-gcc-02, section 6) cuts its rate by itself above 10 % loss and holds it between 2 %
 * and 10 %. Before its estimate has sunk a smaller picture leaves room for retransmissions and repairs.
 */
const LOSS_OUT = 0.07;
/** A second has some hundred packets: of 10 % loss it shows anything from 5 % to 15 %. */
const LOSS_WINDOW_MS = 3_000;
/** So much loss that voice needs every packet that gets through. */
const HEAVY_LOSS_OUT = 0.18;
/** Queues that fill: the round trip is this much over the least of the last minute, and over twice of it. */
const QUEUE_MS = 180;
const BASELINE_WINDOW_MS = 60_000;
/** Voice with its headers, and a little: with less than this no picture fits beside it. */
const STARVED_KBPS = 100;

const LASTS_MS: Readonly<Record<keyof StrainMemory['since'], number>> = {
  loss: 3_000,
  bandwidth: 3_000,
  delay: 3_000,
  // Encoders stumble for a few seconds whenever anything else starts on the machine.
  cpu: 5_000,
  'heavy-loss': 5_000,
  starved: 4_000,
};

export interface Strain {
  /** Enough to go one step down, if it is not yet at `low`. */
  cause: StrainCause | undefined;
  /** Enough to pause the picture. */
  critical: StrainCause | undefined;
  /** Nothing speaks against trying more. */
  calm: boolean;
}

/** Loss at which nothing more is tried; congestion control, too, does not raise its rate above 2 %. */
const CALM_LOSS_OUT = 0.03;

export interface StrainContext {
  step: VideoStep;
  /** Congestion control is still finding out what there is: estimates, and the first stumbling of the encoder, mean nothing yet. */
  rampingUp: boolean;
}

export function nextStrain(
  before: StrainMemory,
  input: StrainInput,
  { step, rampingUp }: StrainContext,
): { memory: StrainMemory; strain: Strain } {
  const { at, path } = input;
  const samePath = path === undefined || before.path === undefined || path === before.path;
  const rtts = recent(samePath ? before.rtts : [], at, input.rttMs, BASELINE_WINDOW_MS);
  const losses = recent(before.losses, at, input.lossOut, LOSS_WINDOW_MS);
  const loss = losses.reduce((sum, { value }) => sum + value, 0) / Math.max(1, losses.length);
  const queued = isQueued(rtts, input.rttMs);
  const estimate = input.cameraOn && !rampingUp ? estimateOf(input) : undefined;
  const signs: Record<keyof StrainMemory['since'], boolean> = {
    loss: loss > LOSS_OUT,
    'heavy-loss': loss > HEAVY_LOSS_OUT,
    bandwidth: estimate !== undefined && estimate < needOf(step, input.cameraHeight),
    starved: estimate !== undefined && estimate < STARVED_KBPS,
    delay: queued,
    cpu: input.cameraOn && !rampingUp && input.limitation === 'cpu',
  };
  const since: StrainMemory['since'] = {};
  const lasts = (sign: keyof StrainMemory['since']): boolean => {
    const began = since[sign];
    return began !== undefined && at - began >= LASTS_MS[sign];
  };
  for (const sign of Object.keys(signs) as (keyof typeof signs)[]) {
    if (signs[sign]) since[sign] = before.since[sign] ?? at;
  }
  const cause = (['bandwidth', 'loss', 'delay', 'cpu'] as const).find(lasts);
  const critical = lasts('starved') ? 'bandwidth' : lasts('heavy-loss') ? 'loss' : lasts('delay') ? 'delay' : undefined;
  const calm = loss < CALM_LOSS_OUT && !queued && !signs.cpu && !signs.bandwidth;
  return { memory: { since, rtts, losses, path: path ?? before.path }, strain: { cause, critical, calm } };
}

/**
 * Begins to look for signs anew: the step has changed. After a step down because of delay the present round trip is the new
 * measure: if sending less has not shortened it, the way itself has grown longer and no queue of ours is to blame.
 */
export function afterStep(memory: StrainMemory, cause: StrainCause | undefined): StrainMemory {
  return { ...memory, since: {}, rtts: cause === 'delay' ? [] : memory.rtts };
}

/** What our whole upload carries, kbit/s, as far as the browser tells. */
export function estimateOf({ availableOutKbps, cameraTargetKbps }: StrainInput): number | undefined {
  if (availableOutKbps !== undefined) return availableOutKbps;
  return cameraTargetKbps === undefined ? undefined : cameraTargetKbps + VOICE_KBPS;
}
const VOICE_KBPS = 50;

function recent(before: readonly Reading[], at: number, value: number | undefined, windowMs: number): Reading[] {
  const kept = before.filter((reading) => at - reading.at < windowMs);
  return value === undefined ? kept : [...kept, { at, value }];
}

function isQueued(rtts: readonly Reading[], rttMs: number | undefined): boolean {
  if (rttMs === undefined) return false;
  const least = Math.min(...rtts.map(({ value }) => value));
  return rttMs > least + QUEUE_MS && rttMs > 2 * least;
}
