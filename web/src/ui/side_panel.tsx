import Box from '@mui/material/Box';
import Dialog from '@mui/material/Dialog';
import IconButton from '@mui/material/IconButton';
import Typography from '@mui/material/Typography';
import useMediaQuery from '@mui/material/useMediaQuery';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { CloseIcon } from './call_icons';

export interface SidePanelProps {
  title: string;
  closeLabel: string;
  testId: string;
  close: () => void;
  children: ReactNode;
}

/** There is room for a panel beside the picture. */
export const WIDE = '(min-width: 900px) and (min-height: 480px)';

/** Beside the picture where there is room, over it all where there is not. Escape closes it. */
export function SidePanel({ title, closeLabel, testId, close, children }: SidePanelProps) {
  const wide = useMediaQuery(WIDE, { noSsr: true });
  const titleId = useId();
  const head = <PanelHead title={title} titleId={titleId} closeLabel={closeLabel} close={close} wide={wide} />;
  if (wide) {
    return (
      <Box
        component="aside"
        aria-labelledby={titleId}
        data-testid={testId}
        onKeyDown={(event) => {
          if (event.key === 'Escape') close();
        }}
        sx={{
          width: 340,
          flexShrink: 0,
          minHeight: 0,
          display: 'flex',
          flexDirection: 'column',
          borderRadius: 2,
          bgcolor: 'background.paper',
          color: 'text.primary',
          mr: 1,
        }}
      >
        <FocusReturn />
        {head}
        {children}
      </Box>
    );
  }
  return (
    <Dialog
      open
      fullScreen
      onClose={close}
      aria-labelledby={titleId}
      data-testid={testId}
      // What the on-screen keyboard leaves free, where the browser tells (dvh).
      slotProps={{ paper: { sx: { height: '100dvh' } } }}
    >
      {head}
      {children}
    </Dialog>
  );
}

function PanelHead({ title, titleId, closeLabel, close, wide }: Omit<SidePanelProps, 'children' | 'testId'> & { titleId: string; wide: boolean }) {
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', pl: 2, pr: 0.5, py: 0.5, borderBottom: 1, borderColor: 'divider' }}>
      <Typography id={titleId} component="h2" sx={{ flexGrow: 1, fontWeight: 600 }}>
        {title}
      </Typography>
      {/* In a sheet the focus must go somewhere inside: to what leads out again. */}
      <IconButton aria-label={closeLabel} title={closeLabel} onClick={close} autoFocus={!wide} sx={{ width: 44, height: 44 }}>
        <CloseIcon />
      </IconButton>
    </Box>
  );
}

/** Gives the focus back to what had it when the panel opened; what is modal does so by itself. */
function FocusReturn() {
  const ref = useRef<HTMLSpanElement>(null);
  // Asked while drawing for the first time: afterwards something in the panel may have taken it already.
  const [before] = useState(() => document.activeElement);
  useEffect(() => {
    const panel = ref.current?.parentElement;
    return () => {
      const lost = document.activeElement === document.body || panel?.contains(document.activeElement);
      if (lost === true && before instanceof HTMLElement) before.focus();
    };
  }, [before]);
  return <span ref={ref} hidden />;
}
