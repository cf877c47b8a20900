import Box from '@mui/material/Box';

export type Tone = 'good' | 'busy' | 'bad' | 'quiet';

const DOT: Readonly<Record<Tone, string>> = { good: '#3f9a6b', busy: '#d99a1c', bad: '#d9534f', quiet: '#8a9496' };

/** A word about the state of something; the colour only repeats the word. */
export function StatusChip({ tone, label }: { tone: Tone; label: string }) {
  return (
    <Box
      component="span"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.75,
        px: 1,
        py: 0.25,
        border: 1,
        borderColor: 'divider',
        borderRadius: 5,
        typography: 'body2',
        maxWidth: '100%',
        whiteSpace: { xs: 'normal', sm: 'nowrap' },
        overflowWrap: 'anywhere',
      }}
    >
      <Box component="span" aria-hidden sx={{ width: 8, height: 8, borderRadius: '50%', flexShrink: 0, bgcolor: DOT[tone] }} />
      {label}
    </Box>
  );
}
