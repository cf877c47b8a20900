import type { DeviceSnapshot, LocalMediaSnapshot, MediaKind } from '../../core/media/types';
import { t } from '../../i18n';
import { ControlButton } from '../../ui/control_button';
import { CameraIcon, CameraOffIcon, MicIcon, MicOffIcon } from '../../ui/icons';
import { deviceLabel } from '../texts';

/** The two switches, the same in the lobby and in the call. */
export function DeviceToggles({ media }: { media: Pick<LocalMediaSnapshot, MediaKind> }) {
  return (
    <>
      <DeviceToggle kind="audio" device={media.audio} />
      <DeviceToggle kind="video" device={media.video} />
    </>
  );
}

const ICONS = { audio: { on: <MicIcon />, off: <MicOffIcon /> }, video: { on: <CameraIcon />, off: <CameraOffIcon /> } };

function DeviceToggle({ kind, device }: { kind: MediaKind; device: DeviceSnapshot }) {
  const on = device.state === 'on';
  return (
    <ControlButton
      label={deviceLabel(kind, device)}
      caption={t(`devices.${kind}`)}
      testId={kind === 'audio' ? 'mic-toggle' : 'camera-toggle'}
      state={device.state}
      look={on ? 'quiet' : 'inverted'}
      busy={device.state === 'starting'}
      icon={ICONS[kind][on ? 'on' : 'off']}
      press={device.toggle}
    />
  );
}
