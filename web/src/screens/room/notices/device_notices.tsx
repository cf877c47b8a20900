import Alert from '@mui/material/Alert';
import type { DeviceSnapshot, LocalMediaSnapshot, MediaKind, ScreenShareSnapshot } from '../../../core/media/types';
import { t } from '../../../i18n';
import { mediaProblem, type Problem } from '../../errors/problem';
import { VideoCallErrorDisplay } from '../../errors/video_call_error_display';
import { mediaNoticeText } from '../room_texts';
import { Dismissible } from './dismissible';

export interface DeviceNoticesProps {
  media: LocalMediaSnapshot;
  screen: ScreenShareSnapshot;
  openHelp: (problem: Problem) => void;
}

/** What is wrong with one's own devices, or happened to them. */
export function DeviceNotices({ media, screen, openHelp }: DeviceNoticesProps) {
  // A lost device that could not be replaced has failed: that says more, and what to do.
  const said = media.notice?.what === 'lost' && media[media.notice.kind].failure !== undefined;
  return (
    <>
      {media.notice && !said && (
        <Alert
          severity={media.notice.what === 'lost' ? 'warning' : 'info'}
          role="none"
          data-testid="media-notice"
          data-what={media.notice.what}
          {...(media.dismissNotice && { onClose: media.dismissNotice })}
          closeText={t('notice.dismiss')}
        >
          {mediaNoticeText(media.notice)}
        </Alert>
      )}
      <DeviceNotice kind="audio" device={media.audio} openHelp={openHelp} />
      <DeviceNotice kind="video" device={media.video} openHelp={openHelp} />
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
  if (!device.failure) return null;
  return (
    <Dismissible about={device.failure}>
      <VideoCallErrorDisplay
        problem={mediaProblem(device.failure)}
        device={kind}
        role="status"
        testId="device-problem"
        retry={device.state === 'failed' ? device.toggle : undefined}
        openHelp={openHelp}
      />
    </Dismissible>
  );
}
