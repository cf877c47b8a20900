import type { LocalMediaSnapshot, MediaKind } from '../../core/media/types';
import { mediaProblem } from '../errors/problem';
import { VideoCallErrorDisplay } from '../errors/video_call_error_display';

export interface DeviceProblemsProps {
  media: Pick<LocalMediaSnapshot, MediaKind>;
}

/** What is wrong with the devices; said once when it is the same with both. */
export function DeviceProblems({ media }: DeviceProblemsProps) {
  const { audio, video } = media;
  if (audio.failure && audio.failure.code === video.failure?.code) {
    const both = [audio.toggle, video.toggle].filter((toggle) => toggle !== undefined);
    const retry = (): void => {
      for (const toggle of both) toggle();
    };
    return <Problem failure={audio.failure} device={undefined} retry={both.length > 0 ? retry : undefined} />;
  }
  return (
    <>
      {audio.failure && <Problem failure={audio.failure} device="audio" retry={audio.toggle} />}
      {video.failure && <Problem failure={video.failure} device="video" retry={video.toggle} />}
    </>
  );
}

interface ProblemProps {
  failure: NonNullable<LocalMediaSnapshot['audio']['failure']>;
  device: MediaKind | undefined;
  retry: (() => void) | undefined;
}

function Problem({ failure, device, retry }: ProblemProps) {
  return (
    <VideoCallErrorDisplay
      problem={mediaProblem(failure)}
      device={device}
      retry={retry}
      severity="info"
      role="status"
      testId="device-problem"
    />
  );
}
