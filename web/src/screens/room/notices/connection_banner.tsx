import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import type { RoomCall } from '../../../hooks/room_props';
import { plural, t } from '../../../i18n';
import { statusText } from '../../texts';

const BROKEN: ReadonlySet<RoomCall['status']> = new Set(['reconnecting', 'remote-reconnecting', 'detached']);

export function hasConnectionBanner({ status, retry }: Pick<RoomCall, 'status' | 'retry'>): boolean {
  return BROKEN.has(status) || retry !== undefined;
}

/**
 * What broke, server or media, and when the next try is. No live region: the status line has said it once, and a
 * countdown must not be read out.
 */
export function ConnectionBanner({ call }: { call: RoomCall }) {
  return (
    <Alert
      severity={call.media === 'flowing' ? 'info' : 'warning'}
      role="none"
      data-testid="connection-banner"
      data-media={call.media}
      action={
        call.retry && (
          <Button color="inherit" data-testid="retry-now" onClick={call.retry.now} sx={{ whiteSpace: 'nowrap' }}>
            {t('retry.now')}
          </Button>
        )
      }
    >
      {statusText(call)} {call.retry && <span data-testid="retry-countdown">{countdownText(call.retrySeconds)}</span>}
    </Alert>
  );
}

function countdownText(seconds: number | undefined): string {
  return seconds === undefined || seconds <= 0 ? t('retry.trying') : plural('retry.in', seconds);
}
