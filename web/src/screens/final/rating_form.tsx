import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useEffect, useRef, useState } from 'react';
import type { GivenRating, RatingSnapshot } from '../../core/call/rating';
import { formatNumber, t } from '../../i18n';
import { StarRating, type Stars } from '../../ui/star_rating';
import { causeText } from '../errors/problem';

/** contract/openapi.yaml, POST /video-calls/rating/:sessionId */
const MAX_COMMENT = 2000;
/** From here on it is said how much room there is. */
const NEARLY_FULL = MAX_COMMENT - 200;

interface Draft {
  stars: Stars | undefined;
  comment: string;
  /** The rating that it is to replace: when there is a newer one, it has been sent. */
  over: GivenRating | undefined;
}

/** There is nothing to rate for who was never in a call, nor for who only looked after it. */
export function asksForRating({ state, submit }: RatingSnapshot): boolean {
  return submit !== undefined || state !== 'idle';
}

/**
 * One to five stars and, for who wants to, a comment. What was entered stays when it could not be sent; what was given is
 * shown, and can be changed.
 */
export function RatingForm(rating: RatingSnapshot) {
  const { state, given } = rating;
  const [kept, setDraft] = useState<Draft | undefined>(undefined);
  const draft = state === 'sent' && kept?.over !== given ? undefined : kept;
  if (given && !draft) {
    return (
      <Given
        given={given}
        justSent={state === 'sent'}
        change={rating.submit && (() => { setDraft({ ...given, over: given }); })}
      />
    );
  }
  return <Form rating={rating} draft={draft ?? { stars: undefined, comment: '', over: given }} setDraft={setDraft} />;
}

interface FormProps {
  rating: RatingSnapshot;
  draft: Draft;
  setDraft: (draft: Draft) => void;
}

function Form({ rating: { state, refusal, submit }, draft, setDraft }: FormProps) {
  const { stars, comment } = draft;
  const editable = state !== 'sending';
  return (
    <Stack
      component="form"
      spacing={2}
      data-testid="rating-form"
      data-state={state}
      onSubmit={(event) => {
        event.preventDefault();
        if (stars !== undefined) submit?.(stars, comment);
      }}
    >
      <StarRating
        question={t('rating.question')}
        labels={{
          1: t('rating.star.1'),
          2: t('rating.star.2'),
          3: t('rating.star.3'),
          4: t('rating.star.4'),
          5: t('rating.star.5'),
        }}
        noneLabel={t('rating.none')}
        value={stars}
        choose={editable ? (next) => { setDraft({ ...draft, stars: next }); } : undefined}
      />
      <Typography variant="body2" color="textSecondary">
        {t('rating.about')}
      </Typography>
      <TextField
        label={t('rating.comment')}
        multiline
        minRows={2}
        maxRows={6}
        value={comment}
        disabled={!editable}
        helperText={
          comment.length > NEARLY_FULL && t('rating.left', { count: formatNumber(MAX_COMMENT - comment.length) })
        }
        slotProps={{ htmlInput: { maxLength: MAX_COMMENT, 'data-testid': 'rating-comment' } }}
        onChange={(event) => {
          setDraft({ ...draft, comment: event.target.value });
        }}
      />
      {state === 'failed' && (
        <Alert severity="warning" role="alert" icon={false} data-testid="rating-failed">
          {refusal !== undefined && `${causeText(refusal)} `}
          {t('rating.failed')}
        </Alert>
      )}
      <Button
        type="submit"
        variant="outlined"
        data-testid="rating-submit"
        loading={state === 'sending'}
        disabled={!submit || stars === undefined}
        sx={{ alignSelf: 'flex-start', minWidth: 120 }}
      >
        {t('rating.submit')}
      </Button>
    </Stack>
  );
}

interface GivenProps {
  given: GivenRating;
  justSent: boolean;
  change: (() => void) | undefined;
}

function Given({ given, justSent, change }: GivenProps) {
  const thanks = useRef<HTMLDivElement>(null);
  // The button that had the focus is gone: the thanks take it, so that a keyboard or a screen reader is not lost.
  useEffect(() => {
    if (justSent) thanks.current?.focus();
  }, [justSent]);
  return (
    <Stack spacing={1} data-testid="rating-given" data-stars={given.stars} sx={{ alignItems: 'flex-start' }}>
      {justSent && (
        <Alert ref={thanks} severity="success" role="status" tabIndex={-1} icon={false} data-testid="rating-sent">
          {t('rating.sent')}
        </Alert>
      )}
      <Typography>{t('rating.given', { rating: formatNumber(given.stars) })}</Typography>
      {given.comment !== '' && (
        <Typography component="blockquote" color="textSecondary" sx={{ m: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {given.comment}
        </Typography>
      )}
      {change && (
        <Button variant="text" data-testid="rating-change" onClick={change}>
          {t('rating.change')}
        </Button>
      )}
    </Stack>
  );
}
