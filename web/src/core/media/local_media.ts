// The person's own microphone and camera: opened for the preview, used by the call, stopped at its end.
// Muting keeps the microphone open but silent, so that unmuting is immediate; camera off really closes the camera, so that
// its light goes out.
import { SnapshotStore, type Model } from '../model';
import { mediaFailure, mediaFailureFrom, type MediaFailure } from './media_error';

export type MediaKind = 'audio' | 'video';
export type DeviceState = 'off' | 'starting' | 'on' | 'failed';

export interface DeviceSnapshot {
  state: DeviceState;
  failure: MediaFailure | undefined;
  /** Turns the device on or off, or tries a failed one again; undefined while it is being opened. */
  toggle: (() => void) | undefined;
}

export interface LocalMediaSnapshot {
  audio: DeviceSnapshot;
  video: DeviceSnapshot;
  /** The camera's picture alone (never one's own voice), or undefined when the camera is off. */
  preview: MediaStream | undefined;
}

export type OpenDevices = (constraints: MediaStreamConstraints) => Promise<MediaStream>;

export interface MediaEnvironment {
  /** undefined on a page that may not ask: not https and not localhost. */
  open: OpenDevices | undefined;
  makeStream: (tracks: MediaStreamTrack[]) => MediaStream;
}

// 640x480 is what two software encoders on a small machine carry easily; choosing the resolution by the network and the
// machine belongs to a later version.
const CONSTRAINTS: Readonly<Record<MediaKind, MediaTrackConstraints>> = {
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  video: { width: { ideal: 640 }, height: { ideal: 480 }, facingMode: 'user' },
};

interface Device {
  state: DeviceState;
  failure: MediaFailure | undefined;
  track: MediaStreamTrack | undefined;
}

type Opened = { stream: MediaStream; failure?: undefined } | { stream?: undefined; failure: MediaFailure };

export type TrackListener = (kind: MediaKind, track: MediaStreamTrack | null) => void;

export class LocalMedia implements Model<LocalMediaSnapshot> {
  private readonly devices: Record<MediaKind, Device> = {
    audio: { state: 'off', failure: undefined, track: undefined },
    video: { state: 'off', failure: undefined, track: undefined },
  };
  private readonly trackListeners = new Set<TrackListener>();
  private readonly store: SnapshotStore<LocalMediaSnapshot>;
  private preview: MediaStream | undefined;
  // Counts start() and stop(): a device that opens after stop() is closed again at once.
  private generation = 0;

  constructor(private readonly environment: MediaEnvironment) {
    this.store = new SnapshotStore(this.describe());
  }

  readonly snapshot = (): LocalMediaSnapshot => this.store.snapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

  /** Called with null when there is nothing to send of that kind. Muting changes no track. */
  onTrack(listener: TrackListener): () => void {
    this.trackListeners.add(listener);
    return () => {
      this.trackListeners.delete(listener);
    };
  }

  track(kind: MediaKind): MediaStreamTrack | null {
    return this.devices[kind].track ?? null;
  }

  /** Whether the other side can hear (audio) or see (video) something. */
  sending(kind: MediaKind): boolean {
    return this.devices[kind].state === 'on';
  }

  /** Opens both with one question to the person; if that fails, each alone, so that one missing device costs only itself. */
  async start(): Promise<void> {
    const generation = ++this.generation;
    this.become('audio', 'starting');
    this.become('video', 'starting');
    const both = await this.tryOpen(['audio', 'video']);
    if (generation !== this.generation) {
      both.stream?.getTracks().forEach(stopTrack);
      return;
    }
    if (both.stream) {
      this.adopt('audio', both.stream.getAudioTracks()[0]);
      this.adopt('video', both.stream.getVideoTracks()[0]);
      return;
    }
    await Promise.all([this.openOne('audio'), this.openOne('video')]);
  }

  /** Closes everything; start() opens it again. */
  stop(): void {
    this.generation += 1;
    this.release('audio');
    this.release('video');
  }

  private toggle(kind: MediaKind): void {
    const device = this.devices[kind];
    if (device.state === 'starting') return;
    if (device.state === 'on' && kind === 'video') {
      this.release(kind);
      return;
    }
    if (device.track !== undefined) {
      device.track.enabled = device.state !== 'on';
      this.become(kind, device.track.enabled ? 'on' : 'off');
      return;
    }
    this.become(kind, 'starting');
    void this.openOne(kind);
  }

  private async openOne(kind: MediaKind): Promise<void> {
    const generation = this.generation;
    const opened = await this.tryOpen([kind]);
    if (generation !== this.generation) {
      opened.stream?.getTracks().forEach(stopTrack);
      return;
    }
    if (opened.stream) this.adopt(kind, opened.stream.getTracks()[0]);
    else this.become(kind, 'failed', opened.failure);
  }

  private async tryOpen(kinds: MediaKind[]): Promise<Opened> {
    if (!this.environment.open) return { failure: mediaFailure('INSECURE_PAGE') };
    const constraints: MediaStreamConstraints = {};
    for (const kind of kinds) constraints[kind] = CONSTRAINTS[kind];
    try {
      return { stream: await this.environment.open(constraints) };
    } catch (error) {
      return { failure: mediaFailureFrom(error) };
    }
  }

  private adopt(kind: MediaKind, track: MediaStreamTrack | undefined): void {
    if (track === undefined) {
      this.become(kind, 'failed', mediaFailure('NO_DEVICE'));
      return;
    }
    track.addEventListener('ended', () => {
      this.lost(kind, track);
    });
    this.devices[kind].track = track;
    this.changed(kind);
    this.become(kind, 'on');
  }

  // The device was unplugged, or the permission taken back in the browser's own controls.
  private lost(kind: MediaKind, track: MediaStreamTrack): void {
    if (this.devices[kind].track !== track) return;
    this.devices[kind].track = undefined;
    this.changed(kind);
    this.become(kind, 'failed', mediaFailure('DEVICE_LOST'));
  }

  private release(kind: MediaKind): void {
    const track = this.devices[kind].track;
    this.devices[kind].track = undefined;
    track?.stop();
    if (track) this.changed(kind);
    this.become(kind, 'off');
  }

  private changed(kind: MediaKind): void {
    const track = this.devices[kind].track;
    if (kind === 'video') this.preview = track ? this.environment.makeStream([track]) : undefined;
    for (const listener of [...this.trackListeners]) listener(kind, track ?? null);
  }

  private become(kind: MediaKind, state: DeviceState, failure?: MediaFailure): void {
    this.devices[kind].state = state;
    this.devices[kind].failure = failure;
    this.store.set(this.describe());
  }

  private describe(): LocalMediaSnapshot {
    const describeOne = (kind: MediaKind): DeviceSnapshot => {
      const { state, failure } = this.devices[kind];
      const toggle = (): void => {
        this.toggle(kind);
      };
      return { state, failure, toggle: state === 'starting' ? undefined : toggle };
    };
    return { audio: describeOne('audio'), video: describeOne('video'), preview: this.preview };
  }
}

function stopTrack(track: MediaStreamTrack): void {
  track.stop();
}
