// Ten seconds of observations as the one sample that the server keeps.
import type { QualitySample } from '../../contract/rest';
import type { QualityObservation } from './quality_link';
import type { QualityNumbers } from './types';

const SECOND_MS = 1000;
/** More digits than a measurement has only fill the store. */
const SHARE_DIGITS = 4;

type MeanField = 'rttMs' | 'jitterMs' | 'lossIn' | 'lossOut' | 'bitrateInKbps' | 'bitrateOutKbps';
type RateField = 'framesPerSecond' | 'sentFramesPerSecond';
type SizeField = 'frameWidth' | 'frameHeight' | 'sentFrameWidth' | 'sentFrameHeight';

/**
 * `observations`: a second each, at least one, oldest first. `toServerTime` turns a local time into the server's.
 * The sample is dated by its beginning: its end might lie in the server's future by the error of our clock.
 */
export function summarize(
  observations: readonly [QualityObservation, ...QualityObservation[]],
  interruptions: number,
  toServerTime: (local: number) => number,
): QualitySample {
  const [first] = observations;
  const last = observations.at(-1) ?? first;
  const worst = observations.reduce((a, b) => (b.level < a.level ? b : a));
  const numbers = observations.flatMap((observation) => observation.numbers ?? []);
  const sample: QualitySample = {
    at: new Date(toServerTime(first.at) - SECOND_MS).toISOString(),
    seconds: observations.length,
    level: worst.level,
    reason: worst.reason,
    interruptions,
    step: last.step,
  };
  for (const field of ['rttMs', 'jitterMs', 'bitrateInKbps', 'bitrateOutKbps'] as const) {
    setMean(sample, numbers, field, 1);
  }
  for (const field of ['lossIn', 'lossOut'] as const) setMean(sample, numbers, field, SHARE_DIGITS);
  for (const field of ['framesPerSecond', 'sentFramesPerSecond'] as const) setMean(sample, numbers, field, 1);
  for (const field of ['frameWidth', 'frameHeight', 'sentFrameWidth', 'sentFrameHeight'] as const) {
    const size = lastOf(numbers, field);
    if (size !== undefined) sample[field] = Math.round(size);
  }
  const local = lastOf(numbers, 'localCandidateType');
  if (local !== undefined) sample.localCandidateType = local;
  const remote = lastOf(numbers, 'remoteCandidateType');
  if (remote !== undefined) sample.remoteCandidateType = remote;
  const protocol = lastOf(numbers, 'protocol');
  if (protocol !== undefined) sample.protocol = protocol;
  return sample;
}

function setMean(
  sample: QualitySample,
  numbers: readonly QualityNumbers[],
  field: MeanField | RateField,
  digits: number,
): void {
  const values = numbers.map((one) => one[field]).filter((value) => value !== undefined);
  if (values.length === 0) return;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  sample[field] = Number(mean.toFixed(digits));
}

function lastOf<F extends SizeField | 'localCandidateType' | 'remoteCandidateType' | 'protocol'>(
  numbers: readonly QualityNumbers[],
  field: F,
): QualityNumbers[F] | undefined {
  return numbers.map((one) => one[field]).findLast((value) => value !== undefined);
}
