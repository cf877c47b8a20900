import Alert from '@mui/material/Alert';
import type { LocalMediaSnapshot, MediaKind, MediaNotice as Notice } from '../../core/media/types';
import { t } from '../../i18n';

export interface MediaNoticeProps {
  media: Pick<LocalMediaSnapshot, MediaKind | 'notice' | 'dismissNotice'>;
}

/** What happened to a device without the person's doing. It has no role of its own: it belongs into a live region. */
export function MediaNotice({ media }: MediaNoticeProps) {
  const { notice, dismissNotice } = media;
  // A lost device that could not be replaced has failed: that says more, and what to do.
  if (!notice || (notice.what === 'lost' && media[notice.kind].failure !== undefined)) return null;
  return (
    <Alert
      severity={notice.what === 'lost' ? 'warning' : 'info'}
      role="none"
      data-testid="media-notice"
      data-what={notice.what}
      {...(dismissNotice && { onClose: dismissNotice })}
      closeText={t('notice.dismiss')}
    >
      {textOf(notice)}
    </Alert>
  );
}

function textOf(notice: Notice): string {
  if (notice.what !== 'switched') return t(`notice.${notice.what}.${notice.kind}`);
  return notice.label === ''
    ? t(`notice.switchedUnnamed.${notice.kind}`)
    : t(`notice.switched.${notice.kind}`, { label: notice.label });
}
