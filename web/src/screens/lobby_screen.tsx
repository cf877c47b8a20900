import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { Access, LobbySnapshot } from '../core/call/lobby';
import type { LocalMediaSnapshot } from '../core/media/local_media';
import { formatDate, t } from '../i18n';
import { MediaView } from '../ui/media_view';
import { Page } from '../ui/page';
import { RefusalNote } from '../ui/refusal_note';
import { StatusLine } from '../ui/status_line';
import { DeviceToggles } from './devices/device_toggles';
import { accessText, deviceText, peopleText, withoutDevicesText } from './texts';

export interface LobbyScreenProps {
  lobby: LobbySnapshot;
  media: LocalMediaSnapshot;
  /** Server time, milliseconds. */
  now: () => number;
}

export function LobbyScreen({ lobby, media, now }: LobbyScreenProps) {
  return (
    <Page
      name={t('app.name')}
      title={t(lobby.access.kind === 'refused' ? 'lobby.titleRefused' : 'lobby.title')}
      width={640}
      actions={
        <Button href="/" color="inherit" size="small">
          {t('lobby.home')}
        </Button>
      }
    >
      <Stack spacing={2}>
        <SessionFactsText facts={lobby.facts} />
        <Preview media={media} />
        <DeviceProblems media={media} />
        <AccessNote access={lobby.access} joining={lobby.joining} now={now} />
        <Stack direction="row" spacing={1.5} useFlexGap sx={{ flexWrap: 'wrap' }}>
          <Button
            variant="contained"
            size="large"
            data-testid="join-button"
            disabled={!lobby.join}
            loading={lobby.joining}
            onClick={lobby.join}
            sx={{ flex: '1 1 200px' }}
          >
            {t('lobby.join')}
          </Button>
          {lobby.access.kind === 'refused' && (
            <Button size="large" onClick={lobby.refresh} disabled={!lobby.refresh} sx={{ flex: '0 1 auto' }}>
              {t('lobby.refresh')}
            </Button>
          )}
        </Stack>
      </Stack>
    </Page>
  );
}

function SessionFactsText({ facts }: Pick<LobbySnapshot, 'facts'>) {
  const people = peopleText(facts);
  const type = facts.sessionType && t(`sessions.type.${facts.sessionType}`);
  if (people === undefined && facts.sessionDate === undefined) return null;
  return (
    <Box data-testid="session-facts">
      {people !== undefined && <Typography sx={{ fontWeight: 600 }}>{people}</Typography>}
      {facts.sessionDate !== undefined && (
        <Typography color="text.secondary">{[type, formatDate(facts.sessionDate)].filter(Boolean).join(' · ')}</Typography>
      )}
    </Box>
  );
}

function Preview({ media }: { media: LocalMediaSnapshot }) {
  return (
    <Box
      sx={{
        position: 'relative',
        aspectRatio: '4 / 3',
        maxHeight: '46vh',
        width: '100%',
        overflow: 'hidden',
        borderRadius: 2,
        bgcolor: '#0b0f10',
        color: '#fff',
      }}
    >
      {media.preview ? (
        <MediaView stream={media.preview} label={t('lobby.preview')} testId="local-video" own fit="cover" />
      ) : (
        <Box sx={{ position: 'absolute', inset: 0, bottom: 64, display: 'grid', placeItems: 'center' }}>
          {media.video.state === 'starting' ? t('device.starting.video') : t('device.off.video')}
        </Box>
      )}
      <Stack
        direction="row"
        spacing={2}
        sx={{ position: 'absolute', bottom: 12, left: 0, right: 0, justifyContent: 'center' }}
      >
        <Stack direction="row" spacing={1.5} sx={{ p: 0.5, borderRadius: 8, bgcolor: 'rgba(0,0,0,0.55)' }}>
          <DeviceToggles media={media} />
        </Stack>
      </Stack>
    </Box>
  );
}

function DeviceProblems({ media }: { media: LocalMediaSnapshot }) {
  const problems = [deviceText('audio', media.audio), deviceText('video', media.video)].filter(Boolean);
  const without = withoutDevicesText(media);
  if (problems.length === 0) return null;
  return (
    <Alert severity="info" icon={false} data-testid="device-problem">
      {[...problems, without].filter(Boolean).join(' ')}
    </Alert>
  );
}

function AccessNote({ access, joining, now }: { access: Access; joining: boolean; now: () => number }) {
  if (access.kind === 'refused') {
    return <RefusalNote code={access.code}>{accessText(access, now())}</RefusalNote>;
  }
  return (
    <StatusLine
      status={joining ? 'joining' : access.kind === 'open' ? 'ready' : 'checking'}
      text={joining ? t('lobby.joining') : accessText(access, now())}
      tone={access.kind === 'open' && !joining ? 'quiet' : 'busy'}
    />
  );
}
