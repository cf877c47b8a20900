import Box from '@mui/material/Box';

export interface SectionLink {
  label: string;
  href: string;
  current: boolean;
}

/** Plain links: they can be opened in another tab, bookmarked and gone back from. */
export function SectionNav({ label, sections }: { label: string; sections: readonly SectionLink[] }) {
  return (
    <Box component="nav" aria-label={label} sx={{ overflowX: 'auto' }}>
      <Box component="ul" sx={{ display: 'flex', gap: 0.5, listStyle: 'none', m: 0, p: 0 }}>
        {sections.map((section) => (
          <li key={section.href}>
            <Box
              component="a"
              href={section.href}
              aria-current={section.current ? 'page' : undefined}
              sx={{
                display: 'block',
                px: { xs: 1.25, sm: 1.5 },
                py: 1.25,
                whiteSpace: 'nowrap',
                color: section.current ? 'primary.main' : 'text.primary',
                fontWeight: section.current ? 600 : 400,
                textDecoration: 'none',
                borderBottom: 3,
                borderColor: section.current ? 'primary.main' : 'transparent',
                '&:hover': { bgcolor: 'action.hover' },
                '&:focus-visible': { outline: 2, outlineColor: 'primary.main', outlineOffset: -2, outlineStyle: 'solid' },
              }}
            >
              {section.label}
            </Box>
          </li>
        ))}
      </Box>
    </Box>
  );
}
