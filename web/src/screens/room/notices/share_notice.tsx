import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ScreenShareSnapshot } from '../../../core/media/types';
import { t } from '../../../i18n';
import { MediaView } from '../../../ui/media_view';

/** As long as one's own screen is shared: nobody should forget that somebody else is looking. */
export function ShareNotice({ screen }: { screen: ScreenShareSnapshot }) {
  return (
    <Alert
      severity="info"
      role="none"
      icon={false}
      data-testid="own-screen"
      sx={{ alignItems: 'center' }}
      action={
        <Button color="inherit" disabled={!screen.toggle} onClick={screen.toggle}>
          {t('share.stop')}
        </Button>
      }
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5 }}>
        {screen.stream && (
          <Box sx={{ width: 96, height: 54, flexShrink: 0, bgcolor: '#000', borderRadius: 1, overflow: 'hidden' }}>
            <MediaView stream={screen.stream} label={t('share.preview')} testId="own-screen-video" fit="contain" />
          </Box>
        )}
        {t(screen.withAudio ? 'share.onWithSound' : 'share.on')}
      </Box>
    </Alert>
  );
}
