// What the screens see of a person's own devices. Implemented by LocalMedia, VoiceMeter and ScreenShare.
import type { DeviceFailure, ScreenFailure } from './media_error';

export type MediaKind = 'audio' | 'video';
export type DeviceState = 'off' | 'starting' | 'on' | 'failed';

export interface DeviceChoice {
  id: string;
  /** Empty while the browser hides it: before the person has allowed the device. */
  label: string;
}

export interface DeviceSnapshot {
  /** 'off': the camera is closed; the microphone is muted, or not open yet. */
  state: DeviceState;
  /** Why it is 'failed'. While 'on': why the last choice could not be had; what was used before still is. */
  failure: DeviceFailure | undefined;
  /** The system lets nothing through for now (a phone call, a locked screen, a switch on the device); it ends by itself. */
  interrupted: boolean;
  /** Turns the device on or off, or tries a failed one again; undefined while it is being opened. */
  toggle: (() => void) | undefined;
  choices: readonly DeviceChoice[];
  /** The id in use, or the one to be used next. */
  chosen: string | undefined;
  /** Takes another device at once, in a running call too, and remembers it; undefined while one is being opened. */
  choose: ((id: string) => void) | undefined;
}

export interface SpeakerSnapshot {
  choices: readonly DeviceChoice[];
  /** For setSinkId of every element and AudioContext that plays; undefined: the system's default ('' for setSinkId). */
  chosen: string | undefined;
  /** undefined where the browser leaves the choice to the system (HTMLMediaElement.setSinkId is missing). */
  choose: ((id: string) => void) | undefined;
  /** Plays a short sound; undefined while it plays. */
  test: (() => void) | undefined;
}

/** For a key or button that works only while it is held down. Also released when the page loses the keyboard. */
export interface HoldSwitch {
  press: () => void;
  release: () => void;
  held: boolean;
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
  /** Push to talk, or push to mute: turns the microphone the other way round while held; undefined without an open one. */
  holdMic: HoldSwitch | undefined;
  /**
   * 'checking': not known yet. 'ask': the browser will ask the person as soon as ask() is called; explain first. 'asking':
   * its question is open. 'denied': no device may be used. 'granted': neither; what is wrong with a device, if anything,
   * is in its failure.
   */
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
  /** Category 'permission' with SCREEN_DISMISSED: the person changed their mind; a quiet word at most. */
  failure: ScreenFailure | undefined;
  /** One's own shared screen, for a small preview. */
  stream: MediaStream | undefined;
  /** Sound of the shared tab goes along. */
  withAudio: boolean;
  /** Starts or stops; undefined while starting and where the browser cannot share a screen. */
  toggle: (() => void) | undefined;
}
