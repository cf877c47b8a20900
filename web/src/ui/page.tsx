import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Typography from '@mui/material/Typography';
import { createContext, useContext, useEffect, useRef, type ReactNode } from 'react';

export interface PageProps {
  name: string;
  title: string;
  width?: number;
  actions?: ReactNode;
  /** This page takes the place of another that had the focus: its title gets it, and a screen reader reads it. */
  focusTitle?: boolean;
  children: ReactNode;
}

/** What stands in the header of every page; whoever draws the app provides it once. */
export const PageTools = createContext<ReactNode>(null);

/** One card in the middle of the window. */
export function Page({ name, title, width = 560, actions, focusTitle = false, children }: PageProps) {
  const tools = useContext(PageTools);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focusTitle) heading.current?.focus({ preventScroll: true });
  }, [focusTitle]);
  return (
    <Box
      sx={{ minHeight: '100%', display: 'flex', flexDirection: 'column', alignItems: 'center', p: { xs: 1.5, sm: 3 } }}
    >
      <Box
        component="header"
        sx={{ width: '100%', maxWidth: width, display: 'flex', alignItems: 'center', mb: 1.5, minHeight: 44 }}
      >
        <Typography component="span" sx={{ fontWeight: 700, color: 'primary.main', flexGrow: 1, px: 0.5 }}>
          {name}
        </Typography>
        {actions}
        {tools}
      </Box>
      <Paper component="main" elevation={2} sx={{ width: '100%', maxWidth: width, p: { xs: 2, sm: 3 }, borderRadius: 2 }}>
        <Typography ref={heading} component="h1" variant="h5" tabIndex={-1} sx={{ mb: 2, fontWeight: 600, outline: 'none' }}>
          {title}
        </Typography>
        {children}
      </Paper>
    </Box>
  );
}
