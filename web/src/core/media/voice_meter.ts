// How loud one's own microphone is, and whether somebody speaks into it while it is muted. Works only while it is looked at.
//
// Muting disables the track that is sent (enabled = false), which makes it silent for everybody, a meter included. So the
// meter listens to a clone that stays enabled. That gives nothing away: a clone is no part of any peer connection, and what
// is read from it are ten numbers a second that never leave this page. It is stopped together with the microphone.
import type { Cancel, Clock } from '../clock';
import { SnapshotStore, type Model } from '../model';
import type { MediaEnvironment } from './environment';
import type { LocalMedia } from './local_media';
import type { VoiceSnapshot } from './types';
import { levelOf, SpeechDetector } from './voice_activity';

// Ten a second: a bar that follows the voice, and next to no work.
const INTERVAL_MS = 100;
// A window of 43 ms at 48 kHz: some periods of the deepest voice (85 Hz).
const SAMPLES = 2048;
// Finer steps are not seen, and would draw the screen anew for nothing.
const LEVEL_STEPS = 50;

const SILENCE: VoiceSnapshot = { level: 0, speakingWhileMuted: false };

export type VoiceEnvironment = Pick<MediaEnvironment, 'makeAudioContext' | 'makeStream' | 'page'>;

interface Ear {
  clone: MediaStreamTrack;
  source: MediaStreamAudioSourceNode;
  analyser: AnalyserNode;
}

export class VoiceMeter implements Model<VoiceSnapshot> {
  private readonly store = new SnapshotStore<VoiceSnapshot>(SILENCE);
  private readonly samples = new Float32Array(SAMPLES);
  private readonly detector = new SpeechDetector();
  private watchers = 0;
  private stopListening: Cancel[] = [];
  private cancelTick: Cancel | undefined;
  private context: AudioContext | undefined;
  private ear: Ear | undefined;

  constructor(
    private readonly media: Pick<LocalMedia, 'track' | 'sending' | 'onTrack'>,
    private readonly environment: VoiceEnvironment,
    private readonly clock: Clock,
  ) {}

  readonly snapshot = (): VoiceSnapshot => this.store.snapshot();

  readonly subscribe = (listener: () => void): Cancel => {
    const unsubscribe = this.store.subscribe(listener);
    this.watchers += 1;
    if (this.watchers === 1) this.start();
    let subscribed = true;
    return () => {
      if (!subscribed) return;
      subscribed = false;
      unsubscribe();
      this.watchers -= 1;
      if (this.watchers === 0) this.stop();
    };
  };

  private start(): void {
    const context = this.makeContext();
    if (!context) return;
    this.context = context;
    const wake = (): void => {
      void this.wake(context);
    };
    // Before the first press, browsers keep it suspended; after a phone call, Safari keeps it "interrupted".
    this.stopListening = [
      this.environment.page.onGesture(wake),
      this.media.onTrack((kind, track) => {
        if (kind === 'audio') this.listen(track);
      }),
    ];
    wake();
    this.listen(this.media.track('audio'));
    this.tickLater();
  }

  private stop(): void {
    for (const stop of this.stopListening) stop();
    this.stopListening = [];
    this.cancelTick?.();
    this.listen(null);
    void this.context?.close();
    this.context = undefined;
  }

  private makeContext(): AudioContext | undefined {
    try {
      return this.environment.makeAudioContext();
    } catch {
      return undefined; // No sound hardware, or too many contexts: the call goes on without a meter.
    }
  }

  private async wake(context: AudioContext): Promise<void> {
    if (context.state === 'running' || context.state === 'closed') return;
    try {
      await context.resume();
    } catch {
      // Not allowed yet, or closed meanwhile: the next press tries again.
    }
  }

  private listen(track: MediaStreamTrack | null): void {
    this.ear?.source.disconnect();
    this.ear?.clone.stop();
    this.ear = undefined;
    this.detector.reset();
    this.show(SILENCE);
    if (!track || !this.context) return;
    const clone = track.clone();
    clone.enabled = true;
    const source = this.context.createMediaStreamSource(this.environment.makeStream([clone]));
    const analyser = this.context.createAnalyser();
    analyser.fftSize = SAMPLES;
    // To the analyser only, not to the speakers: nobody hears their own voice.
    source.connect(analyser);
    this.ear = { clone, source, analyser };
  }

  private tickLater(): void {
    this.cancelTick = this.clock.after(INTERVAL_MS, () => {
      this.tick();
      this.tickLater();
    });
  }

  private tick(): void {
    if (!this.ear) return;
    this.ear.analyser.getFloatTimeDomainData(this.samples);
    const exact = levelOf(this.samples);
    const muted = !this.media.sending('audio');
    // What was said before muting is no reason to remark on it.
    if (!muted) this.detector.reset();
    const speakingWhileMuted = muted && this.detector.feed(exact, this.clock.now(), INTERVAL_MS);
    this.show({ level: Math.round(exact * LEVEL_STEPS) / LEVEL_STEPS, speakingWhileMuted });
  }

  private show(next: VoiceSnapshot): void {
    const { level, speakingWhileMuted } = this.store.snapshot();
    if (level !== next.level || speakingWhileMuted !== next.speakingWhileMuted) this.store.set(next);
  }
}
