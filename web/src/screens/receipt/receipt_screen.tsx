import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { Receipt, TimeSpan } from '../../contract/rest';
import type { ReactNode } from 'react';
import type { ReceiptSnapshot } from '../../core/receipt/receipt';
import { formatDate, formatDuration, formatNumber, formatTime, formatZone, t } from '../../i18n';
import { Page } from '../../ui/page';
import { VideoCallErrorDisplay } from '../errors/video_call_error_display';
import { sessionTitle } from '../home/session_texts';

export type ReceiptScreenProps = ReceiptSnapshot & { print: () => void };

/** What is for the screen alone. */
const ON_SCREEN = { '@media print': { display: 'none' } } as const;

/** What a call was, to be read, printed and kept. */
export function ReceiptScreen({ receipt, file, refusal, load, print }: ReceiptScreenProps) {
  return (
    <Page name={t('app.name')} title={t('receipt.title')} width={720}>
      <Stack spacing={2}>
        {!receipt && refusal === undefined && (
          <Typography role="status" color="textSecondary">
            {t('app.loading')}
          </Typography>
        )}
        {refusal !== undefined && <VideoCallErrorDisplay problem={refusal} retry={load} />}
        {receipt && <Facts receipt={receipt} />}
        <Stack direction="row" useFlexGap sx={{ gap: 1.5, flexWrap: 'wrap', ...ON_SCREEN }}>
          {receipt && file !== undefined && (
            <>
              <Button variant="contained" onClick={print} data-testid="print-receipt">
                {t('receipt.print')}
              </Button>
              <Button
                href={`data:application/json;charset=utf-8,${encodeURIComponent(file)}`}
                download={`receipt-${receipt.sessionId}.json`}
                data-testid="receipt-file"
              >
                {t('receipt.file')}
              </Button>
            </>
          )}
          <Button href="/#history">{t('receipt.back')}</Button>
        </Stack>
      </Stack>
    </Page>
  );
}

function Facts({ receipt }: { receipt: Receipt }) {
  const started = Date.parse(receipt.callStarted);
  return (
    <Stack spacing={2} data-testid="receipt">
      {!receipt.final && (
        <Alert severity="info" sx={ON_SCREEN}>
          {t('receipt.notFinal')}
        </Alert>
      )}
      <Typography>{sessionTitle({ session: receipt, others: [] })}</Typography>
      <List>
        <Fact name={t('receipt.booked')}>{formatDate(Date.parse(receipt.sessionDate))}</Fact>
        <Fact name={t('receipt.started')}>{formatDate(started)}</Fact>
        <Fact name={t('receipt.ended')}>{formatDate(Date.parse(receipt.callEnded))}</Fact>
        <Fact name={t('receipt.duration')}>{formatDuration(receipt.durationSeconds)}</Fact>
        <Fact name={t('receipt.bothPresent')}>
          <Times spans={receipt.bothPresent} seconds={receipt.bothPresentSeconds} />
        </Fact>
        {receipt.interruptedForBoth.length > 0 && (
          <Fact name={t('receipt.interrupted')}>
            <Times spans={receipt.interruptedForBoth} />
          </Fact>
        )}
      </List>
      {receipt.participants.map((person) => (
        <Box component="section" key={person.userId} sx={{ breakInside: 'avoid' }}>
          <Typography component="h2" variant="subtitle1" sx={{ fontWeight: 600 }}>
            {t(`role.${person.role}`)}
          </Typography>
          <List>
            <Fact name={t('receipt.present')}>
              <Times spans={person.present} seconds={person.presentSeconds} />
            </Fact>
            <Fact name={t('receipt.reconnections')}>{formatNumber(person.reconnections)}</Fact>
            <Fact name={t('receipt.interruptions')}>{formatNumber(person.interruptions)}</Fact>
            <Fact name={t('receipt.person')}>{person.userId}</Fact>
          </List>
        </Box>
      ))}
      <Box component="footer">
        <Typography variant="body2">{t('receipt.zone', { zone: formatZone(started) })}</Typography>
        <Typography variant="body2" color="textSecondary" sx={{ overflowWrap: 'anywhere' }}>
          {t('receipt.signed', { session: receipt.sessionId, key: receipt.signature.kid })}
        </Typography>
      </Box>
    </Stack>
  );
}

function List({ children }: { children: ReactNode }) {
  return (
    <Box
      component="dl"
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '1fr', sm: '13em 1fr' },
        gap: { xs: 0, sm: 0.5 },
        m: 0,
        '& dt': { color: 'text.secondary' },
        '& dd': { m: 0, mb: { xs: 1, sm: 0 }, overflowWrap: 'anywhere' },
        '@media print': { gridTemplateColumns: '13em 1fr' },
      }}
    >
      {children}
    </Box>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

/** To the second: this is what is billed on. */
function Times({ spans, seconds }: { spans: readonly TimeSpan[]; seconds?: number }) {
  if (spans.length === 0) return t('receipt.never');
  return (
    <>
      {spans.map(({ from, until }) => (
        <div key={from}>{t('receipt.span', { from: formatTime(Date.parse(from)), until: formatTime(Date.parse(until)) })}</div>
      ))}
      {seconds !== undefined && <div>{t('receipt.together', { duration: formatDuration(seconds) })}</div>}
    </>
  );
}
