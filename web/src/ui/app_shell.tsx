import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import Typography from '@mui/material/Typography';
import { useContext, useEffect, useRef, type ReactNode } from 'react';
import { PageTools } from './page';
import { SectionNav, type SectionLink } from './section_nav';

export interface AppShellProps {
  /** The product. */
  name: string;
  /** The section that is shown. */
  title: string;
  sections: readonly SectionLink[];
  sectionsLabel: string;
  skipLabel: string;
  actions: ReactNode;
  children: ReactNode;
}

const WIDTH = 1160;

/** A page of several sections: name and ways to go on top, one section below. */
export function AppShell({ name, title, sections, sectionsLabel, skipLabel, actions, children }: AppShellProps) {
  const tools = useContext(PageTools);
  const heading = useTitle(title, name);
  return (
    <Box sx={{ minHeight: '100%', px: { xs: 1.5, sm: 3 }, py: 1.5, maxWidth: WIDTH, mx: 'auto' }}>
      <Box component="header" sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', columnGap: 2, mb: 2 }}>
        <SkipLink label={skipLabel} target={heading} />
        <Typography component="a" href="/" sx={{ fontWeight: 700, color: 'primary.main', textDecoration: 'none', py: 1.25 }}>
          {name}
        </Typography>
        <Box sx={{ ml: 'auto', display: 'flex', alignItems: 'center', gap: 0.5, order: { md: 3 } }}>
          {tools}
          {actions}
        </Box>
        <Box sx={{ flexBasis: { xs: '100%', md: 'auto' }, maxWidth: '100%', minWidth: 0, order: { md: 2 } }}>
          <SectionNav label={sectionsLabel} sections={sections} />
        </Box>
      </Box>
      <Box component="main">
        <Typography component="h1" variant="h5" tabIndex={-1} ref={heading} sx={{ mb: 2, fontWeight: 600, outline: 'none' }}>
          {title}
        </Typography>
        {children}
      </Box>
    </Box>
  );
}

// Whoever went to another section, by keyboard or with a screen reader, is taken to its heading.
function useTitle(title: string, name: string) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(title);
  useEffect(() => {
    document.title = `${title} · ${name}`;
    if (shown.current !== title) heading.current?.focus();
    shown.current = title;
  }, [title, name]);
  return heading;
}

function SkipLink({ label, target }: { label: string; target: React.RefObject<HTMLElement | null> }) {
  return (
    <Link
      href="#"
      onClick={(event) => {
        // The fragment names the section: following it would leave the one that is shown.
        event.preventDefault();
        target.current?.focus();
      }}
      sx={{
        position: 'absolute',
        left: -9999,
        '&:focus': { left: 8, top: 8, zIndex: 'tooltip', bgcolor: 'background.paper', p: 1.5, borderRadius: 1 },
      }}
    >
      {label}
    </Link>
  );
}
