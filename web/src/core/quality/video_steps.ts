// The ladder of what is sent of one's own camera, and what each rung asks of the network.
import type { VideoStep } from './types';

export interface StepLimits {
  /** Shorter side of the picture, pixels: phones send portrait. */
  height: number;
  maxFramerate: number;
  /** RTCRtpEncodingParameters.maxBitrate, kbit/s. */
  maxKbps: number;
  /** Below this the encoder cannot make a decent picture of that size: the next rung down looks better. */
  needKbps: number;
}

/**
 * Sizes and rates follow libwebrtc's own table for one spatial layer (simulcast.cc: 720p 600–2500 kbit/s, 540p 350–1200, 360p
 * 150–700, at 30 frames a second), scaled to 480p and to half the frames. Above 1.7 Mbit/s a talking head at 720p gains nothing.
 * `low` together with voice (32 kbit/s, and about 30 of headers for both) fits into 300 kbit/s with room for retransmissions, so that
 * voice never queues behind the picture. `needKbps` is for the camera and the voice together.
 */
export const STEP_LIMITS: Readonly<Record<Exclude<VideoStep, 'audio-only'>, StepLimits>> = {
  high: { height: 720, maxFramerate: 30, maxKbps: 1_700, needKbps: 660 },
  medium: { height: 480, maxFramerate: 30, maxKbps: 700, needKbps: 340 },
  low: { height: 360, maxFramerate: 15, maxKbps: 220, needKbps: 140 },
};

/** A shared screen gets what the camera gives up; text needs bits, not frames. kbit/s. */
export const SCREEN_MAX_KBPS: Readonly<Record<VideoStep, number>> = {
  high: 2_500,
  medium: 2_500,
  low: 1_200,
  'audio-only': 400,
};
export const SCREEN_MAX_FRAMERATE = 15;

/** Best first. */
export const VIDEO_STEPS: readonly VideoStep[] = ['high', 'medium', 'low', 'audio-only'];

export function stepBelow(step: VideoStep): VideoStep {
  return VIDEO_STEPS[VIDEO_STEPS.indexOf(step) + 1] ?? 'audio-only';
}

export function stepAbove(step: VideoStep): VideoStep {
  return VIDEO_STEPS[VIDEO_STEPS.indexOf(step) - 1] ?? 'high';
}

/** The lesser of the two. */
export function lowerStep(a: VideoStep, b: VideoStep): VideoStep {
  return VIDEO_STEPS.indexOf(a) > VIDEO_STEPS.indexOf(b) ? a : b;
}

/**
 * What a rung needs, camera and voice together, kbit/s. A camera that has fewer lines than the rung needs no more than the rung of
 * its own size; `cameraHeight` is its shorter side, undefined when it is not known.
 */
export function needOf(step: VideoStep, cameraHeight: number | undefined): number {
  if (step === 'audio-only') return 0;
  const { height } = STEP_LIMITS[step];
  const lines = Math.min(height, cameraHeight ?? height);
  const { low, medium, high } = STEP_LIMITS;
  return ([low, medium, high].find((rung) => rung.height >= lines) ?? high).needKbps;
}
