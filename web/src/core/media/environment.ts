// What the media models need of the browser, as values that tests own. browser_environment.ts makes them of the real one.
import type { Preferences } from '../preferences';
import type { MediaKind } from './types';

export type OpenDevices = (constraints: MediaStreamConstraints) => Promise<MediaStream>;

/** Of MediaDeviceInfo. Ids and labels are empty while the browser hides them. */
export type ListedDevice = Pick<MediaDeviceInfo, 'deviceId' | 'groupId' | 'kind' | 'label'>;

export interface DevicesPort {
  open: OpenDevices;
  list: () => Promise<readonly ListedDevice[]>;
  /** devicechange: something was plugged in or out, or the system has a new default. */
  onChange: (listener: () => void) => void;
}

export interface PermissionStatusPort {
  readonly state: PermissionState;
  addEventListener: (type: 'change', listener: () => void) => void;
}

/** Rejects for a name that the browser does not know. */
export type QueryPermission = (name: 'camera' | 'microphone') => Promise<PermissionStatusPort>;

export interface PagePort {
  /** The page is looked at again: after another tab, another program, a locked screen, a phone call. */
  onReturn: (listener: () => void) => void;
  /** The page does not get the keyboard any more. */
  onBlur: (listener: () => void) => void;
  /** The person pressed something; returns how to stop listening. */
  onGesture: (listener: () => void) => () => void;
}

export interface MediaEnvironment {
  /** undefined on a page that may not ask: not https and not localhost. */
  devices: DevicesPort | undefined;
  queryPermission: QueryPermission | undefined;
  /** undefined where screens cannot be shared: phones and tablets. */
  openScreen: ((options: DisplayMediaStreamOptions) => Promise<MediaStream>) | undefined;
  makeStream: (tracks: MediaStreamTrack[]) => MediaStream;
  makeAudioContext: () => AudioContext;
  /** Whether sound can be sent to a chosen speaker (HTMLMediaElement.setSinkId). */
  speakerChoice: boolean;
  /** Plays it on this speaker ('' for the system's default); resolves when it is over. */
  playTestSound: (speakerId: string) => Promise<void>;
  preferences: Pick<Preferences, 'read' | 'write'>;
  page: PagePort;
}

/** What the browser calls the permission and the list entries of each. */
export const PERMISSION_NAME: Readonly<Record<MediaKind, 'camera' | 'microphone'>> = {
  audio: 'microphone',
  video: 'camera',
};
export const INPUT_KIND: Readonly<Record<MediaKind, MediaDeviceKind>> = { audio: 'audioinput', video: 'videoinput' };
