import Box from '@mui/material/Box';
import { useContext } from 'react';
import type { QualitySnapshot } from '../../core/quality/types';
import type { RoomCall } from '../../hooks/room_props';
import { formatTimer, t } from '../../i18n';
import { PageTools } from '../../ui/page';
import { StatusLine } from '../../ui/status_line';
import { VisuallyHidden } from '../../ui/visually_hidden';
import { statusText, statusTone } from '../texts';
import { NetworkQualityIndicator } from './quality/quality_indicator';
import { shortStatusText } from './room_texts';

/** From this width on the language stands in the header; below, in the menu. */
export const LANGUAGE_IN_HEADER = '(min-width: 900px)';

export interface RoomHeaderProps {
  call: RoomCall;
  quality: QualitySnapshot;
  qualityOpen: boolean;
  toggleQuality: () => void;
}

export function RoomHeader({ call, quality, qualityOpen, toggleQuality }: RoomHeaderProps) {
  const tools = useContext(PageTools);
  return (
    <Box
      component="header"
      sx={{
        position: 'relative',
        display: 'flex',
        alignItems: 'center',
        gap: { xs: 1, sm: 2 },
        px: 2,
        py: 0.5,
        minHeight: 48,
        '@media (max-height: 480px)': { py: 0, minHeight: 44 },
      }}
    >
      <VisuallyHidden>
        <h1>{t('app.title.call')}</h1>
      </VisuallyHidden>
      <Box sx={{ flexGrow: 1, minWidth: 0 }}>
        <StatusLine
          status={call.status}
          text={statusText(call)}
          short={shortStatusText(call.status)}
          tone={statusTone(call)}
        />
      </Box>
      <Box sx={{ display: 'none', [`@media ${LANGUAGE_IN_HEADER}`]: { display: 'block' } }}>{tools}</Box>
      <NetworkQualityIndicator quality={quality} open={qualityOpen} toggle={toggleQuality} />
      {call.elapsedSeconds !== undefined && (
        <Box
          component="time"
          role="timer"
          aria-label={t('call.timer')}
          data-testid="timer"
          sx={{ fontVariantNumeric: 'tabular-nums' }}
        >
          {formatTimer(call.elapsedSeconds)}
        </Box>
      )}
    </Box>
  );
}
