// Sharing a screen, a window or a tab (Screen Capture, W3C), with the tab's sound where the browser can.
import { SnapshotStore, type Model } from '../model';
import type { MediaEnvironment } from './environment';
import { screenFailureFrom, type ScreenFailure } from './media_error';
import type { ScreenShareSnapshot } from './types';

export type ScreenKind = 'screen' | 'screenAudio';
export type ScreenTrackListener = (kind: ScreenKind, track: MediaStreamTrack | null) => void;

/** Members that TypeScript's library does not have yet (Screen Capture, section 5.4); browsers ignore what they do not know. */
interface ScreenOptions extends DisplayMediaStreamOptions {
  selfBrowserSurface: 'include' | 'exclude';
  systemAudio: 'include' | 'exclude';
  surfaceSwitching: 'include' | 'exclude';
}

// Text and slides want every pixel and few frames. The call's own tab is not offered: a mirror in a mirror.
const OPTIONS: ScreenOptions = {
  video: { frameRate: { ideal: 15, max: 30 } },
  audio: true,
  selfBrowserSurface: 'exclude',
  systemAudio: 'include',
  surfaceSwitching: 'include',
};

export class ScreenShare implements Model<ScreenShareSnapshot> {
  private state: ScreenShareSnapshot['state'] = 'off';
  private failure: ScreenFailure | undefined;
  private readonly tracks: Record<ScreenKind, MediaStreamTrack | undefined> = {
    screen: undefined,
    screenAudio: undefined,
  };
  private stream: MediaStream | undefined;
  private readonly trackListeners = new Set<ScreenTrackListener>();
  // Counts starts and stops: what the picker gives after a stop is closed again at once.
  private generation = 0;
  private readonly store: SnapshotStore<ScreenShareSnapshot>;

  constructor(private readonly environment: Pick<MediaEnvironment, 'openScreen' | 'makeStream'>) {
    this.store = new SnapshotStore(this.describe());
  }

  readonly snapshot = (): ScreenShareSnapshot => this.store.snapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

  /** Called with null when there is nothing to send of that kind any more. */
  onTrack(listener: ScreenTrackListener): () => void {
    this.trackListeners.add(listener);
    return () => {
      this.trackListeners.delete(listener);
    };
  }

  track(kind: ScreenKind): MediaStreamTrack | null {
    return this.tracks[kind] ?? null;
  }

  /** Ends sharing; also for the end of the call. */
  stop(): void {
    this.generation += 1;
    this.drop('screen');
    this.drop('screenAudio');
    this.stream = undefined;
    this.become('off');
  }

  // Has to be called from a press: the browser asks for one (transient activation).
  private async start(open: NonNullable<MediaEnvironment['openScreen']>): Promise<void> {
    this.generation += 1;
    const generation = this.generation;
    this.become('starting');
    try {
      const stream = await open(OPTIONS);
      if (generation === this.generation) this.adopt(stream);
      else stream.getTracks().forEach(stopTrack);
    } catch (error) {
      if (generation === this.generation) this.become('off', screenFailureFrom(error));
    }
  }

  private adopt(stream: MediaStream): void {
    const [screen] = stream.getVideoTracks();
    const [screenAudio] = stream.getAudioTracks();
    if (screen === undefined) {
      stream.getTracks().forEach(stopTrack);
      this.become('off', screenFailureFrom(new DOMException('no picture', 'NotFoundError')));
      return;
    }
    // Tells the encoder to keep the resolution and let frames go (MediaStreamTrack Content Hints, section 3).
    screen.contentHint = 'detail';
    this.tracks.screen = screen;
    this.tracks.screenAudio = screenAudio;
    this.stream = this.environment.makeStream([screen]);
    // By the browser's own "stop sharing", or because the window was closed.
    screen.addEventListener('ended', () => {
      if (this.tracks.screen === screen) this.stop();
    });
    screenAudio?.addEventListener('ended', () => {
      if (this.tracks.screenAudio !== screenAudio) return;
      this.drop('screenAudio');
      this.become('on');
    });
    this.tell('screen');
    if (screenAudio) this.tell('screenAudio');
    this.become('on');
  }

  private drop(kind: ScreenKind): void {
    const track = this.tracks[kind];
    if (track === undefined) return;
    this.tracks[kind] = undefined;
    track.stop();
    this.tell(kind);
  }

  private tell(kind: ScreenKind): void {
    for (const listener of [...this.trackListeners]) listener(kind, this.track(kind));
  }

  private become(state: ScreenShareSnapshot['state'], failure?: ScreenFailure): void {
    this.state = state;
    this.failure = failure;
    this.store.set(this.describe());
  }

  private describe(): ScreenShareSnapshot {
    const { state, failure, stream } = this;
    return { state, failure, stream, withAudio: this.tracks.screenAudio !== undefined, toggle: this.toggle() };
  }

  private toggle(): (() => void) | undefined {
    const { openScreen } = this.environment;
    if (openScreen === undefined || this.state === 'starting') return undefined;
    return () => {
      // The control may be pressed twice before it is drawn again.
      if (this.state === 'on') this.stop();
      else if (this.state === 'off') void this.start(openScreen);
    };
  }
}

function stopTrack(track: MediaStreamTrack): void {
  track.stop();
}
