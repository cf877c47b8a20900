// How much of one's own camera is sent: down quickly when the way is strained, up slowly and by trial. Voice is never touched.
// Pure: a state and a second's figures give the next state.
import {
  afterStep,
  estimateOf,
  nextStrain,
  NO_STRAIN,
  type StrainCause,
  type StrainInput,
  type StrainMemory,
} from './network_strain';
import { lowerStep, needOf, stepAbove, stepBelow } from './video_steps';
import type { VideoStep } from './types';

export interface AdaptationInput extends StrainInput {
  /** Media flows; while it does not nothing is decided, and afterwards the estimator starts over. */
  connected: boolean;
  /** Our own screen is shared. */
  sharing: boolean;
  /** The person wants to be seen whatever it costs. */
  override: boolean;
}

export interface Adaptation {
  /** What the network and the machine allow; what is sent may be less, see sentStep(). */
  step: VideoStep;
  /** Why it is not 'high'. */
  cause: StrainCause | undefined;
  strain: StrainMemory;
  /** Since when the camera has been sent without a break; undefined while it is not. */
  sendingSince: number | undefined;
  changedAt: number;
  /** Since when nothing has spoken against trying more. */
  calmSince: number | undefined;
  /** How long it must have been calm before the next trial; grows with each that fails. */
  patienceMs: number;
  /** The last step up has not proved itself yet. */
  onTrial: boolean;
}

/** Congestion control begins at 300 kbit/s and takes some seconds to find what there is: a low estimate means nothing yet. */
export const RAMP_UP_MS = 8_000;
const FIRST_PATIENCE_MS = 8_000;
const MAX_PATIENCE_MS = 120_000;
/** A step up that must be taken back within this time has failed. */
const TRIAL_MS = 15_000;
/** The estimate only knows what has been tried: while little is sent it may stay low for ever, so this many times the patience suffices. */
const BLIND_TRIAL_FACTOR = 3;
/** Of what the next step needs, so that it is not taken back at once. */
const HEADROOM = 1.15;

export function startAdaptation(at: number): Adaptation {
  return {
    step: 'high',
    cause: undefined,
    strain: NO_STRAIN,
    sendingSince: undefined,
    changedAt: at,
    calmSince: undefined,
    patienceMs: FIRST_PATIENCE_MS,
    onTrial: false,
  };
}

/** What is sent of the camera: a shared screen leaves it the least, and 'audio-only' gives way to the person's wish. */
export function sentStep({ step }: Adaptation, { sharing, override }: Pick<AdaptationInput, 'sharing' | 'override'>): VideoStep {
  const allowed = sharing ? lowerStep(step, 'low') : step;
  return override && allowed === 'audio-only' ? 'low' : allowed;
}

export function adapt(before: Adaptation, input: AdaptationInput): Adaptation {
  const { at } = input;
  if (!input.connected) {
    return { ...before, strain: NO_STRAIN, sendingSince: undefined, calmSince: undefined };
  }
  const sendingSince = input.cameraOn ? (before.sendingSince ?? at) : undefined;
  const current = sentStep(before, input);
  const rampingUp = sendingSince === undefined || at - sendingSince < RAMP_UP_MS;
  const { memory, strain } = nextStrain(before.strain, input, { step: current, rampingUp });
  const calmSince = strain.calm ? (before.calmSince ?? at) : undefined;
  const now: Adaptation = { ...before, strain: memory, sendingSince, calmSince };

  const cause = current === 'low' ? strain.critical : strain.cause;
  if (cause !== undefined && input.cameraOn && now.step !== 'audio-only') return stepDown(now, current, cause, at);
  if (now.onTrial && at - now.changedAt >= TRIAL_MS) return { ...now, onTrial: false, patienceMs: FIRST_PATIENCE_MS };
  return mayStepUp(now, input) ? stepUp(now, at) : now;
}

function stepDown(now: Adaptation, current: VideoStep, cause: StrainCause, at: number): Adaptation {
  return {
    ...now,
    step: stepBelow(current),
    cause,
    strain: afterStep(now.strain, cause),
    changedAt: at,
    calmSince: undefined,
    patienceMs: now.onTrial ? Math.min(now.patienceMs * 2, MAX_PATIENCE_MS) : now.patienceMs,
    onTrial: false,
  };
}

function stepUp(now: Adaptation, at: number): Adaptation {
  const step = stepAbove(now.step);
  return {
    ...now,
    step,
    cause: step === 'high' ? undefined : now.cause,
    strain: afterStep(now.strain, undefined),
    changedAt: at,
    calmSince: undefined,
    onTrial: true,
  };
}

function mayStepUp(now: Adaptation, input: AdaptationInput): boolean {
  if (now.step === 'high' || now.onTrial || now.calmSince === undefined) return false;
  // Without a picture, or with the least beside a shared screen, there is nothing to try it with.
  if (now.step !== 'audio-only' && (!input.cameraOn || input.sharing)) return false;
  const calmFor = input.at - now.calmSince;
  // With voice alone the estimate says nothing but that voice gets through.
  const estimate = now.step === 'audio-only' ? undefined : estimateOf(input);
  const roomy = estimate === undefined || estimate >= needOf(stepAbove(now.step), input.cameraHeight) * HEADROOM;
  return calmFor >= now.patienceMs * (roomy ? 1 : BLIND_TRIAL_FACTOR);
}
