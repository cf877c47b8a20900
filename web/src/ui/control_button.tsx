import ButtonBase from '@mui/material/ButtonBase';
import CircularProgress from '@mui/material/CircularProgress';
import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

export interface ControlButtonProps {
  /** What a press does, in full; it contains the caption's words, so that speech control finds it by them. */
  label: string;
  /** The word under the icon, left out where there is no room for it. */
  caption: string;
  testId: string;
  icon: ReactNode;
  /** Gets the button, for what opens beside it. undefined: the button is disabled. */
  press: ((button: HTMLElement) => void) | undefined;
  /** quiet: as it should be. inverted: a device is off. active: something is going on or open. danger: it ends something. */
  look?: 'quiet' | 'inverted' | 'active' | 'danger';
  busy?: boolean;
  badge?: number;
  state?: string;
  expanded?: boolean | undefined;
  popup?: 'menu' | 'dialog' | undefined;
}

const LOOK = {
  quiet: { color: '#fff', bg: 'rgba(255,255,255,0.16)', hover: 'rgba(255,255,255,0.28)' },
  inverted: { color: '#1a2021', bg: '#fff', hover: '#dfe5e5' },
  active: { color: '#06292c', bg: '#7fcfd6', hover: '#a5e0e5' },
  danger: { color: '#fff', bg: '#c4352b', hover: '#a92b22' },
} as const;

/** One of the large round buttons below the picture, with its word. */
export function ControlButton(props: ControlButtonProps) {
  const { label, caption, testId, icon, press, look = 'quiet', busy = false, badge = 0, state } = props;
  const { color, bg, hover } = LOOK[look];
  return (
    <ButtonBase
      aria-label={label}
      title={label}
      data-testid={testId}
      data-state={state}
      aria-expanded={props.expanded}
      aria-haspopup={props.popup}
      disabled={!press}
      // A pointer's press takes no focus (nor does it in Safari): else the next space bar, meant to hold the microphone,
      // would press this button again.
      onMouseDown={(event) => {
        event.preventDefault();
      }}
      onClick={(event) => press?.(event.currentTarget)}
      sx={{
        flexDirection: 'column',
        gap: 0.25,
        minWidth: 56,
        maxWidth: 88,
        font: 'inherit',
        color: '#fff',
        borderRadius: 2,
        '& .disc': { color, bgcolor: bg },
        '&:hover .disc': { bgcolor: hover },
        '&.Mui-disabled': { color: '#9aa5a6' },
        '&.Mui-disabled .disc': { color: '#9aa5a6', bgcolor: 'rgba(255,255,255,0.1)' },
        '&:focus-visible .disc': { outline: '3px solid #fff', outlineOffset: '2px' },
      }}
    >
      <Box sx={{ position: 'relative' }}>
        <Box className="disc" sx={{ width: 52, height: 52, borderRadius: '50%', display: 'grid', placeItems: 'center' }}>
          {busy ? <CircularProgress aria-hidden size={24} color="inherit" /> : icon}
        </Box>
        {badge > 0 && <CountMark count={badge} />}
      </Box>
      <Box
        component="span"
        aria-hidden
        sx={{ fontSize: 12, lineHeight: 1.3, textAlign: 'center', '@media (max-height: 480px)': { display: 'none' } }}
      >
        {caption}
      </Box>
    </ButtonBase>
  );
}

/** Drawn, not written: the button's name tells the number in words, and speech control looks for what is written. */
function CountMark({ count }: { count: number }) {
  return (
    <Box
      component="span"
      data-count={count}
      sx={{
        position: 'absolute',
        top: -2,
        right: -2,
        minWidth: 22,
        height: 22,
        px: 0.5,
        borderRadius: 11,
        display: 'grid',
        placeItems: 'center',
        fontSize: 13,
        fontWeight: 600,
        color: '#fff',
        bgcolor: '#b3261e',
        '&::after': { content: 'attr(data-count)' },
      }}
    />
  );
}
