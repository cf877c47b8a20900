import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import type { RemoteSnapshot } from '../../core/call/types';
import type { Liveness, QualitySnapshot } from '../../core/quality/types';
import type { RoomCall } from '../../hooks/room_props';
import { t } from '../../i18n';
import { MediaView } from '../../ui/media_view';
import { RemoteTile } from '../../ui/remote_tile';
import { Sounds } from '../../ui/sounds';
import { remoteStateText, statusText } from '../texts';
import { livenessText, pictureOf } from './room_texts';

export interface StageProps {
  call: RoomCall;
  quality: Pick<QualitySnapshot, 'remotes'>;
  /** The loudspeaker's device id. */
  sinkId: string | undefined;
  labelSide: 'left' | 'right';
  /** The element with the largest picture, for what only an element can do. Must stay the same function. */
  onMainVideo: (element: HTMLVideoElement | null) => void;
  /** What lies over the pictures. */
  children: ReactNode;
}

/** What is seen and heard of the others: their screen large when they share one, else they themselves. */
export function Stage({ call, quality, sinkId, labelSide, onMainVideo, children }: StageProps) {
  const { remotes } = call;
  const screens = remotes.flatMap(({ userId, userName, screen }) => (screen ? [{ userId, userName, screen }] : []));
  const sharing = screens.length > 0;
  const mainScreen = screens[0]?.userId;
  const mainPerson = sharing ? undefined : remotes[0]?.userId;
  return (
    <Box
      data-testid="stage"
      data-layout={remotes.length === 0 ? 'alone' : sharing ? 'screen' : 'people'}
      sx={{ position: 'relative', flex: 1, minWidth: 0, minHeight: 0, px: 1 }}
    >
      {remotes.length === 0 && <Alone call={call} />}
      {/* One grid for both layouts: a picture that only moves within it goes on without a break. */}
      <Box sx={{ height: '100%', display: 'grid', gap: 1, ...(sharing ? BESIDE_SCREEN : peopleGrid(remotes.length)) }}>
        {screens.map(({ userId, userName, screen }) => (
          <ScreenTile
            key={`screen-${userId}`}
            stream={screen}
            name={userName}
            onElement={userId === mainScreen ? onMainVideo : undefined}
          />
        ))}
        {remotes.map((remote) => (
          <Person
            key={remote.userId}
            remote={remote}
            liveness={livenessOf(quality, remote.userId)}
            small={sharing}
            labelSide={labelSide}
            onFirstFrame={call.remoteFrame}
            onElement={remote.userId === mainPerson ? onMainVideo : undefined}
          />
        ))}
      </Box>
      {children}
      <Sounds streams={soundsOf(remotes)} sinkId={sinkId} unblockLabel={t('call.listening')} />
    </Box>
  );
}

// The person's picture leaves the lower right to one's own, where that is at first.
const BESIDE_SCREEN = {
  gridTemplateRows: 'minmax(0, 1fr) 26%',
  '& > [data-testid="remote-tile"]': { maxWidth: '62%' },
  '@media (min-aspect-ratio: 1/1)': {
    gridTemplateRows: 'none',
    gridAutoFlow: 'column',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gridAutoColumns: 'clamp(136px, 22%, 260px)',
    '& > [data-testid="remote-tile"]': { maxWidth: 'none', alignSelf: 'start', aspectRatio: '4 / 3' },
  },
};

function peopleGrid(count: number) {
  return {
    gridAutoRows: 'minmax(0, 1fr)',
    gridTemplateColumns: 'minmax(0, 1fr)',
    '@media (min-aspect-ratio: 1/1)': { gridTemplateColumns: `repeat(${String(Math.min(count, 2))}, minmax(0, 1fr))` },
  };
}

function livenessOf(quality: StageProps['quality'], userId: string): Liveness {
  return quality.remotes.find((remote) => remote.userId === userId)?.liveness ?? 'unknown';
}

function soundsOf(remotes: readonly RemoteSnapshot[]) {
  return remotes.flatMap(({ userId, stream, screen }) => [
    ...(stream ? [{ id: userId, stream }] : []),
    ...(screen ? [{ id: `screen-${userId}`, stream: screen }] : []),
  ]);
}

function Alone({ call }: { call: RoomCall }) {
  return (
    <Box
      sx={{
        position: 'absolute',
        inset: 0,
        mx: 1,
        display: 'grid',
        placeContent: 'center',
        gap: 1,
        px: 3,
        textAlign: 'center',
        borderRadius: 2,
        bgcolor: '#0b0f10',
      }}
    >
      <Box sx={{ fontSize: 20, fontWeight: 600 }}>{statusText(call)}</Box>
      {call.status === 'waiting' && <Box sx={{ color: '#b7c2c3', maxWidth: 420 }}>{t('call.waitingHint')}</Box>}
    </Box>
  );
}

interface PersonProps {
  remote: RemoteSnapshot;
  liveness: Liveness;
  small: boolean;
  labelSide: 'left' | 'right';
  onFirstFrame: () => void;
  onElement: StageProps['onMainVideo'] | undefined;
}

function Person({ remote, liveness, ...rest }: PersonProps) {
  const quiet = liveness === 'silent' ? ` · ${t('live.silent')}` : '';
  return (
    <RemoteTile
      name={remote.userName}
      stream={remote.stream}
      audio={remote.audio}
      video={remote.video}
      picture={pictureOf(remote, liveness)}
      labels={{
        picture: t('call.remote', { name: remote.userName }),
        state: `${remoteStateText(remote)}${quiet}`,
      }}
      // Who is not connected has the banner's words already.
      message={remote.connected ? livenessText(liveness, remote.userName) : undefined}
      {...rest}
    />
  );
}

interface ScreenTileProps {
  stream: MediaStream;
  name: string;
  onElement: StageProps['onMainVideo'] | undefined;
}

function ScreenTile({ stream, name, onElement }: ScreenTileProps) {
  const label = t('call.theirScreen', { name });
  return (
    <Box
      data-testid="screen-tile"
      sx={{ position: 'relative', minWidth: 0, minHeight: 0, overflow: 'hidden', bgcolor: '#0b0f10', borderRadius: 2 }}
    >
      <MediaView stream={stream} label={label} testId="remote-screen" fit="contain" onElement={onElement} />
      <Box
        sx={{
          position: 'absolute',
          left: 8,
          top: 8,
          px: 1.25,
          py: 0.5,
          borderRadius: 1.5,
          fontSize: 13,
          bgcolor: 'rgba(0,0,0,0.7)',
        }}
      >
        {label}
      </Box>
    </Box>
  );
}
