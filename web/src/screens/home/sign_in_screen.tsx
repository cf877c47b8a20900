import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { AccountSnapshot } from '../../core/account';
import { plural, t } from '../../i18n';
import { Page } from '../../ui/page';
import { SignInForm } from '../../ui/sign_in_form';
import { VideoCallErrorDisplay } from '../errors/video_call_error_display';
import { refusalText } from '../texts';

/** Signing in takes place on the page one came to: afterwards one is there. */
export default function SignInScreen({ account }: { account: AccountSnapshot }) {
  const note = noteOf(account);
  return (
    <Page name={t('app.name')} title={t('signin.title')} width={440}>
      <Stack spacing={2}>
        {note !== undefined && account.refusal !== undefined && (
          <VideoCallErrorDisplay problem={account.refusal} cause={note} advice={adviceOf(account)} action="none" />
        )}
        <SignInForm
          labels={{ email: t('signin.email'), password: t('signin.password'), submit: t('signin.submit') }}
          busy={account.busy}
          submit={account.signIn}
          email={account.user?.email ?? ''}
        />
        <Typography color="textSecondary" variant="body2">
          {t('signin.hint')}
        </Typography>
      </Stack>
    </Page>
  );
}

// While the server asks for patience the note says for how long, and nothing here tries again by itself.
function adviceOf({ refusal, waitSeconds }: AccountSnapshot): string | undefined {
  return waitSeconds !== undefined || refusal === 'TOKEN_EXPIRED' || refusal === 'UNAUTHENTICATED' ? '' : undefined;
}

function noteOf({ refusal, waitSeconds }: AccountSnapshot): string | undefined {
  if (waitSeconds !== undefined) return plural('signin.wait', waitSeconds);
  if (refusal === 'TOKEN_EXPIRED' || refusal === 'UNAUTHENTICATED') return t('signin.expired');
  return refusal && refusalText(refusal);
}
