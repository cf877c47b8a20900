// A lobby in which all is well; tests change one thing.
import type { DeviceSnapshot, LocalMediaSnapshot, VoiceSnapshot } from '../../src/core/media/types';
import type { Model } from '../../src/core/model';
import { CONNECTION_STEPS, type ConnectionTestSnapshot } from '../../src/core/precall/types';
import type { LobbyScreenProps } from '../../src/screens/lobby/lobby_screen';

const nothing = (): void => undefined;

export const device: DeviceSnapshot = {
  state: 'on',
  failure: undefined,
  interrupted: false,
  toggle: nothing,
  choices: [],
  chosen: undefined,
  choose: nothing,
};

export const media: LocalMediaSnapshot = {
  audio: device,
  video: device,
  speaker: { choices: [], chosen: undefined, choose: undefined, test: nothing },
  preview: undefined,
  holdMic: undefined,
  permission: 'granted',
  ask: undefined,
  notice: undefined,
  dismissNotice: undefined,
};

export function still<S>(snapshot: S): Model<S> {
  return { snapshot: () => snapshot, subscribe: () => nothing };
}

export const voice: Model<VoiceSnapshot> = still({ level: 0.4, speakingWhileMuted: false });

export const idleTest: ConnectionTestSnapshot = {
  state: 'idle',
  steps: CONNECTION_STEPS.map((name) => ({ name, state: 'waiting', reason: undefined, numbers: {} })),
  progress: 0,
  verdict: undefined,
  run: nothing,
  again: undefined,
};

export const lobbyProps: LobbyScreenProps = {
  lobby: {
    access: { kind: 'open' },
    facts: { sessionDate: undefined, sessionType: undefined, client: undefined, psychologist: undefined, callSeconds: undefined },
    present: [],
    join: nothing,
    joining: false,
    refresh: nothing,
  },
  media,
  voice,
  connectionTest: idleTest,
  browser: { name: 'chrome', platform: 'desktop', help: 'chrome' },
  opensInSeconds: undefined,
  rating: { state: 'idle', refusal: undefined, given: undefined, submit: undefined },
  now: () => 0,
};
