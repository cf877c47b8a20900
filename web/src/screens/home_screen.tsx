import Button from '@mui/material/Button';
import List from '@mui/material/List';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useEffect } from 'react';
import type { SessionRow } from '../contract/rest';
import type { AccountSnapshot } from '../core/account';
import { formatDate, formatMoment, t } from '../i18n';
import { Page } from '../ui/page';
import { RefusalNote } from '../ui/refusal_note';
import { SessionItem } from '../ui/session_item';
import { SignInForm } from '../ui/sign_in_form';
import { peopleText, refusalText } from './texts';

export function SignInScreen({ account }: { account: AccountSnapshot }) {
  return (
    <Page name={t('app.name')} title={t('signin.title')} width={440}>
      <Stack spacing={2}>
        {account.refusal !== undefined && (
          <RefusalNote code={account.refusal}>{refusalText(account.refusal)}</RefusalNote>
        )}
        <SignInForm
          labels={{ email: t('signin.email'), password: t('signin.password'), submit: t('signin.submit') }}
          busy={account.busy}
          submit={account.signIn}
        />
        <Typography color="text.secondary" variant="body2">
          {t('signin.hint')}
        </Typography>
      </Stack>
    </Page>
  );
}

export interface SessionsScreenProps {
  account: AccountSnapshot;
  fetchSessions: () => void;
}

export function SessionsScreen({ account, fetchSessions }: SessionsScreenProps) {
  useEffect(fetchSessions, [fetchSessions]);
  return (
    <Page
      name={t('app.name')}
      title={t('sessions.title')}
      width={720}
      actions={
        <Button color="inherit" size="small" onClick={account.signOut} disabled={!account.signOut}>
          {t('signin.out')}
        </Button>
      }
    >
      {account.refusal !== undefined && (
        <RefusalNote code={account.refusal}>{refusalText(account.refusal)}</RefusalNote>
      )}
      <SessionRows rows={account.sessions} />
    </Page>
  );
}

function SessionRows({ rows }: { rows: readonly SessionRow[] | undefined }) {
  if (rows === undefined) return <Typography color="text.secondary">{t('sessions.loading')}</Typography>;
  if (rows.length === 0) return <Typography>{t('sessions.none')}</Typography>;
  return (
    <List disablePadding>
      {rows.map((row) => (
        <SessionItem
          key={row.id}
          title={[t('sessions.plain', { type: row.sessionType }), peopleText(row)].filter(Boolean).join(' · ')}
          when={formatDate(Date.parse(row.sessionDate))}
          reason={whyNot(row)}
          joinLabel={t('sessions.join')}
          joinHref={row.canJoin ? `/call/${row.id}` : undefined}
        />
      ))}
    </List>
  );
}

function whyNot(row: SessionRow): string | undefined {
  if (row.canJoin || row.reason === null) return undefined;
  if (row.reason === 'TOO_EARLY') {
    return t('sessions.joinFrom', { time: formatMoment(Date.parse(row.joinFrom), Date.now()) });
  }
  return refusalText(row.reason);
}
