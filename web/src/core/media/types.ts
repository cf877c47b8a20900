// What the screens see of a person's own devices. Implemented by LocalMedia, VoiceMeter and ScreenShare.
import type { MediaFailure } from './media_error';

export type MediaKind = 'audio' | 'video';
export type DeviceState = 'off' | 'starting' | 'on' | 'failed';

export interface DeviceChoice {
  id: string;
  /** Empty while the browser hides it: before the person has allowed the device. */
  label: string;
}

export interface DeviceSnapshot {
  state: DeviceState;
  failure: MediaFailure | undefined;
  /** Turns the device on or off, or tries a failed one again; undefined while it is being opened. */
  toggle: (() => void) | undefined;
  choices: readonly DeviceChoice[];
  /** The id in use, or the one to be used next. */
  chosen: string | undefined;
  /** Takes another device at once, in a running call too, and remembers it. */
  choose: ((id: string) => void) | undefined;
}

export interface SpeakerSnapshot {
  choices: readonly DeviceChoice[];
  chosen: string | undefined;
  /** undefined where the browser leaves the choice to the system (HTMLMediaElement.setSinkId is missing). */
  choose: ((id: string) => void) | undefined;
  /** Plays a short sound; undefined while it plays. */
  test: (() => void) | undefined;
}

/** Something happened to a device without the person's doing, and what was done about it. */
export type MediaNotice =
  | { what: 'switched'; kind: MediaKind; label: string }
  | { what: 'lost'; kind: MediaKind }
  | { what: 'recovered'; kind: MediaKind };

export interface LocalMediaSnapshot {
  audio: DeviceSnapshot;
  video: DeviceSnapshot;
  speaker: SpeakerSnapshot;
  /** The camera's picture alone (never one's own voice), or undefined when the camera is off. */
  preview: MediaStream | undefined;
  /** 'ask': the browser will ask the person as soon as ask() is called; explain first. 'asking': its question is open. */
  permission: 'checking' | 'ask' | 'asking' | 'granted' | 'denied';
  /** Lets the browser ask; also tries again after a denial. undefined while there is nothing to ask. */
  ask: (() => void) | undefined;
  notice: MediaNotice | undefined;
  dismissNotice: (() => void) | undefined;
}

export interface VoiceSnapshot {
  /** Loudness of one's own microphone now, 0 to 1; 0 when it is closed. Measured before muting. */
  level: number;
  /** The person has been speaking for a while into a microphone that is muted. */
  speakingWhileMuted: boolean;
}

export interface ScreenShareSnapshot {
  state: 'off' | 'starting' | 'on';
  failure: MediaFailure | undefined;
  /** One's own shared screen, for a small preview. */
  stream: MediaStream | undefined;
  /** Sound of the shared tab goes along. */
  withAudio: boolean;
  /** Starts or stops; undefined while starting and where the browser cannot share a screen. */
  toggle: (() => void) | undefined;
}
