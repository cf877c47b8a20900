import { useState } from 'react';
import type { RoomProps } from '../../src/hooks/room_props';
import type { QualityLevel, QualityReason, QualitySide, RemoteQuality } from '../../src/core/quality/types';
import { LANGUAGES, t } from '../../src/i18n';
import { RoomScreen, type RoomScreenProps } from '../../src/screens/room/room_screen';
import { LanguageMenu } from '../../src/ui/language_menu';
import { PageTools } from '../../src/ui/page';
import { personPicture, screenPicture } from '../samples/pictures';
import { MEDIA, MESSAGES, NOW, NUMBERS, PSYCHOLOGIST, QUALITY, ROOM, SCREEN, still, VOICE } from '../samples/room';
import type { Story } from '../story';

const nothing = (): void => undefined;

/** Parts of the props, each laid over the plain room's. */
type Changes = { [K in keyof RoomProps]?: Partial<RoomProps[K]> } & Pick<RoomScreenProps, 'opened'>;

function Room({ opened, ...changes }: Changes) {
  const [theirs] = useState(() => personPicture('#8fa7a0', '#5b3f5f'));
  const [own] = useState(() => personPicture('#c9b48a', '#2e5c7a'));
  const [settings, setSettings] = useState({ ...ROOM.settings, ...changes.settings });
  const call = { ...ROOM.call, ...changes.call };
  const remotes = call.remotes.map((remote) => ({ ...remote, stream: remote.stream ?? theirs }));
  const media = { ...MEDIA, preview: own, ...changes.media };
  return (
    <RoomScreen
      {...ROOM}
      call={{ ...call, remotes }}
      media={media.video.state === 'on' ? media : { ...media, preview: undefined }}
      voice={{ ...ROOM.voice, ...changes.voice }}
      screen={{ ...SCREEN, ...changes.screen }}
      quality={{ ...QUALITY, ...changes.quality }}
      chat={{ ...ROOM.chat, ...changes.chat }}
      settings={{
        ...settings,
        placeOwnPicture: (ownPictureCorner) => {
          setSettings({ ...settings, ownPictureCorner });
        },
        showOwnPicture: (ownPictureShown) => {
          setSettings({ ...settings, ownPictureShown });
        },
      }}
      {...(opened && { opened })}
    />
  );
}

function TheirScreen(changes: Changes) {
  const [screen] = useState(screenPicture);
  return <Room {...changes} call={{ remotes: [{ ...PSYCHOLOGIST, screen }] }} />;
}

function OwnScreen({ withAudio }: { withAudio: boolean }) {
  const [stream] = useState(screenPicture);
  return <Room screen={{ state: 'on', stream, withAudio }} />;
}

const story = (id: string, title: string, changes: Changes = {}): Story => ({
  id: `room/${id}`,
  title,
  render: () => <Room {...changes} />,
});

const alone = (status: 'connecting' | 'waiting'): RoomProps['call'] => ({
  ...ROOM.call,
  status,
  media: 'interrupted',
  remotes: [],
  startedAt: undefined,
  elapsedSeconds: undefined,
});
const NOT_MEASURED: Partial<RoomProps['quality']> = { level: undefined, reason: undefined, numbers: undefined, history: [], remotes: [] };
const PSYCHOLOGISTS_CALL: Partial<RoomProps['call']> = {
  self: { userId: 'psychologist', userName: 'Psychologist Example', userRole: 'psychologist' },
  remotes: [{ ...PSYCHOLOGIST, userId: 'client', userName: 'Client Example', userRole: 'client' }],
};

function seen(liveness: RemoteQuality['liveness'], change: Partial<RemoteQuality> = {}): Partial<RoomProps['quality']> {
  return { remotes: [{ userId: PSYCHOLOGIST.userId, level: 3, side: 'theirs', reason: 'good', liveness, ...change }] };
}

const LEVELS: readonly [QualityLevel, QualityReason, QualitySide | undefined][] = [
  [1, 'loss-out', 'mine'],
  [2, 'bandwidth-in', 'theirs'],
  [3, 'delay', 'between'],
  [4, 'cpu', 'mine'],
  [5, 'good', undefined],
];

