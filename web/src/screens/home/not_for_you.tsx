import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { t } from '../../i18n';
import { Page } from '../../ui/page';

/** The administration, seen by somebody who is no administrator. */
export function NotForYou({ signOut }: { signOut: (() => void) | undefined }) {
  return (
    <Page name={t('app.name')} title={t('home.notForYou.title')} width={440}>
      <Stack spacing={2} data-testid="not-for-you">
        <Typography>{t('home.notForYou.text')}</Typography>
        <Button variant="contained" href="/">
          {t('home.notForYou.back')}
        </Button>
        <Button onClick={signOut} disabled={!signOut}>
          {t('home.notForYou.other')}
        </Button>
      </Stack>
    </Page>
  );
}
