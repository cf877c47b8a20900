import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useEffect, useRef, useState } from 'react';
import type { RatingSnapshot } from '../../core/call/rating';
import { formatNumber, t } from '../../i18n';
import { StarRating, type Stars } from '../../ui/star_rating';
import { causeText } from '../errors/problem';

/** contract/openapi.yaml, POST /video-calls/rating/:sessionId */
const MAX_COMMENT = 2000;
/** From here on it is said how much room there is. */
const NEARLY_FULL = MAX_COMMENT - 200;

/** One to five stars and, for who wants to, a comment. What was entered stays when it could not be sent. */
export function RatingForm({ state, refusal, submit }: RatingSnapshot) {
  const [stars, setStars] = useState<Stars | undefined>(undefined);
  const [comment, setComment] = useState('');
  if (state === 'sent') return <Sent />;
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
        choose={editable ? setStars : undefined}
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
          setComment(event.target.value);
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

// The button that had the focus is gone: the thanks take it, so that a keyboard or a screen reader is not lost.
function Sent() {
  const ref = useRef<HTMLDivElement>(null);
  useEffect(() => {
    ref.current?.focus();
  }, []);
  return (
    <Alert ref={ref} severity="success" role="status" tabIndex={-1} icon={false} data-testid="rating-sent">
      {t('rating.sent')}
    </Alert>
  );
}
