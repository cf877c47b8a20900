import Box from '@mui/material/Box';
import { useState, type ReactNode } from 'react';

export interface DisclosureProps {
  title: string;
  /** The level of the title among the page's headings; without it, the title is plain text. */
  heading?: 2 | 3 | 4;
  /** Open at first; the person decides from then on. */
  open?: boolean;
  testId?: string;
  children: ReactNode;
}

/** A title that shows and hides what belongs to it; what is hidden is not drawn. */
export function Disclosure({ title, heading, open: openAtFirst = false, testId, children }: DisclosureProps) {
  const [open, setOpen] = useState(openAtFirst);
  const Title = heading === undefined ? 'span' : (`h${String(heading)}` as 'h2' | 'h3' | 'h4');
  return (
    <Box
      component="details"
      data-testid={testId}
      open={open}
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
      sx={{ borderBottom: 1, borderColor: 'divider', '&:first-of-type': { borderTop: 1, borderColor: 'divider' } }}
    >
      <Box
        component="summary"
        sx={{
          display: 'flex',
          alignItems: 'center',
          gap: 1.5,
          minHeight: 48,
          py: 0.75,
          px: 0.5,
          cursor: 'pointer',
          listStyle: 'none',
          borderRadius: 1,
          '&::-webkit-details-marker': { display: 'none' },
          '&:hover': { bgcolor: 'action.hover' },
          '&::before': {
            content: '""',
            flexShrink: 0,
            width: 8,
            height: 8,
            borderRight: '2px solid currentColor',
            borderBottom: '2px solid currentColor',
            transform: open ? 'rotate(45deg)' : 'rotate(-45deg)',
          },
        }}
      >
        <Box component={Title} sx={{ m: 0, fontSize: '1rem', fontWeight: 600 }}>
          {title}
        </Box>
      </Box>
      {open && <Box sx={{ px: 0.5, pt: 0.5, pb: 2 }}>{children}</Box>}
    </Box>
  );
}
