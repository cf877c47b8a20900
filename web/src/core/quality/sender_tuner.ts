// Brings one RTCRtpSender to what is wanted of it, by setParameters (W3C WebRTC 1.0, section 5.2): one call at a time, each upon
// fresh parameters; what a browser refuses is tried again at the next tick.
import { downscaleTo } from '../media/picture_size';
import { SCREEN_MAX_FRAMERATE, SCREEN_MAX_KBPS, STEP_LIMITS } from './video_steps';
import type { VideoStep } from './types';

export interface SenderWish {
  active: boolean;
  /** bit/s */
  maxBitrate: number;
  maxFramerate: number;
  scaleResolutionDownBy: number;
  degradationPreference: RTCDegradationPreference | undefined;
}

/** lib.dom leaves out what only some browsers know. */
interface Parameters extends RTCRtpSendParameters {
  degradationPreference?: RTCDegradationPreference;
}

/** WebRTC Extensions, section "RTCRtpSender.setParameters() Extensions": where it is not known it is not looked at. */
interface KeyFrameOptions extends RTCSetParameterOptions {
  encodingOptions: { keyFrame: boolean }[];
}

/** `track` is the camera's: its picture is scaled down to the step's size, never up. */
export function cameraWish(step: VideoStep, track: MediaStreamTrack | null): SenderWish {
  // While nothing is sent the rest stays as it is at the least: the first frame afterwards is a small one.
  const { height, maxFramerate, maxKbps } = STEP_LIMITS[step === 'audio-only' ? 'low' : step];
  return {
    active: step !== 'audio-only',
    maxBitrate: maxKbps * 1000,
    maxFramerate,
    scaleResolutionDownBy: downscaleTo(height, track),
    degradationPreference: undefined,
  };
}

/** Text that has become soft cannot be read, however often it is renewed: frames are given up first. */
export function screenWish(step: VideoStep): SenderWish {
  return {
    active: true,
    maxBitrate: SCREEN_MAX_KBPS[step] * 1000,
    maxFramerate: SCREEN_MAX_FRAMERATE,
    scaleResolutionDownBy: 1,
    degradationPreference: 'maintain-resolution',
  };
}

export class SenderTuner {
  private applied: SenderWish | undefined;
  private busy = false;
  private keyFrameOwed = false;

  constructor(private readonly sender: RTCRtpSender) {}

  isFor(sender: RTCRtpSender): boolean {
    return sender === this.sender;
  }

  /** To be called at every tick: does nothing when the sender is as wished, or while it is being changed. */
  apply(wish: SenderWish): void {
    if (this.busy || (!this.keyFrameOwed && this.applied && sameWish(this.applied, wish))) return;
    void this.set(wish);
  }

  /** Sends a whole picture soon: what follows a gap in the packets cannot be decoded until there is one. */
  sendKeyFrame(): void {
    this.keyFrameOwed = true;
    if (this.applied) this.apply(this.applied);
  }

  private async set(wish: SenderWish): Promise<void> {
    this.busy = true;
    try {
      const parameters = withWish(this.sender.getParameters(), wish);
      const options = this.keyFrameOwed && wish.active ? keyFrameOf(parameters) : undefined;
      this.keyFrameOwed = false;
      await this.sender.setParameters(parameters, options);
      this.applied = wish;
    } catch {
      // The sender has stopped, has no line yet, or was negotiated anew between the two calls (InvalidStateError,
      // InvalidModificationError). If it still matters, the next tick finds it different from the wish.
      this.applied = undefined;
    } finally {
      this.busy = false;
    }
  }
}

function withWish(parameters: Parameters, wish: SenderWish): Parameters {
  const { degradationPreference, ...encoding } = wish;
  if (degradationPreference !== undefined) parameters.degradationPreference = degradationPreference;
  // Firefox before 110 has no encodings until the first call, and takes those that it is given.
  const encodings = (parameters.encodings as RTCRtpEncodingParameters[] | undefined) ?? [];
  parameters.encodings = encodings.length === 0 ? [{ ...encoding }] : encodings.map((old) => ({ ...old, ...encoding }));
  return parameters;
}

function keyFrameOf({ encodings }: Parameters): KeyFrameOptions {
  return { encodingOptions: encodings.map(() => ({ keyFrame: true })) };
}

function sameWish(a: SenderWish, b: SenderWish): boolean {
  return (
    a.active === b.active &&
    a.maxBitrate === b.maxBitrate &&
    a.maxFramerate === b.maxFramerate &&
    a.scaleResolutionDownBy === b.scaleResolutionDownBy &&
    a.degradationPreference === b.degradationPreference
  );
}
