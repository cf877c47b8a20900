import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { PresentPerson } from '../../contract/rest';
import { t } from '../../i18n';

/** Who is in the room already; said again when it changes. */
export function WhoWaits({ present }: { present: readonly PresentPerson[] }) {
  return (
    <Box role="status" data-testid="present" data-count={present.length}>
      {present.length === 0 && <Typography color="textSecondary">{t('lobby.presentNone')}</Typography>}
      {present.map(({ userId, userName, connected }) => (
        <Typography key={userId}>
          {t(connected ? 'lobby.present' : 'lobby.presentLost', { name: userName })}
        </Typography>
      ))}
    </Box>
  );
}
