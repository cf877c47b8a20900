import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useId, type ReactNode } from 'react';
import { JoinLink, type JoinLinkProps } from './join_link';

export interface SessionRowProps {
  time: string;
  title: string;
  chips: ReactNode;
  /** When it opens, or why it stays shut. */
  note: string | undefined;
  /** undefined: joining is not of this day. */
  join: Omit<JoinLinkProps, 'describedBy'> | undefined;
  muted?: boolean;
}

/** One session of a day, in one line where there is room for it. */
export function SessionRow({ time, title, chips, note, join, muted = false }: SessionRowProps) {
  const noteId = useId();
  return (
    <Box
      component="li"
      data-testid="session-item"
      sx={{
        display: 'grid',
        gridTemplateColumns: { xs: '5em 1fr', md: '5.5em 1fr auto 8em' },
        columnGap: 2,
        rowGap: 0.75,
        alignItems: { xs: 'start', md: 'center' },
        py: 1,
        borderBottom: 1,
        borderColor: 'divider',
        '&:last-of-type': { borderBottom: 0 },
      }}
    >
      <Typography sx={{ fontWeight: muted ? 400 : 600, fontVariantNumeric: 'tabular-nums', whiteSpace: 'nowrap' }}>
        {time}
      </Typography>
      <Box sx={{ minWidth: 0 }}>
        <Typography {...(muted && { color: 'textSecondary' })} sx={{ overflowWrap: 'anywhere' }}>
          {title}
        </Typography>
        {note !== undefined && (
          <Typography id={noteId} variant="body2" color="textSecondary">
            {note}
          </Typography>
        )}
      </Box>
      <Box sx={{ gridColumn: { xs: '2', md: 'auto' }, display: 'flex', flexWrap: 'wrap', gap: 0.75 }}>{chips}</Box>
      {join && (
        <Box sx={{ gridColumn: { xs: '2', md: '4' }, justifySelf: { md: 'end' } }}>
          <JoinLink {...join} {...(note !== undefined && { describedBy: noteId })} />
        </Box>
      )}
    </Box>
  );
}
