// What this page sends: its microphone and camera, and its screen. One source for every connection, and one description of
// it for the others (participant-state).
import type { ParticipantState } from '../../contract/events';
import type { LineName } from '../peer/lines';

/** LocalMedia's part. Muting changes no track. */
export interface DeviceTracks {
  track: (kind: 'audio' | 'video') => MediaStreamTrack | null;
  sending: (kind: 'audio' | 'video') => boolean;
  onTrack: (listener: (kind: 'audio' | 'video', track: MediaStreamTrack | null) => void) => () => void;
  subscribe: (listener: () => void) => () => void;
  /** Opens it once more, if it is open. */
  restart: (kind: 'audio' | 'video') => void;
  stop: () => void;
}

/** ScreenShare's part. */
export interface ScreenTracks {
  track: (kind: 'screen' | 'screenAudio') => MediaStreamTrack | null;
  onTrack: (listener: (kind: 'screen' | 'screenAudio', track: MediaStreamTrack | null) => void) => () => void;
  stop: () => void;
}

const LINE_OF_DEVICE = { audio: 'mic', video: 'camera' } as const;

export class OwnTracks {
  private readonly trackListeners = new Set<(line: LineName, track: MediaStreamTrack | null) => void>();
  private readonly stateListeners = new Set<() => void>();

  constructor(
    private readonly devices: DeviceTracks,
    private readonly screen: ScreenTracks,
  ) {
    devices.onTrack((kind, track) => {
      this.tell(LINE_OF_DEVICE[kind], track);
    });
    devices.subscribe(() => {
      this.tellState();
    });
    screen.onTrack((kind, track) => {
      this.tell(kind, track);
      this.tellState();
    });
  }

  readonly track = (line: LineName): MediaStreamTrack | null => {
    switch (line) {
      case 'mic':
        return this.devices.track('audio');
      case 'camera':
        return this.devices.track('video');
      case 'screen':
      case 'screenAudio':
        return this.screen.track(line);
    }
  };

  get state(): ParticipantState {
    return {
      audio: this.devices.sending('audio'),
      video: this.devices.sending('video'),
      screen: this.screen.track('screen') !== null,
    };
  }

  /** Called with null when there is nothing to send on that line. */
  onTrack(listener: (line: LineName, track: MediaStreamTrack | null) => void): () => void {
    this.trackListeners.add(listener);
    return () => {
      this.trackListeners.delete(listener);
    };
  }

  /** Called whenever `state` may be another. */
  onState(listener: () => void): () => void {
    this.stateListeners.add(listener);
    return () => {
      this.stateListeners.delete(listener);
    };
  }

  /** What the camera gives cannot be sent: perhaps it can when it is opened once more. */
  restartCamera(): void {
    this.devices.restart('video');
  }

  /** The call is over: the camera's light goes out, and nobody sees the screen any more. */
  stop(): void {
    this.devices.stop();
    this.screen.stop();
  }

  private tell(line: LineName, track: MediaStreamTrack | null): void {
    for (const listener of [...this.trackListeners]) listener(line, track);
  }

  private tellState(): void {
    for (const listener of [...this.stateListeners]) listener();
  }
}
