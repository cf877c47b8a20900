import Box from '@mui/material/Box';

export interface StatusLineProps {
  status: string;
  text: string;
  tone: 'quiet' | 'busy' | 'bad';
}

const DOT = { quiet: '#4caf7d', busy: '#f2b84b', bad: '#e5534b' } as const;

/** Says what is going on, to the eye and to a screen reader. */
export function StatusLine({ status, text, tone }: StatusLineProps) {
  return (
    <Box
      role="status"
      aria-live="polite"
      data-testid="status"
      data-status={status}
      sx={{ display: 'flex', alignItems: 'center', gap: 1, minWidth: 0 }}
    >
      <Box component="span" aria-hidden sx={{ width: 10, height: 10, flexShrink: 0, borderRadius: '50%', bgcolor: DOT[tone] }} />
      <Box component="span">{text}</Box>
    </Box>
  );
}
