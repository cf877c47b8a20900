import Box from '@mui/material/Box';
import type { ReactNode } from 'react';

/** A line that is said when it comes. It is always on the page, because what arrives with its region is not said. */
export function LiveNote({ children }: { children: ReactNode }) {
  return (
    <Box role="status" aria-live="polite" data-testid="notice" sx={{ '&:not(:empty)': { my: 1 }, overflowWrap: 'anywhere' }}>
      {children}
    </Box>
  );
}
