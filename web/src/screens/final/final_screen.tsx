import Button from '@mui/material/Button';
import Divider from '@mui/material/Divider';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type { RatingSnapshot } from '../../core/call/rating';
import type { CallSnapshot } from '../../core/call/types';
import type { QualitySummary } from '../../core/quality/types';
import { formatDuration, t, type StringKey } from '../../i18n';
import { Page } from '../../ui/page';
import { StatusLine } from '../../ui/status_line';
import { ACTION, RECOVERY } from '../errors/recovery';
import { receiptHref } from '../receipt/href';
import { VideoCallErrorDisplay } from '../errors/video_call_error_display';
import { statusText, statusTone } from '../texts';
import { qualitySentence } from './quality_sentence';
import { asksForRating, RatingForm } from './rating_form';

export interface FinalScreenProps {
  call: Pick<CallSnapshot, 'status' | 'media' | 'about' | 'durationSeconds' | 'refusal'>;
  quality: QualitySummary;
  rating: RatingSnapshot;
  sessionId: string;
  /** Begins the visit anew: back to the lobby. */
  again: () => void;
}

/** After the call, whatever ended it. */
export function FinalScreen({ call, quality, rating, sessionId, again }: FinalScreenProps) {
  const over = call.status === 'ended' || call.status === 'left';
  const againKey = againLabel(call);
  return (
    <Page name={t('app.name')} title={t(over ? 'final.title' : 'app.title.call')} focusTitle>
      <Stack spacing={2}>
        <StatusLine status={call.status} text={statusText(call)} tone={statusTone(call)} />
        {over && <HowItWent call={call} quality={quality} />}
        {call.status === 'superseded' && <VideoCallErrorDisplay problem="SUPERSEDED" severity="info" />}
        {call.status === 'refused' && call.refusal !== undefined && <VideoCallErrorDisplay problem={call.refusal} />}
        <Stack direction="row" useFlexGap sx={{ gap: 1.5, flexWrap: 'wrap' }}>
          {againKey !== undefined && (
            <Button variant="contained" data-testid="again-button" onClick={again}>
              {t(againKey)}
            </Button>
          )}
          <Button variant={againKey === undefined ? 'contained' : 'text'} href="/" data-testid="home-link">
            {t('final.home')}
          </Button>
          {call.status === 'ended' && call.durationSeconds !== undefined && (
            <Button href={receiptHref(sessionId)} data-testid="receipt-link">
              {t('receipt.link')}
            </Button>
          )}
        </Stack>
        {over && asksForRating(rating) && (
          <>
            <Divider />
            <RatingForm {...rating} />
          </>
        )}
      </Stack>
    </Page>
  );
}

function HowItWent({ call, quality }: Pick<FinalScreenProps, 'call' | 'quality'>) {
  const sentence = qualitySentence(quality);
  return (
    <Stack spacing={0.5}>
      {call.durationSeconds !== undefined && (
        <Typography data-testid="duration" data-seconds={call.durationSeconds}>
          {t('final.duration', { duration: formatDuration(call.durationSeconds) })}
        </Typography>
      )}
      {sentence !== undefined && <Typography data-testid="quality-sentence">{sentence}</Typography>}
      {call.status === 'left' && <Typography>{t('final.left')}</Typography>}
    </Stack>
  );
}

/** A way back is offered where there can be one: never into what is over. */
function againLabel({ status, refusal }: FinalScreenProps['call']): StringKey | undefined {
  if (status === 'left') return 'final.rejoin';
  if (status === 'superseded') return 'final.useHere';
  if (status !== 'refused') return undefined;
  const action = refusal === undefined ? 'try-again' : ACTION[RECOVERY[refusal]];
  return action === 'home' || action === 'sign-in' || action === 'none' ? undefined : 'final.retry';
}
