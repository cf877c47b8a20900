import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { CallProps } from '../hooks/use_call';
import { formatDuration, t, type StringKey } from '../i18n';
import { Page } from '../ui/page';
import { RefusalNote } from '../ui/refusal_note';
import { StatusLine } from '../ui/status_line';
import { refusalText, statusText, statusTone } from './texts';

export interface FinalScreenProps {
  call: CallProps;
  /** Begins the visit anew: back to the lobby. */
  again: () => void;
}

const AGAIN: Readonly<Partial<Record<CallProps['status'], StringKey>>> = {
  left: 'final.rejoin',
  superseded: 'final.useHere',
  refused: 'final.retry',
};

/** After the call, whatever ended it. */
export function FinalScreen({ call, again }: FinalScreenProps) {
  const againKey = AGAIN[call.status];
  return (
    <Page name={t('app.name')} title={t('app.title.call')}>
      <Stack spacing={2}>
        <StatusLine status={call.status} text={statusText(call)} tone={statusTone(call)} />
        {call.durationSeconds !== undefined && (
          <Typography data-testid="duration" data-seconds={call.durationSeconds}>
            {t('final.duration', { duration: formatDuration(call.durationSeconds) })}
          </Typography>
        )}
        {call.status === 'superseded' && (
          <RefusalNote code="SUPERSEDED" severity="info">
            {t('final.superseded')}
          </RefusalNote>
        )}
        {call.status === 'left' && <Typography>{t('final.left')}</Typography>}
        {call.refusal !== undefined && <RefusalNote code={call.refusal}>{refusalText(call.refusal)}</RefusalNote>}
        <Stack direction="row" spacing={1.5}>
          {againKey !== undefined && (
            <Button variant="contained" data-testid="again-button" onClick={again}>
              {t(againKey)}
            </Button>
          )}
          <Button href="/">{t('final.home')}</Button>
        </Stack>
      </Stack>
    </Page>
  );
}
