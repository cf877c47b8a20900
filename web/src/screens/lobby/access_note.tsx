import Box from '@mui/material/Box';
import type { Access, LobbySnapshot } from '../../core/call/lobby';
import { formatRelative, formatTimer, t } from '../../i18n';
import { StatusLine } from '../../ui/status_line';
import { VideoCallErrorDisplay } from '../errors/video_call_error_display';
import { accessText } from '../texts';

export interface AccessNoteProps {
  access: Access;
  joining: boolean;
  refresh: LobbySnapshot['refresh'];
  /** Until the door opens; undefined when it is not a matter of waiting. */
  opensInSeconds: number | undefined;
  /** Server time, milliseconds. */
  now: () => number;
}

/** Whether the person may come in; if not, why, until when, and what they can do. */
export function AccessNote({ access, joining, refresh, opensInSeconds, now }: AccessNoteProps) {
  if (access.kind !== 'refused') {
    return (
      <StatusLine
        status={joining ? 'joining' : access.kind === 'open' ? 'ready' : 'checking'}
        text={joining ? t('lobby.joining') : accessText(access, now())}
        tone={access.kind === 'open' && !joining ? 'quiet' : 'busy'}
      />
    );
  }
  // Being early is no trouble: the page says so calmly, and there is nothing to press.
  const early = access.opensAt !== undefined;
  return (
    <VideoCallErrorDisplay
      problem={access.code}
      cause={early ? accessText(access, now()) : undefined}
      severity={early ? 'info' : 'warning'}
      role={early ? 'status' : 'alert'}
      retry={early ? undefined : refresh}
    >
      {early && opensInSeconds !== undefined && <Countdown seconds={opensInSeconds} />}
    </VideoCallErrorDisplay>
  );
}

const HOUR = 3600;
const MS = 1000;

// A timer (WAI-ARIA: not announced by itself), or a screen reader would read every second of it.
function Countdown({ seconds }: { seconds: number }) {
  const far = seconds >= HOUR;
  return (
    <Box
      role="timer"
      aria-live="off"
      data-testid="countdown"
      sx={{ mt: 1, fontSize: '1.25rem', fontWeight: 600, fontVariantNumeric: 'tabular-nums' }}
    >
      {far
        ? t('lobby.countdownFar', { when: formatRelative(seconds * MS) })
        : t('lobby.countdown', { time: formatTimer(seconds) })}
    </Box>
  );
}
