// Everything that is known about the path to one other person: figures, signs of life, level, and what is sent of the camera.
import type { Clock } from '../clock';
import { shorterSide } from '../media/picture_size';
import { adapt, sentStep, startAdaptation, type Adaptation, type AdaptationInput } from './adaptation';
import { CAMERA_WORKS, watchCamera, type CameraWatch } from './camera_watch';
import { KeyFrames } from './key_frames';
import { holdLevel, NO_LEVEL, type HeldLevel } from './level_hold';
import { nextLiveness, NO_LIVENESS, type LivenessMemory } from './liveness';
import { readLines } from './media_lines';
import { judgeLevel, WINDOW_MS, type Finding } from './quality_level';
import type { QualityLink } from './quality_link';
import { cameraWish, screenWish, SenderTuner } from './sender_tuner';
import { readCounters, type StatsCounters } from './stats_counters';
import { readSample, type LinkSample } from './stats_reader';
import type { Liveness, QualityNumbers, VideoStep } from './types';

/** From the moment that the path works, milliseconds: the camera's picture begins small (see START_LINES) and grows then. */
const SMALL_START_MS = 1_500;

export interface LinkContext {
  sharing: boolean;
  /** The person wants to be seen whatever it costs. */
  override: boolean;
}

export class LinkMonitor {
  readonly userId: string;
  private connection: RTCPeerConnection | undefined;
  private everConnected = false;
  private connected = false;
  private connectedSince: number | undefined;
  private reading = false;
  private counters: StatsCounters | undefined;
  private samples: readonly LinkSample[] = [];
  private alive: { memory: LivenessMemory; liveness: Liveness } = { memory: NO_LIVENESS, liveness: 'unknown' };
  private held: HeldLevel = NO_LEVEL;
  private adaptation: Adaptation;
  private cameraOn = false;
  private camera: CameraWatch = CAMERA_WORKS;
  private tuners: SenderTuner[] = [];
  private readonly keyFrames: KeyFrames;

  /** `askKeyFrame`: asks the other page for a whole picture. */
  constructor(
    userId: string,
    private readonly clock: Clock,
    askKeyFrame: () => void,
  ) {
    this.userId = userId;
    this.adaptation = startAdaptation(clock.now());
    this.keyFrames = new KeyFrames({
      clock,
      send: () => {
        for (const tuner of this.tuners) tuner.sendKeyFrame();
      },
      ask: askKeyFrame,
    });
  }

  get finding(): Finding | undefined {
    return this.held.shown;
  }

  get liveness(): Liveness {
    return this.alive.liveness;
  }

  get numbers(): QualityNumbers | undefined {
    return this.samples.at(-1)?.numbers;
  }

  get cause(): Adaptation['cause'] {
    return this.cameraOn ? this.adaptation.cause : undefined;
  }

  /** The camera works, and its picture cannot be sent. */
  get cameraStuck(): boolean {
    return this.camera.stuck;
  }

  /** Nothing arrives although it should. */
  get interrupted(): boolean {
    return this.everConnected && (!this.connected || this.alive.liveness === 'stalled');
  }

  sent(context: LinkContext): VideoStep {
    return sentStep(this.adaptation, context);
  }

  /** The camera is on, and its picture is kept back for the voice's sake. */
  paused(context: LinkContext): boolean {
    return this.cameraOn && this.sent(context) === 'audio-only';
  }

  /** One second's look. Resolves when it is done; never rejects. A look that has not ended yet is not followed by another. */
  async look(link: QualityLink, context: LinkContext): Promise<void> {
    if (link.connection !== this.connection) this.begin(link.connection);
    this.connected = link.connection.connectionState === 'connected';
    this.everConnected ||= this.connected;
    if (this.connected) this.connectedSince ??= this.clock.now();
    const track = link.cameraSender?.track;
    this.cameraOn = track?.readyState === 'live';
    // The browser may call a path disconnected for a while after packets have come again.
    const mayFlow = this.connected || link.connection.connectionState === 'disconnected';
    const sample = mayFlow ? await this.read(link) : undefined;
    // Meanwhile the connection may have been replaced by another one.
    if (link.connection !== this.connection) return;
    this.keyFrames.arrived(sample?.flow.packetsIn);
    this.conclude(link, this.connected ? sample : undefined, context);
  }

  /** Nothing arrives: worth a peek before the next look. */
  get inGap(): boolean {
    return this.keyFrames.inGap;
  }

  /** Only whether packets come again. */
  async peek(link: QualityLink): Promise<void> {
    if (!this.inGap || link.connection !== this.connection) return;
    const counters = await this.fetch(link);
    if (counters) this.keyFrames.arrived(readSample(this.counters, counters, this.clock.now()).flow.packetsIn);
  }

