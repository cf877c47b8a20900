import type { DeviceTracks } from '../../src/core/call/own_tracks';
import { FakeTrack } from './fake_connection';

type Kind = 'audio' | 'video';
type TrackListener = Parameters<DeviceTracks['onTrack']>[0];

/** A microphone and a camera that are on when a test says so: what the call sees of LocalMedia. */
export class FakeDevices implements DeviceTracks {
  private readonly tracks: Record<Kind, FakeTrack | null> = { audio: null, video: null };
  private readonly trackListeners = new Set<TrackListener>();
  private readonly listeners = new Set<() => void>();

  readonly track = (kind: Kind): MediaStreamTrack | null => this.tracks[kind] as unknown as MediaStreamTrack | null;

  readonly sending = (kind: Kind): boolean => this.tracks[kind]?.enabled ?? false;

  readonly onTrack = (listener: TrackListener): (() => void) => {
    this.trackListeners.add(listener);
    return () => this.trackListeners.delete(listener);
  };

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  start(): void {
    this.become('audio', new FakeTrack('audio'));
    this.become('video', new FakeTrack('video'));
  }

  restart(kind: Kind): void {
    if (this.tracks[kind]) this.become(kind, new FakeTrack(kind));
  }

  stop(): void {
    this.become('audio', null);
    this.become('video', null);
  }

  /** Muting keeps the track; the camera is closed. */
  toggle(kind: Kind): void {
    const track = this.tracks[kind];
    if (kind === 'audio' && track) {
      track.enabled = !track.enabled;
      this.tell();
    } else {
      this.become(kind, track ? null : new FakeTrack(kind));
    }
  }

  private become(kind: Kind, track: FakeTrack | null): void {
    this.tracks[kind]?.stop();
    this.tracks[kind] = track;
    for (const listener of [...this.trackListeners]) listener(kind, this.track(kind));
    this.tell();
  }

  private tell(): void {
    for (const listener of [...this.listeners]) listener();
  }
}
