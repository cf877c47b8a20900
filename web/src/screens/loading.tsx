import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { t } from '../i18n';
import { Page } from '../ui/page';
import { VideoCallErrorDisplay } from './errors/video_call_error_display';

/** While a part of the page is fetched. */
export function Loading() {
  return (
    <Typography role="status" color="textSecondary" sx={{ p: 3 }}>
      {t('app.loading')}
    </Typography>
  );
}

/** A part of the page could not be fetched: only loading all of it again helps. */
export function LoadFailed({ reload }: { reload: () => void }) {
  return (
    <Page name={t('app.name')} title={t('home.loadFailed')} width={440}>
      <Stack spacing={2}>
        <VideoCallErrorDisplay problem="NETWORK" cause={t('app.loadFailed')} retry={reload} />
      </Stack>
    </Page>
  );
}
