import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { SessionFacts } from '../../core/call/lobby';
import { formatDate, t } from '../../i18n';
import { peopleText } from '../texts';

/** Whose session it is, and when. */
export function SessionFactsText({ facts }: { facts: SessionFacts }) {
  const people = peopleText(facts);
  const type = facts.sessionType && t(`sessions.type.${facts.sessionType}`);
  if (people === undefined && facts.sessionDate === undefined) return null;
  return (
    <Box data-testid="session-facts">
      {people !== undefined && <Typography sx={{ fontWeight: 600 }}>{people}</Typography>}
      {facts.sessionDate !== undefined && (
        <Typography color="textSecondary">{[type, formatDate(facts.sessionDate)].filter(Boolean).join(' · ')}</Typography>
      )}
    </Box>
  );
}
