import Box from '@mui/material/Box';
import type { RemoteSnapshot } from '../../core/call/types';
import type { LocalMediaSnapshot, ScreenShareSnapshot } from '../../core/media/types';
import type { QualityLevel, QualitySnapshot } from '../../core/quality/types';
import type { RoomCall } from '../../hooks/room_props';
import { t } from '../../i18n';
import { SidePanel } from '../../ui/side_panel';
import { SignalBars } from '../../ui/signal_bars';
import { levelText } from './quality/quality_texts';
import { roleText } from './room_texts';

export interface PeoplePanelProps {
  call: RoomCall;
  media: Pick<LocalMediaSnapshot, 'audio' | 'video'>;
  screen: Pick<ScreenShareSnapshot, 'state'>;
  quality: Pick<QualitySnapshot, 'remotes'>;
  close: () => void;
}

interface Row {
  key: string;
  name: string;
  role: string;
  audio: boolean;
  video: boolean;
  sharing: boolean;
  away: boolean;
  level: QualityLevel | undefined;
}

/** Who is here, and what of theirs is on. */
export function PeoplePanel({ call, media, screen, quality, close }: PeoplePanelProps) {
  const rows = [
    ...(call.self ? [ownRow(call.self, media, screen)] : []),
    ...call.remotes.map((remote) => remoteRow(remote, quality)),
  ];
  return (
    <SidePanel title={t('call.peopleLabel')} closeLabel={t('call.close')} testId="people-panel" close={close}>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', overflowY: 'auto' }}>
        {rows.map(({ key, ...row }) => (
          <Person key={key} {...row} />
        ))}
      </Box>
    </SidePanel>
  );
}

function ownRow(
  self: NonNullable<RoomCall['self']>,
  media: PeoplePanelProps['media'],
  screen: PeoplePanelProps['screen'],
): Row {
  return {
    key: self.userId,
    name: `${self.userName} (${t('call.you')})`,
    role: self.userRole,
    audio: media.audio.state === 'on',
    video: media.video.state === 'on',
    sharing: screen.state === 'on',
    away: false,
    level: undefined,
  };
}

function remoteRow(remote: RemoteSnapshot, quality: PeoplePanelProps['quality']): Row {
  return {
    key: remote.userId,
    name: remote.userName,
    role: remote.userRole,
    audio: remote.audio,
    video: remote.video,
    sharing: remote.screen !== undefined,
    away: remote.presence === 'reconnecting',
    level: quality.remotes.find(({ userId }) => userId === remote.userId)?.level,
  };
}

function Person({ name, role, audio, video, sharing, away, level }: Omit<Row, 'key'>) {
  const states = [
    t(audio ? 'call.micOn' : 'call.muted'),
    t(video ? 'call.cameraOn' : 'call.cameraOff'),
    ...(sharing ? [t('call.sharesScreen')] : []),
    ...(away ? [t('call.comingBack')] : []),
  ];
  return (
    <Box component="li" data-testid="person" sx={{ px: 2, py: 1.25, borderBottom: 1, borderColor: 'divider' }}>
      <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{name}</Box>
      <Box sx={{ fontSize: 14, color: 'text.secondary' }}>{roleText(role)}</Box>
      <Box sx={{ fontSize: 14 }}>{states.join(' · ')}</Box>
      {level !== undefined && (
        <Box sx={{ fontSize: 14, mt: 0.5, display: 'flex', alignItems: 'center', gap: 1 }}>
          <SignalBars level={level} />
          {t('quality.name')}: {levelText(level)}
        </Box>
      )}
    </Box>
  );
}
