import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import type { Browser } from '../../core/browser';
import type { LobbySnapshot } from '../../core/call/lobby';
import type { RatingSnapshot } from '../../core/call/rating';
import type { LocalMediaSnapshot, VoiceSnapshot } from '../../core/media/types';
import type { Model } from '../../core/model';
import type { ConnectionTestSnapshot } from '../../core/precall/types';
import { formatDuration, t } from '../../i18n';
import { Disclosure } from '../../ui/disclosure';
import { Page } from '../../ui/page';
import { DeviceSettings } from '../devices/device_settings';
import { MediaNotice } from '../devices/media_notice';
import { asksForRating, RatingForm } from '../final/rating_form';
import { withoutDevicesText } from '../texts';
import { AccessNote } from './access_note';
import { ConnectionPanel } from './connection_panel';
import { DeviceProblems } from './device_problems';
import { PermissionPanel } from './permission_panel';
import { Preview } from './preview';
import { SessionFactsText } from './session_facts';
import { WhoWaits } from './who_waits';

export interface LobbyScreenProps {
  lobby: LobbySnapshot;
  media: LocalMediaSnapshot;
  voice: Model<VoiceSnapshot>;
  connectionTest: ConnectionTestSnapshot;
  browser: Browser;
  /** Until the door opens; undefined when it is not a matter of waiting. */
  opensInSeconds: number | undefined;
  /** Of the call, when it is over. */
  rating: RatingSnapshot;
  /** Server time, milliseconds. */
  now: () => number;
}

// One column on a phone held upright; beside each other where there is room for it, a phone held sideways included.
const LAYOUT = {
  display: 'grid',
  gap: 2,
  gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'minmax(0, 1.15fr) minmax(0, 1fr)' },
  gridTemplateAreas: {
    xs: '"facts" "own" "enter" "more"',
    sm: '"own facts" "own enter" "own more"',
  },
  gridTemplateRows: { sm: 'auto auto 1fr' },
  // A phone held sideways: Join is there without scrolling.
  '@media (min-width: 600px) and (max-height: 480px)': {
    gridTemplateAreas: '"own enter" "own facts" "own more"',
  },
} as const;

/** Before the call. What a returning person needs, picture and Join, is there at once; the rest is one press away. */
export function LobbyScreen(props: LobbyScreenProps) {
  const { lobby, media, voice, connectionTest } = props;
  return (
    <Page
      name={t('app.name')}
      title={t(titleKey(lobby.access))}
      width={940}
      focusTitle
      actions={
        <>
          <Button href="/help" color="inherit" size="small">
            {t('lobby.help')}
          </Button>
          <Button href="/" color="inherit" size="small">
            {t('lobby.home')}
          </Button>
        </>
      }
    >
      <Box sx={LAYOUT}>
        <Box sx={{ gridArea: 'facts' }}>
          <SessionFactsText facts={lobby.facts} />
        </Box>
        <Stack spacing={2} sx={{ gridArea: 'own' }}>
          <OwnDevices {...props} />
        </Stack>
        <Enter {...props} />
        <Stack spacing={2} sx={{ gridArea: 'more' }}>
          <Disclosure title={t('devices.title')} heading={2} testId="devices-section">
            <DeviceSettings media={media} voice={voice} />
          </Disclosure>
          <ConnectionPanel test={connectionTest} />
        </Stack>
      </Box>
    </Page>
  );
}

function titleKey(access: LobbySnapshot['access']) {
  if (access.kind !== 'refused') return 'lobby.title';
  return access.opensAt === undefined ? 'lobby.titleRefused' : 'lobby.titleEarly';
}

function OwnDevices({ media, voice, browser }: LobbyScreenProps) {
  const { permission } = media;
  if (permission === 'ask' || permission === 'asking' || permission === 'denied') {
    return <PermissionPanel permission={permission} ask={media.ask} browser={browser} />;
  }
  return (
    <>
      <Preview media={media} voice={voice} />
      {/* Always there: a live region that comes with its text is not always announced. */}
      <Box aria-live="polite" sx={{ '&:empty': { mt: '0 !important' } }}>
        <MediaNotice media={media} />
      </Box>
      <DeviceProblems media={media} />
    </>
  );
}

function Enter({ lobby, media, opensInSeconds, rating, now }: LobbyScreenProps) {
  const without = withoutDevicesText(media);
  const noDevices = media.permission === 'ask' || media.permission === 'asking' || media.permission === 'denied';
  // A call that is over may go on, if there is time left: then it is too early to ask.
  const over = lobby.access.kind === 'refused' && asksForRating(rating);
  return (
    <Stack spacing={1.5} sx={{ gridArea: 'enter' }}>
      <AccessNote
        access={lobby.access}
        joining={lobby.joining}
        refresh={lobby.refresh}
        opensInSeconds={opensInSeconds}
        now={now}
      />
      {lobby.access.kind === 'open' && <WhoWaits present={lobby.present} />}
      {without !== undefined && !noDevices && <Box data-testid="without-devices">{without}</Box>}
      <Button
        // While the question of the devices is open, answering it is what should catch the eye.
        variant={media.permission === 'ask' ? 'outlined' : 'contained'}
        size="large"
        data-testid="join-button"
        disabled={!lobby.join}
        loading={lobby.joining}
        onClick={lobby.join}
      >
        {t(noDevices ? 'lobby.joinWithout' : 'lobby.join')}
      </Button>
      {over && <AfterIt seconds={lobby.facts.callSeconds} rating={rating} />}
    </Stack>
  );
}

/** Whoever loads the page of a call again that is over. */
function AfterIt({ seconds, rating }: { seconds: number | undefined; rating: RatingSnapshot }) {
  return (
    <Stack spacing={2} data-testid="after-call" sx={{ pt: 1 }}>
      {seconds !== undefined && (
        <Box data-testid="duration" data-seconds={seconds}>
          {t('final.duration', { duration: formatDuration(seconds) })}
        </Box>
      )}
      <RatingForm {...rating} />
    </Stack>
  );
}
