import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { LocalMediaSnapshot } from '../core/media/local_media';
import type { CallProps } from '../hooks/use_call';
import { formatTimer, t } from '../i18n';
import { HangUpIcon, LeaveIcon } from '../ui/icons';
import { MediaView } from '../ui/media_view';
import { RemoteTile } from '../ui/remote_tile';
import { Sounds } from '../ui/sounds';
import { StatusLine } from '../ui/status_line';
import { DeviceToggles } from './devices/device_toggles';
import { deviceText, remoteStateText, statusText, statusTone } from './texts';

export interface CallScreenProps {
  call: CallProps;
  media: LocalMediaSnapshot;
}

export function CallScreen({ call, media }: CallScreenProps) {
  return (
    <Box
      component="main"
      sx={{ position: 'fixed', inset: 0, display: 'flex', flexDirection: 'column', bgcolor: '#14191a', color: '#fff' }}
    >
      <TopBar call={call} />
      <Notices call={call} media={media} />
      <Box sx={{ position: 'relative', flex: 1, minHeight: 0, px: 1 }}>
        <RemoteGrid call={call} />
        <OwnPicture media={media} />
        <Sounds
          streams={call.remotes.flatMap(({ userId, stream }) => (stream ? [{ id: userId, stream }] : []))}
          sinkId={undefined}
          unblockLabel={t('call.listening')}
        />
      </Box>
      <Controls call={call} media={media} />
    </Box>
  );
}

function TopBar({ call }: { call: CallProps }) {
  return (
    <Box component="header" sx={{ display: 'flex', alignItems: 'center', gap: 2, px: 2, py: 1.25, minHeight: 48 }}>
      <Box sx={{ flexGrow: 1, minWidth: 0 }}>
        <StatusLine status={call.status} text={statusText(call)} tone={statusTone(call)} />
      </Box>
      {call.elapsedSeconds !== undefined && (
        <Box
          component="time"
          role="timer"
          aria-label={t('call.timer')}
          data-testid="timer"
          sx={{ fontVariantNumeric: 'tabular-nums' }}
        >
          {formatTimer(call.elapsedSeconds)}
        </Box>
      )}
    </Box>
  );
}

function Notices({ call, media }: CallScreenProps) {
  const texts = [deviceText('audio', media.audio), deviceText('video', media.video)].filter((text) => text !== undefined);
  if (call.problem === 'END_FAILED') texts.push(t('call.endFailed'));
  if (texts.length === 0) return null;
  return (
    <Alert severity="warning" icon={false} sx={{ mx: 1, mb: 1, py: 0 }}>
      {texts.join(' ')}
    </Alert>
  );
}

function RemoteGrid({ call }: { call: CallProps }) {
  const { remotes } = call;
  if (remotes.length === 0) {
    return (
      <Box sx={{ height: '100%', display: 'grid', placeItems: 'center', borderRadius: 2, bgcolor: '#0b0f10', px: 2 }}>
        <Box sx={{ textAlign: 'center', color: '#b7c2c3', fontSize: 18 }}>{statusText(call)}</Box>
      </Box>
    );
  }
  return (
    <Box
      sx={{
        height: '100%',
        display: 'grid',
        gap: 1,
        gridAutoRows: 'minmax(0, 1fr)',
        gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: `repeat(${String(Math.min(remotes.length, 2))}, minmax(0, 1fr))` },
      }}
    >
      {remotes.map((remote) => (
        <RemoteTile
          key={remote.userId}
          name={remote.userName}
          stream={remote.stream}
          audio={remote.audio}
          video={remote.video}
          labels={{
            picture: t('call.remote', { name: remote.userName }),
            state: remoteStateText(remote),
          }}
          picture={remote.video ? (remote.connected ? 'clear' : 'dimmed') : 'none'}
          message={undefined}
          onFirstFrame={call.remoteFrame}
        />
      ))}
    </Box>
  );
}

function OwnPicture({ media }: { media: LocalMediaSnapshot }) {
  return (
    <Box
      sx={{
        position: 'absolute',
        right: 20,
        top: 12,
        width: { xs: 104, sm: 200 },
        aspectRatio: '4 / 3',
        borderRadius: 2,
        overflow: 'hidden',
        bgcolor: '#2a3234',
        boxShadow: 4,
        fontSize: 13,
      }}
    >
      {media.preview ? (
        <MediaView stream={media.preview} label={t('call.self')} testId="local-video" own fit="cover" />
      ) : (
        <Box sx={{ height: '100%', display: 'grid', placeItems: 'center' }}>{t('call.selfOff')}</Box>
      )}
    </Box>
  );
}

function Controls({ call, media }: CallScreenProps) {
  return (
    <Box
      role="toolbar"
      aria-label={t('call.controls')}
      sx={{ display: 'flex', justifyContent: 'center', alignItems: 'center', gap: { xs: 1, sm: 2 }, p: 1.5 }}
    >
      <DeviceToggles media={media} />
      <Button
        data-testid="leave-button"
        startIcon={<LeaveIcon />}
        disabled={!call.leave}
        onClick={call.leave}
        sx={{ color: '#fff', bgcolor: 'rgba(255,255,255,0.16)', px: 2, minHeight: 52, borderRadius: 7 }}
      >
        {t('call.leave')}
      </Button>
      <Button
        data-testid="end-button"
        variant="contained"
        startIcon={<HangUpIcon />}
        disabled={!call.end}
        onClick={call.end}
        sx={{
          px: 2,
          minHeight: 52,
          borderRadius: 7,
          lineHeight: 1.2,
          color: '#fff',
          bgcolor: '#c4352b',
          '&:hover': { bgcolor: '#a92b22' },
          '&.Mui-disabled': { color: '#9aa5a6', bgcolor: 'rgba(255,255,255,0.1)' },
        }}
      >
        {t('call.end')}
      </Button>
    </Box>
  );
}
