import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import type { LocalMediaSnapshot, VoiceSnapshot } from '../../../core/media/types';
import type { Model } from '../../../core/model';
import { useSelected } from '../../../hooks/use_selected';
import { t } from '../../../i18n';

export interface VoiceNoticesProps {
  media: Pick<LocalMediaSnapshot, 'audio' | 'holdMic'>;
  voice: Model<VoiceSnapshot>;
}

/** Speaking into a microphone that is off; and what the held space bar does. */
export function VoiceNotices({ media, voice }: VoiceNoticesProps) {
  const speakingWhileMuted = useSelected(voice, (snapshot) => snapshot.speakingWhileMuted);
  if (media.holdMic?.held === true) {
    return (
      <Alert severity="info" role="none" data-testid="held-mic">
        {t(media.audio.state === 'on' ? 'voice.heldOpen' : 'voice.heldMuted')}
      </Alert>
    );
  }
  if (!speakingWhileMuted) return null;
  return (
    <Alert
      severity="info"
      role="none"
      data-testid="speaking-while-muted"
      action={
        <Button color="inherit" disabled={!media.audio.toggle} onClick={media.audio.toggle}>
          {t('device.audio.off')}
        </Button>
      }
    >
      {t('voice.speakingWhileMuted')}
    </Alert>
  );
}
