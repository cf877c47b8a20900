// Looks at every link once a second: how good it is, what is alive at its other end, and what of one's own camera it can carry.
import type { PeerFacts } from '../call/types';
import type { Cancel } from '../clock';
import { SnapshotStore, type Model } from '../model';
import { CallSummary } from './call_summary';
import { LinkMonitor, type LinkContext } from './link_monitor';
import type { OwnFacts, QualityMonitorOptions } from './quality_link';
import type { QualityPoint, QualitySnapshot, QualitySummary, VideoStep } from './types';
import { lowerStep } from './video_steps';

export type { QualityLink, QualityMonitorOptions } from './quality_link';

const TICK_MS = 1_000;
/** getStats that takes longer than this is not waited for: its figures come with the next second. */
const LOOK_WITHIN_MS = 700;
/** Between two looks, while nothing arrives: the first packets after a gap do not wait for the next full second. */
const PEEK_MS = 250;
/** Two minutes. */
const HISTORY_POINTS = 120;

export class QualityMonitor implements Model<QualitySnapshot> {
  private readonly store: SnapshotStore<QualitySnapshot>;
  private readonly summing = new CallSummary();
  private monitors: LinkMonitor[] = [];
  private history: readonly QualityPoint[] = [];
  private override = false;
  private told: OwnFacts = { videoPaused: false, limitation: 'none', cameraStuck: false };
  // Once for each time that it is stuck: the machine tries, then the person decides.
  private cameraRestarted = false;
  private startedAt: number | undefined;
  private cancelTick: Cancel | undefined;
  private cancelPeek: Cancel | undefined;
  private stopped = false;

  constructor(private readonly options: QualityMonitorOptions) {
    this.store = new SnapshotStore(this.describe());
  }

  readonly snapshot = (): QualitySnapshot => this.store.snapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

  start(): void {
    if (this.startedAt !== undefined || this.stopped) return;
    this.startedAt = this.options.clock.now();
    this.tickLater();
  }

  /** Ends it for good; what was measured can still be read, and is reported. */
  stop(): void {
    if (this.stopped) return;
    this.stopped = true;
    this.cancelTick?.();
    this.cancelPeek?.();
    this.options.report?.finish();
  }

  /** The path to this person was broken and works again. */
  pathHealed(userId: string): void {
    this.monitorOf(userId)?.sendKeyFrame();
  }

  /** This person's page cannot show what arrives there, and asks for a whole picture. */
  keyFrameAsked(userId: string): void {
    this.monitorOf(userId)?.keyFrameAsked();
  }

  summary(): QualitySummary {
    return this.summing.read();
  }

  // On the full second since the start: neither a slow tick nor a machine that slept makes ticks pile up.
  private tickLater(): void {
    const { clock } = this.options;
    const elapsed = clock.now() - (this.startedAt ?? 0);
    this.cancelTick = clock.after(TICK_MS - (elapsed % TICK_MS), () => {
      void this.tick();
    });
  }

  private async tick(): Promise<void> {
    this.tickLater();
    const links = this.options.links();
    const context = this.context();
    const looks = links.map((link) => {
      const monitor = this.monitorOf(link.userId) ?? this.makeMonitor(link.userId);
      return { monitor, done: monitor.look(link, context) };
    });
    const wasAlone = this.monitors.length === 0;
    this.monitors = looks.map(({ monitor }) => monitor);
    if (wasAlone && looks.length === 0) return;
    await this.atMost(LOOK_WITHIN_MS, Promise.all(looks.map(({ done }) => done)));
    if (this.hasStopped()) return;
    this.conclude();
    this.apply();
    this.peekLater();
  }

  private peekLater(): void {
    this.cancelPeek?.();
    if (!this.monitors.some(({ inGap }) => inGap)) return;
    this.cancelPeek = this.options.clock.after(PEEK_MS, () => {
      void this.peek();
    });
  }

  private async peek(): Promise<void> {
    await Promise.all(this.options.links().map(async (link) => this.monitorOf(link.userId)?.peek(link)));
    if (!this.hasStopped()) this.peekLater();
  }

  private makeMonitor(userId: string): LinkMonitor {
    return new LinkMonitor(userId, this.options.clock, () => {
      this.options.askKeyFrame(userId);
    });
  }