  /** Brings the senders to what is decided. */
  tune(link: QualityLink, context: LinkContext): void {
    this.keyFrames.sendOwed();
    const step = this.sent(context);
    const { cameraSender, screenSender } = link;
    this.tuners = this.tuners.filter((tuner) => [cameraSender, screenSender].some((s) => s && tuner.isFor(s)));
    if (cameraSender && this.hasGrownUp()) this.tunerOf(cameraSender).apply(cameraWish(step, cameraSender.track));
    // The screen yields only to a way that is too narrow, not to its own being shared.
    if (screenSender?.track) this.tunerOf(screenSender).apply(screenWish(this.adaptation.step));
  }

  /** The path has just been broken and works again. */
  sendKeyFrame(): void {
    this.keyFrames.send();
  }

  /** The other page cannot show what arrives there. */
  keyFrameAsked(): void {
    this.keyFrames.asked();
  }

  private begin(connection: RTCPeerConnection): void {
    this.connection = connection;
    this.connectedSince = undefined;
    this.reading = false;
    this.counters = undefined;
    this.samples = [];
    this.alive = { memory: NO_LIVENESS, liveness: 'unknown' };
    this.tuners = [];
    this.keyFrames.reset();
  }

  private hasGrownUp(): boolean {
    return this.connectedSince !== undefined && this.clock.now() - this.connectedSince >= SMALL_START_MS;
  }

  private async read(link: QualityLink): Promise<LinkSample | undefined> {
    const counters = await this.fetch(link);
    if (!counters) return undefined;
    const sample = readSample(this.counters, counters, this.clock.now());
    this.counters = counters;
    return sample;
  }

  private async fetch(link: QualityLink): Promise<StatsCounters | undefined> {
    if (this.reading) return undefined;
    this.reading = true;
    try {
      const report = await link.connection.getStats();
      if (link.connection !== this.connection) return undefined;
      return readCounters(report, readLines(link.connection, link.cameraSender));
    } catch {
      // Closed meanwhile (InvalidStateError): a second without figures.
      return undefined;
    } finally {
      if (link.connection === this.connection) this.reading = false;
    }
  }

  private conclude(link: QualityLink, sample: LinkSample | undefined, context: LinkContext): void {
    const at = this.clock.now();
    const { state, facts } = link;
    if (!this.connected) this.samples = [];
    this.samples = [...this.samples, ...(sample ? [sample] : [])].filter(({ numbers }) => at - numbers.at < WINDOW_MS);
    // A second without figures (getStats is slow on a busy machine) says nothing about the other side.
    if (!this.connected || sample) {
      this.alive = nextLiveness(this.alive.memory, { at, connected: this.connected, flow: sample?.flow, state, facts });
      this.adaptation = adapt(this.adaptation, this.adaptationInput(link, sample, context, at));
    }
    const sending = this.cameraOn && this.sent(context) !== 'audio-only';
    this.camera = watchCamera(this.camera, { at, sending, flow: sample?.flow });
    if (this.liveness === 'frozen') this.keyFrames.standsStill();
    this.held = holdLevel(this.held, this.judge(link), at);
  }

  private judge({ facts }: QualityLink): Finding | undefined {
    if (!this.connected) return this.everConnected ? { level: 1, reason: 'no-packets', side: 'between' } : undefined;
    const { liveness } = this;
    const { samples, cause, adaptation } = this;
    return judgeLevel({ samples, liveness, facts, step: adaptation.step, stepCause: cause });
  }

  private adaptationInput(
    link: QualityLink,
    sample: LinkSample | undefined,
    context: LinkContext,
    at: number,
  ): AdaptationInput {
    return {
      at,
      connected: this.connected,
      ...context,
      cameraOn: this.cameraOn && this.sent(context) !== 'audio-only',
      cameraHeight: shorterSide(link.cameraSender?.track),
      lossOut: sample?.numbers.lossOut,
      rttMs: sample?.numbers.rttMs,
      availableOutKbps: sample?.numbers.availableOutKbps,
      cameraTargetKbps: sample?.flow.cameraTargetKbps,
      limitation: sample?.flow.limitation,
      path: sample?.flow.path,
    };
  }

  private tunerOf(sender: RTCRtpSender): SenderTuner {
    const known = this.tuners.find((tuner) => tuner.isFor(sender));
    if (known) return known;
    const tuner = new SenderTuner(sender);
    this.tuners.push(tuner);
    return tuner;
  }
}