export const stories: readonly Story[] = [
  story('connecting', 'Connecting', { call: { ...alone('connecting') }, quality: NOT_MEASURED }),
  story('waiting', 'Alone, waiting', { call: { ...alone('waiting') }, quality: NOT_MEASURED }),
  story('connected', 'Connected'),
  story('remote-muted', 'The other’s microphone is off', { call: { remotes: [{ ...PSYCHOLOGIST, audio: false }] } }),
  story('remote-camera-off', 'The other’s camera is off', { call: { remotes: [{ ...PSYCHOLOGIST, video: false }] } }),
  story('remote-silent', 'The other says nothing', {
    call: { remotes: [{ ...PSYCHOLOGIST, video: false }] },
    quality: seen('silent'),
  }),
  story('own-devices-off', 'Own microphone and camera are off', {
    media: { audio: { ...MEDIA.audio, state: 'off' }, video: { ...MEDIA.video, state: 'off' } },
  }),
  story('own-picture-hidden', 'Own picture is hidden', { settings: { ownPictureShown: false } }),
  story('own-picture-moved', 'Own picture in the lower left', { settings: { ownPictureCorner: 'bottom-left' } }),
  { id: 'room/screen-theirs', title: 'The other shares a screen', render: () => <TheirScreen /> },
  { id: 'room/screen-theirs-chat', title: 'Their screen and the chat', render: () => <TheirScreen opened={{ panel: 'chat' }} chat={{ messages: MESSAGES }} /> },
  { id: 'room/screen-own', title: 'Own screen is shared', render: () => <OwnScreen withAudio={false} /> },
  { id: 'room/screen-own-sound', title: 'Own screen is shared with sound', render: () => <OwnScreen withAudio /> },
  story('screen-starting', 'Choosing a screen', { screen: { state: 'starting', toggle: undefined } }),
  story('screen-failed', 'The screen could not be shared', {
    screen: { failure: { code: 'SCREEN_SYSTEM_DENIED', category: 'permission', name: 'NotAllowedError' } },
  }),
  story('chat', 'Chat', { opened: { panel: 'chat' }, chat: { messages: MESSAGES } }),
  story('chat-empty', 'Chat without messages, nobody there', { opened: { panel: 'chat' }, chat: { send: undefined } }),
  story('chat-unread', 'Two messages that were not seen', { chat: { messages: MESSAGES, unread: 2 } }),
  story('people', 'People', {
    opened: { panel: 'people' },
    call: { remotes: [{ ...PSYCHOLOGIST, audio: false, presence: 'reconnecting' }] },
  }),
  story('devices', 'Devices', { opened: { dialog: 'devices' } }),
  story('devices-unnamed', 'Devices without names, no camera, speaker by the system', {
    opened: { dialog: 'devices' },
    media: {
      audio: { ...MEDIA.audio, choices: [{ id: 'a', label: '' }] },
      video: {
        ...MEDIA.video,
        state: 'failed',
        failure: { code: 'NO_DEVICE', category: 'device', name: 'NotFoundError' },
        choices: [],
      },
      speaker: { choices: [], chosen: undefined, choose: undefined, test: nothing },
    },
  }),
  story('hang-up', 'The psychologist hangs up', { call: PSYCHOLOGISTS_CALL, opened: { dialog: 'hang-up' } }),
  story('hang-up-client', 'The client presses L', { opened: { dialog: 'hang-up' } }),
  story('end-failed', 'The call could not be ended', { call: { ...PSYCHOLOGISTS_CALL, problem: 'END_FAILED' } }),
  {
    id: 'room/language',
    title: 'The language, on a phone',
    render: () => (
      <PageTools value={<LanguageMenu label={t('app.language')} languages={LANGUAGES} chosen="en" choose={nothing} />}>
        <Room opened={{ dialog: 'language' }} />
      </PageTools>
    ),
  },
  story('shortcuts', 'Keyboard shortcuts', { opened: { dialog: 'shortcuts' } }),
  ...LEVELS.map(([level, reason, side]) =>
    story(`quality-${String(level)}`, `Quality ${String(level)}`, {
      opened: { panel: 'quality' },
      quality: { level, reason, side, numbers: NUMBERS },
    }),
  ),
  story('quality-unknown', 'Quality not measured yet', { opened: { panel: 'quality' }, quality: NOT_MEASURED }),
  story('quality-poor', 'A poor connection, nothing open', { quality: { level: 2, reason: 'loss-in', side: 'mine' } }),
  story('video-paused', 'Own video is paused by the network', {
    quality: { level: 2, reason: 'bandwidth-out', side: 'mine', step: 'audio-only', videoPaused: true, sendVideoAnyway: nothing },
  }),
  story('video-forced', 'Own video is sent all the same', { quality: { level: 3, adaptAgain: nothing } }),
  story('remote-frozen', 'The other’s picture stands still', { quality: { ...seen('frozen'), level: 1, reason: 'frozen' } }),
  story('remote-stalled', 'Nothing arrives', { quality: { ...seen('stalled'), level: 1, reason: 'no-packets' } }),
  story('remote-hidden', 'The other’s page is in the background', { quality: seen('hidden') }),
  story('remote-paused', 'The other’s video is paused by their network', { quality: seen('paused') }),
  story('remote-unsent', 'The other’s camera cannot be sent', { quality: seen('unsent') }),
  story('camera-unsent', 'One’s own camera cannot be sent', {
    quality: { cameraStuck: true, restartCamera: nothing },
  }),
  story('reconnecting-server', 'The server is lost, the talk goes on', {
    call: { status: 'reconnecting', retry: { attempt: 3, nextAt: NOW, now: nothing }, retrySeconds: 3 },
  }),
  story('reconnecting-all', 'Everything is lost', {
    call: {
      status: 'reconnecting',
      media: 'interrupted',
      remotes: [{ ...PSYCHOLOGIST, connected: false }],
      retry: { attempt: 5, nextAt: undefined, now: nothing },
    },
  }),
  story('reconnecting-media', 'The path to the other is broken', {
    call: {
      status: 'reconnecting',
      media: 'interrupted',
      about: 'Psychologist Example',
      remotes: [{ ...PSYCHOLOGIST, connected: false }],
    },
  }),
  story('remote-reconnecting', 'The other is coming back', {
    call: {
      status: 'remote-reconnecting',
      media: 'interrupted',
      about: 'Psychologist Example',
      remotes: [{ ...PSYCHOLOGIST, connected: false, presence: 'reconnecting' }],
    },
  }),
  story('detached', 'No longer signed in', { call: { status: 'detached', refusal: 'TOKEN_EXPIRED' } }),
  story('notice-switched', 'Another microphone was taken', {
    media: { notice: { what: 'switched', kind: 'audio', label: 'Built-in microphone' }, dismissNotice: nothing },
  }),
  story('notice-lost', 'The camera was lost', {
    media: {
      notice: { what: 'lost', kind: 'video' },
      dismissNotice: nothing,
      video: {
        ...MEDIA.video,
        state: 'failed',
        failure: { code: 'DEVICE_LOST', category: 'device', name: 'ended' },
      },
    },
  }),
  story('notice-interrupted', 'A phone call took the microphone', {
    media: { audio: { ...MEDIA.audio, interrupted: true } },
  }),
  story('muted-speaking', 'Speaking into a muted microphone', {
    media: { audio: { ...MEDIA.audio, state: 'off' } },
    voice: still({ ...VOICE, speakingWhileMuted: true }),
  }),
  story('held-mic', 'Speaking with the space bar held', {
    media: { holdMic: { press: nothing, release: nothing, held: true } },
  }),
  story('three-people', 'Three people', {
    call: {
      remotes: [
        PSYCHOLOGIST,
        { ...PSYCHOLOGIST, userId: 'admin', userName: 'Administrator Example', userRole: 'admin', video: false },
      ],
    },
  }),
];
