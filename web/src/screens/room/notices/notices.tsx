import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import type { RoomProps } from '../../../hooks/room_props';
import { t } from '../../../i18n';
import type { Problem } from '../../errors/problem';
import { AdaptationNotice, hasAdaptationNotice } from '../quality/adaptation_note';
import { reasonText } from '../quality/quality_texts';
import { ConnectionBanner, hasConnectionBanner } from './connection_banner';
import { DeviceNotices } from './device_notices';
import { Dismissible } from './dismissible';
import { ShareNotice } from './share_notice';
import { VoiceNotices } from './voice_notices';

export interface NoticesProps extends Pick<RoomProps, 'call' | 'media' | 'voice' | 'screen' | 'quality'> {
  openHelp: (problem: Problem) => void;
}

/** From this level down the reason is worth a word of its own. */
const POOR = 2;

/**
 * What one should know now, over the upper edge of the picture. The two live regions are always there, for one that
 * comes with its text is not always announced; the notices in them have no role of their own.
 */
export function Notices({ call, media, voice, screen, quality, openHelp }: NoticesProps) {
  const adapted = hasAdaptationNotice(quality);
  const poor = quality.level !== undefined && quality.level <= POOR && !adapted && !BY_THE_TILE.has(quality.reason);
  return (
    <Box
      role="group"
      aria-label={t('call.notices')}
      sx={{
        position: 'absolute',
        zIndex: 3,
        top: 8,
        left: 16,
        right: 16,
        mx: 'auto',
        maxWidth: 560,
        maxHeight: 'calc(100% - 16px)',
        overflowY: 'auto',
        // Where there is nothing to read, what lies below can be pressed.
        pointerEvents: 'none',
        '& .MuiAlert-root': {
          pointerEvents: 'auto',
          mb: 1,
          py: 0.25,
          alignItems: 'center',
          flexWrap: 'wrap',
          // In the dark scheme it would melt into the picture.
          border: '1px solid rgba(255,255,255,0.3)',
        },
        // Words first: the button goes below them where both do not fit.
        '& .MuiAlert-message': { flex: '1 1 200px', minWidth: 0 },
        '& .MuiAlert-action': { pt: 0, whiteSpace: 'nowrap' },
        '& button': { pointerEvents: 'auto' },
      }}
    >
      {hasConnectionBanner(call) && <ConnectionBanner call={call} />}
      <div role="alert">
        {call.problem === 'END_FAILED' && (
          <Alert severity="error" role="none">
            {t('call.endFailed')}
          </Alert>
        )}
      </div>
      <div aria-live="polite">
        <VoiceNotices media={media} voice={voice} />
        <DeviceNotices media={media} screen={screen} quality={quality} openHelp={openHelp} />
        {screen.state === 'on' && <ShareNotice screen={screen} />}
        {adapted && <AdaptationNotice quality={quality} />}
        {poor && (
          <Dismissible about={`${quality.reason ?? ''} ${quality.side ?? ''}`}>
            <Alert severity="warning" role="none" data-testid="poor-quality">
              {reasonText(quality)}
            </Alert>
          </Dismissible>
        )}
      </div>
    </Box>
  );
}

/** The picture that they are about says them itself. */
const BY_THE_TILE: ReadonlySet<string | undefined> = new Set(['no-packets', 'frozen']);
