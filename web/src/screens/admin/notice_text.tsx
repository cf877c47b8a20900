import Button from '@mui/material/Button';
import type { Notice } from '../../core/admin/notice';
import { t } from '../../i18n';
import { LiveNote } from '../../ui/live_note';

export interface NoticeLineProps {
  notice: Notice | undefined;
  copyLink?: (sessionId: string) => void;
}

/** What was just done. */
export function NoticeLine({ notice, copyLink }: NoticeLineProps) {
  return (
    <LiveNote>
      {notice && noticeText(notice)}
      {notice?.kind === 'session-created' && copyLink && (
        <Button
          size="small"
          onClick={() => {
            copyLink(notice.sessionId);
          }}
        >
          {t('admin.copyLink')}
        </Button>
      )}
    </LiveNote>
  );
}

function noticeText(notice: Notice): string {
  switch (notice.kind) {
    case 'session-created':
      return t('admin.notice.session-created');
    case 'session-changed':
      return t('admin.notice.session-changed');
    case 'user-created':
      return t('admin.notice.user-created', { name: notice.name });
    case 'user-changed':
      return t('admin.notice.user-changed', { name: notice.name });
    case 'copied':
      return t('admin.notice.copied');
    case 'copy-failed':
      return t('admin.notice.copy-failed', { link: notice.link });
  }
}
