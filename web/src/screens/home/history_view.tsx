import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { HistorySnapshot, PastCall } from '../../core/home/history';
import { formatDate, formatDuration, t } from '../../i18n';
import { SectionCard } from '../../ui/section_card';
import { VideoCallErrorDisplay } from '../errors/video_call_error_display';
import { receiptHref } from '../receipt/href';
import { sessionTitle } from './session_texts';

/** The calls one has had. */
export function HistoryView({ history, userId }: { history: HistorySnapshot; userId: string }) {
  const { items, busy, refusal, refresh, more } = history;
  return (
    <SectionCard title={t('history.list')}>
      {items?.length === 0 && <Typography>{t('history.none')}</Typography>}
      <Box component="ol" sx={{ listStyle: 'none', m: 0, p: 0 }}>
        {items?.map((call) => (
          <PastCallRow key={call.id} call={call} userId={userId} />
        ))}
      </Box>
      <Stack direction="row" spacing={2} sx={{ mt: 1, alignItems: 'center' }}>
        {more && <Button onClick={more}>{t('history.more')}</Button>}
        {busy && (
          <Typography role="status" color="textSecondary">
            {t('app.loading')}
          </Typography>
        )}
      </Stack>
      {refusal !== undefined && (
        <VideoCallErrorDisplay problem={refusal} retry={more ?? refresh} />
      )}
    </SectionCard>
  );
}

function PastCallRow({ call, userId }: { call: PastCall; userId: string }) {
  const { client, psychologist } = call.participants;
  const others = [
    { ...client, role: 'client' as const },
    { ...psychologist, role: 'psychologist' as const },
  ].filter(({ id }) => id !== userId);
  return (
    <Box
      component="li"
      data-testid="history-item"
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '1fr', md: '1fr 10em 12em 8em' },
        columnGap: 2,
        py: 1.25,
        borderBottom: 1,
        borderColor: 'divider',
        '&:last-of-type': { borderBottom: 0 },
      }}
    >
      <Box sx={{ minWidth: 0 }}>
        <Typography sx={{ overflowWrap: 'anywhere' }}>{sessionTitle({ session: call, others })}</Typography>
        <Typography variant="body2" color="textSecondary">
          {formatDate(Date.parse(call.videoCallStarted ?? call.sessionDate))}
        </Typography>
      </Box>
      <Typography>
        {call.callDurationSeconds !== null && t('history.lasted', { duration: formatDuration(call.callDurationSeconds) })}
      </Typography>
      <Typography color="textSecondary">
        {call.rating ? t('history.rated', { rating: call.rating.rating }) : null}
      </Typography>
      <Link
        href={receiptHref(call.sessionId)}
        aria-label={t('receipt.longLink', { session: sessionTitle({ session: call, others }) })}
        sx={{ py: 0.5 }}
      >
        {t('receipt.link')}
      </Link>
    </Box>
  );
}
