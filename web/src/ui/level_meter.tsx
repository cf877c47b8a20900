import Box from '@mui/material/Box';

export interface LevelMeterProps {
  label: string;
  /** 0 to 1. */
  level: number;
}

const PERCENT = 100;

/** How loud it is now. Not announced while it changes (WAI-ARIA meter is no live region): who asks is told. */
export function LevelMeter({ label, level }: LevelMeterProps) {
  const percent = Math.round(Math.min(1, Math.max(0, level)) * PERCENT);
  return (
    <Box
      role="meter"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={PERCENT}
      aria-valuenow={percent}
      sx={{ height: 10, borderRadius: 5, overflow: 'hidden', bgcolor: 'action.disabledBackground' }}
    >
      <Box
        // An attribute of the element, not a style text: the policy has nothing to say about it.
        style={{ transform: `scaleX(${String(percent / PERCENT)})` }}
        sx={{ height: '100%', transformOrigin: 'left', borderRadius: 5, bgcolor: 'success.main' }}
      />
    </Box>
  );
}
