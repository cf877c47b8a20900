// Tells the server every ten seconds how the call was, so that it can be looked up later. The call never waits for it: while the
// server is away samples are kept, the newest of them, and sent together afterwards.
import type { QualitySample } from '../../contract/rest';
import type { ApiClient, When } from '../api';
import { Backoff } from '../backoff';
import type { Cancel, Clock, ServerClock } from '../clock';
import type { Refusal } from '../result';
import type { QualityObservation, QualityReport } from './quality_link';
import { summarize } from './quality_sample';

export interface QualityReporterOptions {
  sessionId: string;
  api: Pick<ApiClient, 'quality'>;
  clock: Clock;
  serverClock: ServerClock;
  random: () => number;
}

export const SECONDS_A_SAMPLE = 10;
/** The most that one request may carry: ten minutes. */
export const MAX_KEPT = 60;
/** So long after a call's end the server still takes samples of it. */
const TAKEN_AFTER_END_MS = 10 * 60_000;
const RETRY = { firstMs: 5_000, maxMs: 60_000 } as const;

/** It would be the same answer every time: nothing more is sent in this call. */
const GIVE_UP: ReadonlySet<string> = new Set([
  'NOT_A_PARTICIPANT',
  'FORBIDDEN',
  'SESSION_NOT_FOUND',
  'NOT_FOUND',
  'INVALID_SESSION_ID',
  'UNAUTHENTICATED',
  'TOKEN_EXPIRED',
  'CALL_ENDED',
  'TOO_MANY_SAMPLES',
]);
/** Nothing is wrong with the samples. BAD_ANSWER: something that is not our server has answered. */
const TRY_AGAIN: ReadonlySet<string> = new Set([
  'NETWORK',
  'RATE_LIMITED',
  'UNAVAILABLE',
  'INTERNAL',
  'REQUEST_TIMEOUT',
  'BAD_ANSWER',
]);

export class QualityReporter implements QualityReport {
  private observations: QualityObservation[] = [];
  private interruptions = 0;
  private interrupted = false;
  private kept: QualitySample[] = [];
  private readonly backoff: Backoff;
  private sending = false;
  /** When the call ended. */
  private leftAt: number | undefined;
  private gaveUp = false;
  private cancelRetry: Cancel | undefined;
  /** The retry waits because the server has asked for it, not because it did not answer. */
  private askedToWait = false;

  constructor(private readonly options: QualityReporterOptions) {
    this.backoff = new Backoff(RETRY, options.random);
  }

  add(observation: QualityObservation): void {
    if (this.gaveUp || this.leftAt !== undefined) return;
    if (observation.interrupted && !this.interrupted) this.interruptions += 1;
    this.interrupted = observation.interrupted;
    this.observations.push(observation);
    if (this.observations.length < SECONDS_A_SAMPLE) return;
    this.closeSample();
    this.send();
  }

  finish(): void {
    if (this.leftAt !== undefined) return;
    this.closeSample();
    this.leftAt = this.options.clock.now();
    // The page may be gone before the next try would be due.
    if (!this.askedToWait) this.stopWaiting();
    this.send();
  }

  private closeSample(): void {
    const [first, ...rest] = this.observations;
    if (!first) return;
    const { clock, serverClock } = this.options;
    const offset = serverClock.now() - clock.now();
    this.kept.push(summarize([first, ...rest], this.interruptions, (local) => local + offset));
    this.kept = this.kept.slice(-MAX_KEPT);
    this.observations = [];
    this.interruptions = 0;
  }

  private send(): void {
    // While the server asked us to wait, or does not answer, the retry takes along what has come meanwhile.
    if (this.sending || this.gaveUp || this.cancelRetry !== undefined || this.kept.length === 0) return;
    void this.post([...this.kept]);
  }

  private async post(samples: QualitySample[]): Promise<void> {
    const { api, sessionId } = this.options;
    const when: When = this.leftAt === undefined ? 'staying' : 'leaving';
    const [only] = samples;
    this.sending = true;
    const answer = await api.quality(sessionId, samples.length === 1 && only ? only : { samples }, when);
    this.sending = false;
    if (answer.ok) this.done(samples);
    else this.refused(samples, answer.refusal);
  }

  private done(samples: readonly QualitySample[]): void {
    this.backoff.reset();
    this.kept = this.kept.filter((sample) => !samples.includes(sample));
    this.send();
  }

  private refused(samples: readonly QualitySample[], refusal: Refusal): void {
    const { code } = refusal;
    if (GIVE_UP.has(code) || this.tooLate()) {
      this.gaveUp = true;
      this.kept = [];
      return;
    }
    if (!TRY_AGAIN.has(code)) {
      // Something about these samples: the next ones may be right.
      this.done(samples);
      return;
    }
    this.askedToWait = refusal.retryAfterMs !== undefined;
    this.cancelRetry = this.options.clock.after(Math.max(refusal.retryAfterMs ?? 0, this.backoff.next()), () => {
      this.stopWaiting();
      this.send();
    });
  }

  private stopWaiting(): void {
    this.cancelRetry?.();
    this.cancelRetry = undefined;
    this.askedToWait = false;
  }

  private tooLate(): boolean {
    return this.leftAt !== undefined && this.options.clock.now() - this.leftAt > TAKEN_AFTER_END_MS;
  }
}
