// A room in its plainest state, for stories and for tests: each changes what it is about.
import type { ChatMessage, RemoteSnapshot } from '../../src/core/call/types';
import type { DeviceSnapshot, LocalMediaSnapshot, ScreenShareSnapshot, VoiceSnapshot } from '../../src/core/media/types';
import type { Model } from '../../src/core/model';
import type { QualityNumbers, QualityPoint, QualitySnapshot } from '../../src/core/quality/types';
import type { RoomProps } from '../../src/hooks/room_props';

const nothing = (): void => undefined;

/** 10 o'clock somewhere: no story depends on the day on which it is drawn. */
export const NOW = Date.parse('2030-01-01T10:00:00.000Z');

export function still<S>(snapshot: S): Model<S> {
  return { snapshot: () => snapshot, subscribe: () => nothing };
}

export const VOICE: VoiceSnapshot = { level: 0.4, speakingWhileMuted: false };

function device(label: string): DeviceSnapshot {
  return {
    state: 'on',
    failure: undefined,
    interrupted: false,
    toggle: nothing,
    choices: [
      { id: 'a', label: `Built-in ${label}` },
      { id: 'b', label: `${label} of a headset with quite a long name (1234:5678)` },
    ],
    chosen: 'a',
    choose: nothing,
  };
}

export const MEDIA: LocalMediaSnapshot = {
  audio: device('microphone'),
  video: device('camera'),
  speaker: { choices: [{ id: 'default', label: 'Default' }], chosen: 'default', choose: nothing, test: nothing },
  preview: undefined,
  holdMic: undefined,
  permission: 'granted',
  ask: undefined,
  notice: undefined,
  dismissNotice: undefined,
};

export const SCREEN: ScreenShareSnapshot = {
  state: 'off',
  failure: undefined,
  stream: undefined,
  withAudio: false,
  toggle: nothing,
};

export const PSYCHOLOGIST: RemoteSnapshot = {
  userId: 'psychologist',
  userName: 'Psychologist Example',
  userRole: 'psychologist',
  stream: undefined,
  audio: true,
  video: true,
  screen: undefined,
  presence: 'present',
  connected: true,
  facts: undefined,
};

export const NUMBERS: QualityNumbers = {
  at: NOW,
  rttMs: 48,
  jitterMs: 4,
  lossIn: 0.002,
  lossOut: 0,
  bitrateInKbps: 1450,
  bitrateOutKbps: 980,
  availableOutKbps: 2600,
  frameWidth: 1280,
  frameHeight: 720,
  framesPerSecond: 30,
  sentFrameWidth: 854,
  sentFrameHeight: 480,
  sentFramesPerSecond: 30,
  localCandidateType: 'srflx',
  remoteCandidateType: 'relay',
  protocol: 'udp',
};

const HISTORY: readonly QualityPoint[] = Array.from({ length: 120 }, (_, second) => ({
  at: NOW + second * 1000,
  level: second > 60 && second < 80 ? 2 : second % 37 === 0 ? 4 : 5,
  rttMs: 40 + 20 * Math.sin(second / 9) + (second > 60 && second < 80 ? 240 : 0),
  lossIn: 0,
  lossOut: 0,
  bitrateInKbps: 1450,
  bitrateOutKbps: 980,
}));

export const QUALITY: QualitySnapshot = {
  level: 5,
  side: undefined,
  reason: 'good',
  numbers: NUMBERS,
  history: HISTORY,
  remotes: [{ userId: 'psychologist', level: 5, side: undefined, reason: 'good', liveness: 'live' }],
  step: 'high',
  videoPaused: false,
  sendVideoAnyway: undefined,
  adaptAgain: undefined,
  cameraStuck: false,
  restartCamera: undefined,
};

export const MESSAGES: readonly ChatMessage[] = [
  {
    id: '1',
    author: { userId: 'psychologist', userName: 'Psychologist Example' },
    text: 'Here is the address of the exercise:\nhttps://example.org/an/address/that/is/much/longer/than/the/panel/is/wide/and-has-no-blank',
    at: NOW,
    state: 'delivered',
  },
  { id: '2', author: 'self', text: 'Thank you, I have it.', at: NOW + 60_000, state: 'delivered' },
  { id: '3', author: 'self', text: 'One more question', at: NOW + 120_000, state: 'waiting' },
];

/** A client in a call with a psychologist. */
export const ROOM: RoomProps = {
  call: {
    status: 'connected',
    media: 'flowing',
    about: undefined,
    self: { userId: 'client', userName: 'Client Example', userRole: 'client' },
    remotes: [PSYCHOLOGIST],
    startedAt: NOW,
    durationSeconds: undefined,
    refusal: undefined,
    problem: undefined,
    retry: undefined,
    end: nothing,
    leave: nothing,
    elapsedSeconds: 754,
    retrySeconds: undefined,
    remoteFrame: nothing,
  },
  media: MEDIA,
  voice: still(VOICE),
  screen: SCREEN,
  quality: QUALITY,
  chat: { messages: [], unread: 0, send: nothing, seen: nothing },
  settings: {
    ownPictureCorner: undefined,
    ownPictureShown: true,
    placeOwnPicture: nothing,
    showOwnPicture: nothing,
    shortcuts: true,
    switchShortcuts: nothing,
  },
};