  private monitorOf(userId: string): LinkMonitor | undefined {
    return this.monitors.find((monitor) => monitor.userId === userId);
  }

  // A function, since what was checked before an await may have changed after it.
  private hasStopped(): boolean {
    return this.stopped;
  }

  private async atMost(ms: number, work: Promise<unknown>): Promise<void> {
    let cancel: Cancel | undefined;
    const timeout = new Promise<void>((resolve) => {
      cancel = this.options.clock.after(ms, resolve);
    });
    await Promise.race([work, timeout]);
    cancel?.();
  }

  private conclude(): void {
    const worst = this.worst();
    if (!worst) return;
    const { finding, numbers } = worst;
    const interrupted = this.monitors.some((monitor) => monitor.interrupted);
    const at = this.options.clock.now();
    this.summing.add(finding, interrupted);
    const point: QualityPoint = {
      at,
      level: finding?.level,
      rttMs: numbers?.rttMs,
      lossIn: numbers?.lossIn,
      lossOut: numbers?.lossOut,
      bitrateInKbps: numbers?.bitrateInKbps,
      bitrateOutKbps: numbers?.bitrateOutKbps,
    };
    this.history = [...this.history, point].slice(-HISTORY_POINTS);
    if (finding) this.options.report?.add({ at, numbers, ...finding, step: this.step(), interrupted });
  }

  // Brings the senders to what is decided, and tells it: here by the snapshot, there by the facts.
  private apply(): void {
    const context = this.context();
    for (const link of this.options.links()) this.monitorOf(link.userId)?.tune(link, context);
    this.tell({ videoPaused: this.paused(), limitation: this.limitation(), cameraStuck: this.cameraStuck });
    if (this.cameraStuck && !this.cameraRestarted) this.options.restartCamera();
    this.cameraRestarted = this.cameraStuck;
    this.store.set(this.describe());
  }

  private tell(facts: OwnFacts): void {
    const { told } = this;
    const { videoPaused, limitation, cameraStuck } = facts;
    if (videoPaused === told.videoPaused && limitation === told.limitation && cameraStuck === told.cameraStuck) return;
    this.told = facts;
    this.options.setFacts(facts);
  }

  private get cameraStuck(): boolean {
    return this.monitors.some(({ cameraStuck }) => cameraStuck);
  }

  private context(): LinkContext {
    return { sharing: this.options.sharing(), override: this.override };
  }

  private paused(): boolean {
    const context = this.context();
    return this.monitors.some((monitor) => monitor.paused(context));
  }

  // Loss has no side: the other page sees it by itself, and does not need to be told that it is ours.
  private limitation(): PeerFacts['limitation'] {
    const causes = this.monitors.map(({ cause }) => cause);
    if (causes.includes('bandwidth') || causes.includes('delay')) return 'bandwidth';
    return causes.includes('cpu') ? 'cpu' : 'none';
  }

  private step(): VideoStep {
    const context = this.context();
    return this.monitors.map((monitor) => monitor.sent(context)).reduce(lowerStep, 'high');
  }

  private worst(): LinkMonitor | undefined {
    const level = (monitor: LinkMonitor): number => monitor.finding?.level ?? Infinity;
    return [...this.monitors].sort((a, b) => level(a) - level(b))[0];
  }

  private setOverride(override: boolean): void {
    if (this.stopped) return;
    this.override = override;
    this.apply();
  }

  private readonly sendVideoAnyway = (): void => {
    this.setOverride(true);
  };

  private readonly adaptAgain = (): void => {
    this.setOverride(false);
  };

  private describe(): QualitySnapshot {
    const worst = this.worst();
    const videoPaused = this.paused();
    return {
      level: worst?.finding?.level,
      side: worst?.finding?.side,
      reason: worst?.finding?.reason,
      numbers: worst?.numbers,
      history: this.history,
      remotes: this.monitors.map(({ userId, finding, liveness }) => ({
        userId,
        level: finding?.level,
        side: finding?.side,
        reason: finding?.reason,
        liveness,
      })),
      step: this.step(),
      videoPaused,
      sendVideoAnyway: videoPaused ? this.sendVideoAnyway : undefined,
      adaptAgain: this.override ? this.adaptAgain : undefined,
      cameraStuck: this.cameraStuck,
      restartCamera: this.cameraStuck ? this.options.restartCamera : undefined,
    };
  }
}
