// Sizes of pictures, by their shorter side: phones send portrait.

/** Lines of a picture whose track does not say: the most that the camera is asked for. */
const USUAL_LINES = 720;

/** Shorter side of the track's picture, pixels; undefined when the browser does not say. */
export function shorterSide(track: MediaStreamTrack | null | undefined): number | undefined {
  const { width, height } = track?.getSettings() ?? {};
  return width === undefined || height === undefined || width === 0 || height === 0 ? undefined : Math.min(width, height);
}

/** RTCRtpEncodingParameters.scaleResolutionDownBy that brings the track's picture to this many lines: down, never up. */
export function downscaleTo(lines: number, track: MediaStreamTrack | null | undefined): number {
  return Math.max(1, (shorterSide(track) ?? USUAL_LINES) / lines);
}
