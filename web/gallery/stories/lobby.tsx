import { useEffect, useState } from 'react';
import type { Browser, PermissionHelp } from '../../src/core/browser';
import type { LobbySnapshot } from '../../src/core/call/lobby';
import type { DeviceFailureCode } from '../../src/core/media/media_error';
import type { DeviceSnapshot, LocalMediaSnapshot } from '../../src/core/media/types';
import {
  CONNECTION_STEPS,
  type ConnectionStep,
  type ConnectionTestSnapshot,
  type ConnectionVerdict,
} from '../../src/core/precall/types';
import type { RefusalCode } from '../../src/contract/codes';
import { LobbyScreen, type LobbyScreenProps } from '../../src/screens/lobby/lobby_screen';
import type { Story } from '../story';

const nothing = (): void => undefined;

/** A moment that is the same in every screenshot. */
const SESSION_AT = new Date(2030, 0, 7, 15, 0).getTime();
const OPENS_AT = SESSION_AT - 15 * 60_000;

const device: DeviceSnapshot = {
  state: 'on',
  failure: undefined,
  interrupted: false,
  toggle: nothing,
  choices: [],
  chosen: undefined,
  choose: nothing,
};
const media: LocalMediaSnapshot = {
  audio: {
    ...device,
    choices: [
      { id: 'built-in', label: 'Built-in microphone' },
      { id: 'headset', label: 'Headset' },
    ],
    chosen: 'headset',
  },
  video: { ...device, choices: [{ id: 'front', label: 'Front camera' }], chosen: 'front' },
  speaker: { choices: [{ id: '', label: 'Default' }], chosen: '', choose: nothing, test: nothing },
  preview: undefined,
  holdMic: undefined,
  permission: 'granted',
  ask: undefined,
  notice: undefined,
  dismissNotice: undefined,
};

const idle: ConnectionTestSnapshot = {
  state: 'idle',
  steps: CONNECTION_STEPS.map((name) => ({ name, state: 'waiting', reason: undefined, numbers: {} })),
  progress: 0,
  verdict: undefined,
  run: nothing,
  again: undefined,
};

const measured: readonly ConnectionStep[] = [
  { name: 'signaling', state: 'ok', reason: undefined, numbers: { tookMs: 84, transport: 'websocket' } },
  { name: 'udp', state: 'ok', reason: undefined, numbers: { tookMs: 41 } },
  { name: 'relay', state: 'not-tested', reason: 'NO_RELAY_CONFIGURED', numbers: {} },
  { name: 'throughput', state: 'ok', reason: undefined, numbers: { upKbps: 5400, downKbps: 18_200 } },
  { name: 'loss', state: 'ok', reason: undefined, numbers: { rttMs: 38, loss: 0 } },
];

function done(verdict: ConnectionVerdict): ConnectionTestSnapshot {
  return { ...idle, state: 'done', steps: measured, progress: 1, verdict, run: undefined, again: nothing };
}

const lobby: LobbySnapshot = {
  access: { kind: 'open' },
  facts: {
    sessionDate: SESSION_AT,
    sessionType: 'Individual',
    client: { id: 'a', name: 'Client Example' },
    psychologist: { id: 'b', name: 'Psychologist Example' },
    callSeconds: undefined,
  },
  present: [],
  join: nothing,
  joining: false,
  refresh: nothing,
};

const props: LobbyScreenProps = {
  lobby,
  media,
  voice: { snapshot: () => VOICE, subscribe: () => nothing },
  connectionTest: idle,
  browser: { name: 'chrome', platform: 'desktop', help: 'chrome' },
  opensInSeconds: undefined,
  rating: { state: 'idle', refusal: undefined, given: undefined, submit: undefined },
  now: () => OPENS_AT - 725_000,
};
const VOICE = { level: 0.45, speakingWhileMuted: false };

const PICTURE = { width: 640, height: 480 };

/** A drawn picture in place of a camera's. */
function WithPicture(given: LobbyScreenProps) {
  const [preview, setPreview] = useState<MediaStream | undefined>(undefined);
  useEffect(() => {
    const canvas = Object.assign(document.createElement('canvas'), PICTURE);
    const pen = canvas.getContext('2d');
    if (pen) {
      pen.fillStyle = '#5b7f86';
      pen.fillRect(0, 0, PICTURE.width, PICTURE.height);
      pen.fillStyle = '#d9c7b4';
      pen.beginPath();
      pen.arc(320, 220, 90, 0, 2 * Math.PI);
      pen.fill();
      pen.fillRect(180, 330, 280, 150);
    }
    setPreview(canvas.captureStream(1));
  }, []);
  return <LobbyScreen {...given} media={{ ...given.media, preview }} />;
}

function story(name: string, title: string, changed: Partial<LobbyScreenProps>): Story {
  const given = { ...props, ...changed };
  const picture = given.media.permission === 'granted' && given.media.video.state === 'on';
  return {
    id: `lobby/${name}`,
    title,
    render: () => (picture ? <WithPicture {...given} /> : <LobbyScreen {...given} />),
  };
}

function refused(code: RefusalCode, title: string): Story {
  const access = { kind: 'refused', code, opensAt: undefined } as const;
  return story(`refused-${code.toLowerCase().replaceAll('_', '-')}`, title, {
    lobby: { ...lobby, access, join: undefined },
  });
}

