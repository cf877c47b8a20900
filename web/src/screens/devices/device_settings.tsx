import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import type {
  DeviceChoice,
  DeviceSnapshot,
  LocalMediaSnapshot,
  MediaKind,
  SpeakerSnapshot,
  VoiceSnapshot,
} from '../../core/media/types';
import type { Model } from '../../core/model';
import { useSelected } from '../../hooks/use_selected';
import { t } from '../../i18n';
import { ChoiceField } from '../../ui/choice_field';
import { LevelMeter } from '../../ui/level_meter';
import { deviceText } from '../texts';

export interface DeviceSettingsProps {
  media: LocalMediaSnapshot;
  /** A model and no snapshot: the level changes many times a second, and only its bar should be drawn again. */
  voice: Model<VoiceSnapshot>;
}

/** Camera, microphone and speaker: which, whether they work. The same in the lobby and in the room. */
export function DeviceSettings({ media, voice }: DeviceSettingsProps) {
  return (
    <Stack spacing={2.5}>
      <Stack spacing={1}>
        <DeviceField kind="audio" device={media.audio} />
        <MicrophoneLevel voice={voice} />
      </Stack>
      <DeviceField kind="video" device={media.video} />
      <SpeakerField speaker={media.speaker} />
    </Stack>
  );
}

function DeviceField({ kind, device }: { kind: MediaKind; device: DeviceSnapshot }) {
  const problem = deviceText(kind, device);
  return (
    <Stack spacing={1} data-testid={kind === 'audio' ? 'microphone-field' : 'camera-field'}>
      {device.choices.length === 0 ? (
        <Typography color="text.secondary">{t(`devices.none.${kind}`)}</Typography>
      ) : (
        <ChoiceField
          label={t(`devices.${kind}`)}
          choices={named(device.choices, kind)}
          chosen={device.chosen}
          choose={device.choose}
        />
      )}
      {problem !== undefined && (
        <Alert
          severity="warning"
          action={
            <Button color="inherit" disabled={!device.toggle} onClick={device.toggle}>
              {t('devices.tryAgain')}
            </Button>
          }
        >
          {problem}
        </Alert>
      )}
    </Stack>
  );
}

function MicrophoneLevel({ voice }: Pick<DeviceSettingsProps, 'voice'>) {
  const level = useSelected(voice, (snapshot) => snapshot.level);
  return (
    <Box>
      <LevelMeter label={t('devices.level')} level={level} />
      <Typography variant="body2" color="text.secondary" sx={{ mt: 0.5 }}>
        {t('devices.levelHint')}
      </Typography>
    </Box>
  );
}

function SpeakerField({ speaker }: { speaker: SpeakerSnapshot }) {
  return (
    <Stack spacing={1} data-testid="speaker-field">
      {speaker.choose && speaker.choices.length > 0 ? (
        <ChoiceField
          label={t('devices.speaker')}
          choices={speakerChoices(speaker)}
          chosen={speaker.chosen ?? BY_SYSTEM}
          choose={speaker.choose}
        />
      ) : (
        <Typography color="text.secondary">{t('devices.speakerBySystem')}</Typography>
      )}
      <Button variant="outlined" disabled={!speaker.test} onClick={speaker.test} sx={{ alignSelf: 'flex-start' }}>
        {t('devices.testSound')}
      </Button>
    </Stack>
  );
}

/** What Chromium calls the device that the system has chosen; Firefox does not list it. */
const BY_SYSTEM = 'default';

/** Nothing chosen is the system's choice, and that must be in the list to be shown. */
function speakerChoices({ choices, chosen }: SpeakerSnapshot): DeviceChoice[] {
  const missing = chosen === undefined && choices.every(({ id }) => id !== BY_SYSTEM);
  return [...(missing ? [{ id: BY_SYSTEM, label: t('devices.speakerDefault') }] : []), ...named(choices, 'speaker')];
}

/** Before it was allowed to use them, the browser names no device: they are counted then. */
function named(choices: readonly DeviceChoice[], kind: MediaKind | 'speaker'): DeviceChoice[] {
  return choices.map(({ id, label }, index) => ({
    id,
    label: label === '' ? t(`devices.unnamed.${kind}`, { number: index + 1 }) : label,
  }));
}
