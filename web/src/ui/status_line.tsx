import Box from '@mui/material/Box';
import { VisuallyHidden } from './visually_hidden';

export interface StatusLineProps {
  status: string;
  text: string;
  /** Shown in place of `text` where there is little room; who listens is told `text`. */
  short?: string;
  tone: 'quiet' | 'busy' | 'bad';
}

const DOT = { quiet: '#4caf7d', busy: '#f2b84b', bad: '#e5534b' } as const;

/** Says what is going on, to the eye and to a screen reader. */
export function StatusLine({ status, text, short, tone }: StatusLineProps) {
  return (
    <Box
      role="status"
      aria-live="polite"
      data-testid="status"
      data-status={status}
      sx={{ display: 'flex', alignItems: 'center', gap: 1, minWidth: 0, position: 'relative' }}
    >
      <Box component="span" aria-hidden sx={{ width: 10, height: 10, flexShrink: 0, borderRadius: '50%', bgcolor: DOT[tone] }} />
      {short === undefined ? (
        <Box component="span">{text}</Box>
      ) : (
        <>
          <Box component="span" aria-hidden>
            {short}
          </Box>
          <VisuallyHidden>{text}</VisuallyHidden>
        </>
      )}
    </Box>
  );
}