const BROWSERS: Readonly<Record<PermissionHelp, Browser>> = {
  chrome: { name: 'chrome', platform: 'desktop', help: 'chrome' },
  edge: { name: 'edge', platform: 'desktop', help: 'edge' },
  firefox: { name: 'firefox', platform: 'desktop', help: 'firefox' },
  safari: { name: 'safari', platform: 'desktop', help: 'safari' },
  ios: { name: 'safari', platform: 'ios', help: 'ios' },
  android: { name: 'chrome', platform: 'android', help: 'android' },
  other: { name: 'other', platform: 'desktop', help: 'other' },
};

function permission(state: LocalMediaSnapshot['permission'], help: PermissionHelp): Story {
  const off: DeviceSnapshot = { ...device, state: 'off', toggle: nothing };
  return story(`permission-${state}${state === 'denied' || state === 'asking' ? `-${help}` : ''}`, `Permission: ${state}, ${help}`, {
    media: { ...media, audio: off, video: off, permission: state, ask: state === 'asking' ? undefined : nothing },
    browser: BROWSERS[help],
  });
}

function failed(code: DeviceFailureCode, category: 'device' | 'transient' | 'environment' | 'permission'): DeviceSnapshot {
  return { ...device, state: 'failed', failure: { code, category, name: code } };
}

const early: LobbySnapshot = {
  ...lobby,
  access: { kind: 'refused', code: 'TOO_EARLY', opensAt: OPENS_AT },
  join: undefined,
};

export const stories: readonly Story[] = [
  story('ready', 'Ready, nobody is there yet', {}),
  story('ready-other-waits', 'Ready, the other waits', {
    lobby: {
      ...lobby,
      present: [{ userId: 'b', userName: 'Psychologist Example', userRole: 'psychologist', connected: true }],
    },
  }),
  story('ready-other-lost', 'Ready, the other is coming back', {
    lobby: {
      ...lobby,
      present: [{ userId: 'b', userName: 'Psychologist Example', userRole: 'psychologist', connected: false }],
    },
  }),
  story('checking', 'Checking', { lobby: { ...lobby, access: { kind: 'checking' }, join: undefined, refresh: undefined } }),
  story('joining', 'Joining', { lobby: { ...lobby, join: undefined, joining: true } }),
  story('early', 'Minutes early', { lobby: early, opensInSeconds: 725 }),
  story('early-hours', 'Hours early', { lobby: early, opensInSeconds: 5 * 3600 }),
  refused('TOO_LATE', 'Over: too late'),
  refused('SESSION_COMPLETED', 'Over: completed'),
  refused('PAYMENT_PENDING', 'Ask the practice: not paid'),
  refused('NOT_A_PARTICIPANT', 'Wrong link: not a participant'),
  refused('UNAVAILABLE', 'Wait: the server is not available'),
  refused('NETWORK', 'Connection: no network'),
  refused('TOKEN_EXPIRED', 'Sign in: the link has expired'),
  refused('BAD_ANSWER', 'Reload: the page is older than the server'),
  permission('checking', 'chrome'),
  permission('ask', 'chrome'),
  permission('asking', 'chrome'),
  permission('asking', 'ios'),
  ...(Object.keys(BROWSERS) as PermissionHelp[]).map((help) => permission('denied', help)),
  story('over-rated', 'The call is over, and was rated', {
    lobby: {
      ...lobby,
      access: { kind: 'refused', code: 'SESSION_COMPLETED', opensAt: undefined },
      facts: { ...lobby.facts, callSeconds: 2950 },
      join: undefined,
    },
    rating: { state: 'idle', refusal: undefined, given: { stars: 4, comment: '' }, submit: nothing },
  }),
  story('camera-off', 'Camera off, microphone muted', {
    media: { ...media, audio: { ...device, state: 'off' }, video: { ...device, state: 'off' } },
  }),
  story('camera-starting', 'The camera is being opened', {
    media: { ...media, video: { ...device, state: 'starting', toggle: undefined } },
  }),
  story('notice-switched', 'Another microphone was taken', {
    media: {
      ...media,
      notice: { what: 'switched', kind: 'audio', label: 'Built-in microphone' },
      dismissNotice: () => undefined,
    },
  }),
  story('camera-missing', 'No camera', { media: { ...media, video: failed('NO_DEVICE', 'device') } }),
  story('camera-in-use', 'The camera is in use', { media: { ...media, video: failed('DEVICE_IN_USE', 'device') } }),
  story('devices-failed', 'Neither camera nor microphone', {
    media: { ...media, audio: failed('NO_DEVICE', 'device'), video: failed('NO_DEVICE', 'device') },
  }),
  story('insecure', 'A page without https', {
    media: { ...media, audio: failed('INSECURE_PAGE', 'environment'), video: failed('INSECURE_PAGE', 'environment') },
  }),
  story('connection-running', 'The connection is tested', {
    connectionTest: {
      ...idle,
      state: 'running',
      progress: 0.4,
      run: undefined,
      steps: measured.map((step, index) => (index < 2 ? step : { ...step, state: index === 2 ? 'running' : 'waiting', reason: undefined, numbers: {} })),
    },
  }),
  story('connection-ready', 'The connection is good', {
    connectionTest: done({ kind: 'ready', reasons: ['NO_RELAY_CONFIGURED'] }),
  }),
  story('connection-audio-first', 'The connection is weak', {
    connectionTest: done({ kind: 'audio-first', reasons: ['NARROW_UPLOAD', 'LOSS_HIGH'] }),
  }),
  story('connection-will-not-work', 'No call over this connection', {
    connectionTest: done({ kind: 'will-not-work', reasons: ['NO_UDP_NO_RELAY'] }),
  }),
];
