import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Typography from '@mui/material/Typography';
import type { QualitySnapshot } from '../../../core/quality/types';
import { t } from '../../../i18n';

type Adaptation = Pick<QualitySnapshot, 'step' | 'sendVideoAnyway' | 'adaptAgain'>;

/** What the network makes of one's own video, and the way to decide otherwise. */
export function AdaptationNote({ quality }: { quality: Adaptation & Pick<QualitySnapshot, 'cameraStuck'> }) {
  if (hasAdaptationNotice(quality)) return <AdaptationNotice quality={quality} />;
  const key = quality.cameraStuck ? 'media.CAMERA_UNSENT' : (`quality.step.${quality.step}` as const);
  return <Typography variant="body2">{t(key)}</Typography>;
}

export function hasAdaptationNotice(quality: Adaptation): boolean {
  return quality.sendVideoAnyway !== undefined || quality.adaptAgain !== undefined;
}

/** Video that is paused, or that the person wants although it should be. */
export function AdaptationNotice({ quality }: { quality: Adaptation }) {
  const paused = quality.sendVideoAnyway !== undefined;
  return (
    <Alert
      severity={paused ? 'info' : 'warning'}
      role="none"
      data-testid={paused ? 'video-paused' : 'video-forced'}
      action={
        <Button color="inherit" onClick={quality.sendVideoAnyway ?? quality.adaptAgain}>
          {t(paused ? 'quality.sendAnyway' : 'quality.adaptAgain')}
        </Button>
      }
    >
      {t(paused ? 'quality.paused' : 'quality.forced')}
    </Alert>
  );
}
