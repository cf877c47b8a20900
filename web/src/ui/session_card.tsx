import Box from '@mui/material/Box';
import Paper from '@mui/material/Paper';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useId, type ReactNode } from 'react';
import { JoinLink, type JoinLinkProps } from './join_link';

export interface SessionCardProps {
  /** "Your next session" */
  eyebrow: string;
  title: string;
  when: string;
  zone: string;
  chips: ReactNode;
  /** How it stands with the door; said again by screen readers only when it changes for good. */
  door: string;
  /** What counts down, and is not said every second. */
  countdown: string | undefined;
  /** What one can do while the door stays shut. */
  advice: string | undefined;
  join: Omit<JoinLinkProps, 'describedBy'>;
}

/** The one session that matters now. */
export function SessionCard(props: SessionCardProps) {
  const doorId = useId();
  return (
    <Paper
      component="section"
      aria-label={props.eyebrow}
      elevation={2}
      data-testid="next-session"
      sx={{ p: { xs: 2, sm: 3 }, borderRadius: 2, borderLeft: 6, borderColor: 'primary.main' }}
    >
      <Stack direction={{ xs: 'column', sm: 'row' }} spacing={2} sx={{ alignItems: { sm: 'center' } }}>
        <Box sx={{ flexGrow: 1, minWidth: 0 }}>
          <Typography sx={{ color: 'primary.main', fontWeight: 600 }}>{props.eyebrow}</Typography>
          <Typography component="h2" variant="h6" sx={{ overflowWrap: 'anywhere' }}>
            {props.title}
          </Typography>
          <Typography sx={{ mt: 0.5 }}>{props.when}</Typography>
          <Typography variant="body2" color="textSecondary">
            {props.zone}
          </Typography>
          <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1, mt: 1.5 }}>
            {props.chips}
          </Stack>
        </Box>
        <Stack spacing={1} sx={{ minWidth: { sm: 260 }, maxWidth: { sm: 320 } }}>
          <JoinLink {...props.join} size="large" describedBy={doorId} />
          <Box id={doorId}>
            {props.countdown !== undefined && (
              <Typography role="timer" data-testid="countdown" sx={{ fontWeight: 600, fontVariantNumeric: 'tabular-nums' }}>
                {props.countdown}
              </Typography>
            )}
            <Typography role="status" data-testid="door">
              {props.door}
            </Typography>
            {props.advice !== undefined && (
              <Typography variant="body2" color="textSecondary">
                {props.advice}
              </Typography>
            )}
          </Box>
        </Stack>
      </Stack>
    </Paper>
  );
}
