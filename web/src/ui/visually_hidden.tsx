import Box from '@mui/material/Box';
import type { AriaAttributes, AriaRole, ReactNode } from 'react';

export interface VisuallyHiddenProps {
  role?: AriaRole;
  live?: AriaAttributes['aria-live'];
  testId?: string;
  children?: ReactNode;
}

/** For screen readers alone: a word for what others see, or a live region. */
export function VisuallyHidden({ role, live, testId, children }: VisuallyHiddenProps) {
  return (
    <Box
      component="span"
      role={role}
      aria-live={live}
      data-testid={testId}
      sx={{
        position: 'absolute',
        width: '1px',
        height: '1px',
        m: '-1px',
        p: 0,
        border: 0,
        overflow: 'hidden',
        clipPath: 'inset(50%)',
        whiteSpace: 'nowrap',
      }}
    >
      {children}
    </Box>
  );
}
