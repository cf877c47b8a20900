// A few seconds of figures as one of five levels with the reason that keeps it from being higher, and whose side that is on.
import type { PeerFacts } from '../call/types';
import type { LinkSample } from './stats_reader';
import type { Liveness, QualityLevel, QualityReason, QualitySide, VideoStep } from './types';

export interface Finding {
  level: QualityLevel;
  reason: QualityReason;
  side: QualitySide | undefined;
}

export interface LevelInput {
  /** The samples of the last WINDOW_MS, oldest first. */
  samples: readonly LinkSample[];
  liveness: Liveness;
  facts: PeerFacts | undefined;
  /** What the network or the machine has brought our own camera down to; 'high' when something else has (a shared screen). */
  step: VideoStep;
  /** Why it is not 'high'. */
  stepCause: 'bandwidth' | 'loss' | 'delay' | 'cpu' | undefined;
}

/** One lost packet of voice in a second is 2 %; five seconds tell a habit from an accident. */
export const WINDOW_MS = 5_000;

/** Upper bounds of the levels 5, 4, 3 and 2; above the last one it is 1. */
type Scale = readonly [number, number, number, number];

/**
 * Round trip, ms. ITU-T G.114 wants at most 150 ms from mouth to ear, and accepts 400. One way is half of the round trip, and
 * packet, jitter buffer and sound card add about 60 ms: 150 ms of round trip make 135 ms, 680 make 400.
 */
const RTT_MS: Scale = [150, 250, 400, 680];
/** ITU-T Y.1541, classes 0 and 1: 50 ms. Below 30 a jitter buffer of usual depth hides it; above 150 it adds what G.114 forbids. */
const JITTER_MS: Scale = [30, 50, 80, 150];
/**
 * ITU-T G.1010 wants less than 3 % for a conversation. Opus' in-band FEC (RFC 6716, section 2.1.7) and concealment keep single
 * losses up to about 8 % understandable; from 15 % on syllables are missing.
 */
const LOSS: Scale = [0.01, 0.03, 0.08, 0.15];

const STEP_LEVEL: Readonly<Record<VideoStep, QualityLevel>> = { high: 5, medium: 4, low: 3, 'audio-only': 2 };
const CAUSE_REASON: Readonly<Record<NonNullable<LevelInput['stepCause']>, QualityReason>> = {
  bandwidth: 'bandwidth-out',
  loss: 'loss-out',
  delay: 'delay',
  cpu: 'cpu',
};

/** undefined before there is anything to judge by. */
export function judgeLevel(input: LevelInput): Finding | undefined {
  const { samples, liveness, facts } = input;
  if (liveness === 'stalled') return { level: 1, reason: 'no-packets', side: 'between' };
  if (samples.length === 0) return undefined;
  const narrowHere = samples.at(-1)?.flow.limitation === 'bandwidth' && input.stepCause !== undefined;
  const narrowThere = facts?.limitation === 'bandwidth';

  // In the order of what explains more: of two reasons for the same level the first is named.
  const findings: (Finding | undefined)[] = [
    liveness === 'frozen' ? { level: 2, reason: 'frozen', side: frozenSide(samples) } : undefined,
    ownStep(input),
    facts?.videoPaused === true ? { level: 2, reason: 'bandwidth-in', side: 'theirs' } : undefined,
    narrowThere ? { level: 4, reason: 'bandwidth-in', side: 'theirs' } : undefined,
    graded(lossIn(samples), LOSS, 'loss-in', narrowThere ? 'theirs' : 'between'),
    graded(mean(samples, ({ numbers }) => numbers.lossOut), LOSS, 'loss-out', narrowHere ? 'mine' : 'between'),
    graded(median(samples, ({ numbers }) => numbers.rttMs), RTT_MS, 'delay', 'between'),
    graded(median(samples, ({ numbers }) => numbers.jitterMs), JITTER_MS, 'jitter', 'between'),
    facts?.limitation === 'cpu' ? { level: 4, reason: 'cpu-theirs', side: 'theirs' } : undefined,
  ];
  let worst: Finding = { level: 5, reason: 'good', side: undefined };
  for (const finding of findings) if (finding && finding.level < worst.level) worst = finding;
  return worst;
}

function ownStep({ step, stepCause }: LevelInput): Finding | undefined {
  if (stepCause === undefined) return undefined;
  const reason = CAUSE_REASON[stepCause];
  return { level: STEP_LEVEL[step], reason, side: reason === 'bandwidth-out' || reason === 'cpu' ? 'mine' : 'between' };
}

// Their voice arrives and their picture does not: their camera has stopped. If picture packets do arrive, it is lost between.
function frozenSide(samples: readonly LinkSample[]): QualitySide {
  return samples.some(({ flow }) => (flow.videoPackets ?? 0) > 0) ? 'between' : 'theirs';
}

function graded(
  value: number | undefined,
  scale: Scale,
  reason: QualityReason,
  side: QualitySide,
): Finding | undefined {
  if (value === undefined) return undefined;
  const exceeded = scale.filter((bound) => value > bound).length;
  return { level: (5 - exceeded) as QualityLevel, reason, side };
}

function lossIn(samples: readonly LinkSample[]): number | undefined {
  let arrived = 0;
  let lost = 0;
  for (const { flow } of samples) {
    arrived += flow.packetsIn ?? 0;
    lost += flow.packetsLostIn ?? 0;
  }
  return arrived + lost === 0 ? undefined : lost / (arrived + lost);
}

function values(samples: readonly LinkSample[], pick: (sample: LinkSample) => number | undefined): number[] {
  return samples.map(pick).filter((value) => value !== undefined);
}

function mean(samples: readonly LinkSample[], pick: (sample: LinkSample) => number | undefined): number | undefined {
  const all = values(samples, pick);
  return all.length === 0 ? undefined : all.reduce((sum, value) => sum + value, 0) / all.length;
}

/** One spike (a key frame, a scan for Wi-Fi networks) does not move it. */
function median(samples: readonly LinkSample[], pick: (sample: LinkSample) => number | undefined): number | undefined {
  const all = values(samples, pick).sort((a, b) => a - b);
  return all[Math.floor((all.length - 1) / 2)];
}
