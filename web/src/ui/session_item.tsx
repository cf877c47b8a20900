import Button from '@mui/material/Button';
import ListItem from '@mui/material/ListItem';
import ListItemText from '@mui/material/ListItemText';

export interface SessionItemProps {
  title: string;
  when: string;
  /** Why it cannot be joined now. */
  reason: string | undefined;
  joinLabel: string;
  /** undefined: cannot be joined now. */
  joinHref: string | undefined;
}

export function SessionItem({ title, when, reason, joinLabel, joinHref }: SessionItemProps) {
  return (
    <ListItem disableGutters divider sx={{ gap: 2, flexWrap: 'wrap' }} data-testid="session-item">
      <ListItemText
        primary={title}
        secondary={reason === undefined ? when : `${when} — ${reason}`}
        sx={{ flex: '1 1 220px' }}
      />
      {joinHref !== undefined && (
        <Button variant="contained" href={joinHref}>
          {joinLabel}
        </Button>
      )}
    </ListItem>
  );
}
