import type { LocalMediaSnapshot } from '../../core/media/local_media';
import { DeviceButton } from '../../ui/device_button';
import { CameraIcon, CameraOffIcon, MicIcon, MicOffIcon } from '../../ui/icons';
import { deviceLabel } from '../texts';

/** The two switches, the same in the lobby and in the call. */
export function DeviceToggles({ media }: { media: LocalMediaSnapshot }) {
  return (
    <>
      <DeviceButton
        label={deviceLabel('audio', media.audio)}
        testId="mic-toggle"
        state={media.audio.state}
        onIcon={<MicIcon />}
        offIcon={<MicOffIcon />}
        toggle={media.audio.toggle}
      />
      <DeviceButton
        label={deviceLabel('video', media.video)}
        testId="camera-toggle"
        state={media.video.state}
        onIcon={<CameraIcon />}
        offIcon={<CameraOffIcon />}
        toggle={media.video.toggle}
      />
    </>
  );
}
