// Whether what the camera gives is made into something that can be sent. An encoder that fails without a word leaves a camera
// whose light is on, a preview that moves, and nobody who sees it. Pure: a state and a second's figures give the next state.
import type { MediaFlow } from './stats_reader';

export interface CameraInput {
  /** Local time, milliseconds. */
  at: number;
  /** The camera is on, and its picture is not kept back. */
  sending: boolean;
  /** undefined: this second has no figures, or there is no path. */
  flow: Pick<MediaFlow, 'cameraFramesPerSecond' | 'framesEncoded' | 'packetsIn' | 'cameraTargetKbps' | 'limitation'> | undefined;
}

export interface CameraWatch {
  /** Since when frames have come and none has gone, although the way is free. */
  idleSince: number | undefined;
  /** Nobody can be shown this camera's picture. */
  stuck: boolean;
}

export const CAMERA_WORKS: CameraWatch = { idleSince: undefined, stuck: false };

/** An encoder that starts, or changes its size on a slow phone, has its first frame out well within this. */
export const STUCK_AFTER_MS = 5_000;

export function watchCamera(before: CameraWatch, { at, sending, flow }: CameraInput): CameraWatch {
  if (!sending) return CAMERA_WORKS;
  // A browser that does not count (Firefox has no media-source figures) gives nothing to judge by.
  if (flow?.framesEncoded === undefined || flow.cameraFramesPerSecond === undefined) return before;
  if (flow.framesEncoded > 0) return CAMERA_WORKS;
  if (!mayEncode(flow)) return { ...before, idleSince: undefined };
  const idleSince = before.idleSince ?? at;
  return { idleSince, stuck: before.stuck || at - idleSince >= STUCK_AFTER_MS };
}

// Congestion control stops the encoder while nothing gets through: that is the network's doing.
function mayEncode({ cameraFramesPerSecond, packetsIn, cameraTargetKbps, limitation }: NonNullable<CameraInput['flow']>): boolean {
  return (
    (cameraFramesPerSecond ?? 0) > 0 &&
    (packetsIn ?? 0) > 0 &&
    (cameraTargetKbps === undefined || cameraTargetKbps > 0) &&
    limitation !== 'bandwidth'
  );
}
