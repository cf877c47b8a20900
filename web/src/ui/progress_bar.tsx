import Box from '@mui/material/Box';

export interface ProgressBarProps {
  label: string;
  /** 0 to 1. */
  share: number;
}

const PERCENT = 100;

/** How much of something is done. */
export function ProgressBar({ label, share }: ProgressBarProps) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * PERCENT);
  return (
    <Box
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={PERCENT}
      aria-valuenow={percent}
      sx={{ height: 6, borderRadius: 3, overflow: 'hidden', bgcolor: 'action.disabledBackground' }}
    >
      <Box
        style={{ transform: `scaleX(${String(percent / PERCENT)})` }}
        sx={{ height: '100%', transformOrigin: 'left', bgcolor: 'primary.main' }}
      />
    </Box>
  );
}
