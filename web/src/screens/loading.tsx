import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { t } from '../i18n';
import { Page } from '../ui/page';
import { RefusalNote } from '../ui/refusal_note';

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
        <RefusalNote code="NETWORK">{t('app.loadFailed')}</RefusalNote>
        <Button variant="contained" onClick={reload}>
          {t('app.reload')}
        </Button>
      </Stack>
    </Page>
  );
}
