import Alert from '@mui/material/Alert';
import type { DeviceSnapshot, LocalMediaSnapshot, MediaKind, ScreenShareSnapshot } from '../../../core/media/types';
import type { QualitySnapshot } from '../../../core/quality/types';
import { t } from '../../../i18n';
import { MediaNotice } from '../../devices/media_notice';
import { CAMERA_UNSENT, mediaProblem, type Problem } from '../../errors/problem';
import { VideoCallErrorDisplay } from '../../errors/video_call_error_display';
import { Dismissible } from './dismissible';

export interface DeviceNoticesProps {
  media: LocalMediaSnapshot;
  screen: ScreenShareSnapshot;
  quality: Pick<QualitySnapshot, 'cameraStuck' | 'restartCamera'>;
  openHelp: (problem: Problem) => void;
}

/** What is wrong with one's own devices, or happened to them. */
export function DeviceNotices({ media, screen, quality, openHelp }: DeviceNoticesProps) {
  return (
    <>
      <MediaNotice media={media} />
      {failedAlike(media) ? (
        <FailureNotice devices={[media.audio, media.video]} openHelp={openHelp} />
      ) : (
        <>
          <DeviceNotice kind="audio" device={media.audio} openHelp={openHelp} />
          <DeviceNotice kind="video" device={media.video} openHelp={openHelp} />
        </>
      )}
      {quality.cameraStuck && (
        <Dismissible about="camera-stuck">
          <VideoCallErrorDisplay
            problem={CAMERA_UNSENT}
            role="status"
            testId="camera-unsent"
            retry={quality.restartCamera}
            openHelp={openHelp}
          />
        </Dismissible>
      )}
      {screen.failure && (
        <Dismissible about={screen.failure}>
          <VideoCallErrorDisplay
            problem={screen.failure.code}
            severity={screen.failure.code === 'SCREEN_DISMISSED' ? 'info' : 'warning'}
            role="status"
            testId="screen-problem"
            retry={screen.toggle}
            openHelp={openHelp}
          />
        </Dismissible>
      )}
    </>
  );
}

/** The same with both, as when a browser was told no: said once, it leaves more of the other person in sight. */
function failedAlike({ audio, video }: LocalMediaSnapshot): boolean {
  return !audio.interrupted && !video.interrupted && audio.failure !== undefined && audio.failure.code === video.failure?.code;
}

interface DeviceNoticeProps {
  kind: MediaKind;
  device: DeviceSnapshot;
  openHelp: DeviceNoticesProps['openHelp'];
}

function DeviceNotice({ kind, device, openHelp }: DeviceNoticeProps) {
  if (device.interrupted) {
    return (
      <Alert severity="info" role="none" data-testid={`${kind}-interrupted`}>
        {t(`notice.interrupted.${kind}`)}
      </Alert>
    );
  }
  return <FailureNotice devices={[device]} kind={kind} openHelp={openHelp} />;
}

interface FailureNoticeProps {
  /** One, or both when they failed alike. */
  devices: readonly [DeviceSnapshot, ...DeviceSnapshot[]];
  /** Which it is, when it is one. */
  kind?: MediaKind;
  openHelp: DeviceNoticesProps['openHelp'];
}

function FailureNotice({ devices, kind, openHelp }: FailureNoticeProps) {
  const [{ failure }] = devices;
  if (!failure) return null;
  const toggles = devices.flatMap(({ state, toggle }) => (state === 'failed' && toggle ? [toggle] : []));
  const retryAll = (): void => {
    for (const toggle of toggles) toggle();
  };
  return (
    <Dismissible about={failure}>
      <VideoCallErrorDisplay
        problem={mediaProblem(failure)}
        device={kind}
        role="status"
        testId="device-problem"
        retry={toggles.length > 0 ? retryAll : undefined}
        openHelp={openHelp}
      />
    </Dismissible>
  );
}
