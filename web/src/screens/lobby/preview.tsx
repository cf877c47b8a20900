import Box from '@mui/material/Box';
import type { LocalMediaSnapshot, VoiceSnapshot } from '../../core/media/types';
import type { Model } from '../../core/model';
import { useSelected } from '../../hooks/use_selected';
import { t } from '../../i18n';
import { LevelMeter } from '../../ui/level_meter';
import { MediaView } from '../../ui/media_view';
import { DeviceToggles } from '../devices/device_toggles';

export interface PreviewProps {
  media: LocalMediaSnapshot;
  voice: Model<VoiceSnapshot>;
}

/** One's own picture as the other will get it, the two switches, and a bar that shows that one is heard. */
export function Preview({ media, voice }: PreviewProps) {
  return (
    <Box
      sx={{
        position: 'relative',
        width: '100%',
        aspectRatio: '4 / 3',
        maxHeight: { xs: '38vh', sm: '60vh' },
        minHeight: 180,
        overflow: 'hidden',
        borderRadius: 2,
        bgcolor: '#0b0f10',
        color: '#fff',
      }}
    >
      {media.preview ? (
        <MediaView stream={media.preview} label={t('lobby.preview')} testId="local-video" own fit="cover" />
      ) : (
        <Box sx={{ position: 'absolute', inset: 0, bottom: 96, display: 'grid', placeItems: 'center', px: 2 }}>
          {media.video.state === 'starting' ? t('device.starting.video') : t('device.off.video')}
        </Box>
      )}
      {media.audio.state === 'on' && <OwnLevel voice={voice} />}
      <Box sx={{ position: 'absolute', bottom: 8, left: 0, right: 0, display: 'flex', justifyContent: 'center' }}>
        <Box sx={{ display: 'flex', gap: 0.5, px: 1, py: 0.5, borderRadius: 3, bgcolor: 'rgba(0,0,0,0.6)' }}>
          <DeviceToggles media={media} />
        </Box>
      </Box>
    </Box>
  );
}

function OwnLevel({ voice }: Pick<PreviewProps, 'voice'>) {
  const level = useSelected(voice, (snapshot) => snapshot.level);
  return (
    <Box sx={{ position: 'absolute', top: 12, left: 12, width: 96, p: 0.75, borderRadius: 2, bgcolor: 'rgba(0,0,0,0.6)' }}>
      <LevelMeter label={t('devices.level')} level={level} />
    </Box>
  );
}
