import CircularProgress from '@mui/material/CircularProgress';
import IconButton from '@mui/material/IconButton';
import Tooltip from '@mui/material/Tooltip';
import type { ReactNode } from 'react';

export interface DeviceButtonProps {
  label: string;
  testId: string;
  state: 'off' | 'starting' | 'on' | 'failed';
  onIcon: ReactNode;
  offIcon: ReactNode;
  /** undefined: the button is disabled. */
  toggle: (() => void) | undefined;
}

/** A microphone or camera switch. */
export function DeviceButton({ label, testId, state, onIcon, offIcon, toggle }: DeviceButtonProps) {
  const on = state === 'on';
  return (
    <Tooltip title={label}>
      <span>
        <IconButton
          aria-label={label}
          aria-pressed={on}
          data-testid={testId}
          data-state={state}
          disabled={!toggle}
          onClick={toggle}
          sx={{
            width: 52,
            height: 52,
            color: on ? '#fff' : '#1a2021',
            bgcolor: on ? 'rgba(255,255,255,0.16)' : '#fff',
            '&:hover': { bgcolor: on ? 'rgba(255,255,255,0.28)' : '#dfe5e5' },
            '&.Mui-disabled': { color: '#9aa5a6', bgcolor: 'rgba(255,255,255,0.1)' },
          }}
        >
          {state === 'starting' ? <CircularProgress size={24} color="inherit" /> : on ? onIcon : offIcon}
        </IconButton>
      </span>
    </Tooltip>
  );
}
