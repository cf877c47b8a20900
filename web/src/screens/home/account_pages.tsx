import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { lazy, useEffect } from 'react';
import type { Account, AccountSnapshot } from '../../core/account';
import type { HomeEnvironment } from '../../core/home/environment';
import { useAccount } from '../../hooks/use_call';
import { t } from '../../i18n';
import { LoadBoundary } from '../../ui/load_boundary';
import { Page } from '../../ui/page';
import { LoadFailed, Loading } from '../loading';
import { VideoCallErrorDisplay } from '../errors/video_call_error_display';
import HomePages from './home_pages';
import { NotForYou } from './not_for_you';
import SignInScreen from './sign_in_screen';

const ReceiptPages = lazy(() => import('../receipt/receipt_pages'));
const AdminPages = lazy(() => import('../admin/admin_pages'));

export interface AccountPagesProps {
  account: Account;
  environment: HomeEnvironment;
  /** What the address asks for. */
  place: 'home' | 'admin';
  /** The session whose receipt it asks for, if it does. */
  receiptOf?: string | undefined;
  reload: () => void;
}

/** Everything but the call: for whoever is signed in, what is theirs. */
export default function AccountPages({ account, environment, place, receiptOf, reload }: AccountPagesProps) {
  const props = useAccount(account);
  useEffect(() => {
    account.load();
  }, [account, props.signedIn]);
  const { user, signedIn } = props;
  // Whose sign-in expired finds everything as it was after the next one: the pages stay, out of sight. Another user
  // gets pages of their own (the key).
  return (
    <>
      {!signedIn && <SignInScreen account={props} />}
      {user && (
        <Box key={user.id} hidden={!signedIn}>
          <PagesOf {...{ account: props, environment, place, receiptOf, reload, user }} />
        </Box>
      )}
      {signedIn && !user && <Opening account={props} />}
    </>
  );
}

type PagesOfProps = Omit<AccountPagesProps, 'account'> & {
  account: AccountSnapshot;
  user: NonNullable<AccountSnapshot['user']>;
};

function PagesOf({ account, environment, place, receiptOf, reload, user }: PagesOfProps) {
  const active = account.signedIn;
  if (receiptOf !== undefined) {
    return (
      <LoadBoundary loading={<Loading />} failed={<LoadFailed reload={reload} />}>
        <ReceiptPages requests={environment.requests} sessionId={receiptOf} active={active} />
      </LoadBoundary>
    );
  }
  if (user.role !== 'admin') {
    if (place === 'admin') return <NotForYou signOut={account.signOut} />;
    return <HomePages {...{ environment, user, active }} signOut={account.signOut} />;
  }
  return (
    <LoadBoundary loading={<Loading />} failed={<LoadFailed reload={reload} />}>
      <AdminPages {...{ environment, user, active }} signOut={account.signOut} />
    </LoadBoundary>
  );
}

/** Between the token and knowing whose it is. */
export function Opening({ account }: { account: AccountSnapshot }) {
  return (
    <Page name={t('app.name')} title={t('sessions.title')} width={440}>
      {account.refusal === undefined ? (
        <Typography role="status" color="textSecondary">
          {t('sessions.loading')}
        </Typography>
      ) : (
        <Stack spacing={2}>
          <VideoCallErrorDisplay problem={account.refusal} retry={account.reload} />
          <Button onClick={account.signOut} disabled={!account.signOut}>
            {t('signin.out')}
          </Button>
        </Stack>
      )}
    </Page>
  );
}
