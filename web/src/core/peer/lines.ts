// The media lines of every peer connection. Voices and faces come with the first offer, shared screens with the next one,
// as soon as the two are connected: pressing a button later needs no new offer, so it works while signaling is down. A line
// without a track sends nothing.

import { downscaleTo } from '../media/picture_size';

export type LineName = 'mic' | 'camera' | 'screen' | 'screenAudio';

/** In the order of the offer. Names are not on the wire: the other side tells lines of one kind apart by their order. */
export const LINES: readonly { name: LineName; kind: 'audio' | 'video' }[] = [
  { name: 'mic', kind: 'audio' },
  { name: 'camera', kind: 'video' },
  { name: 'screen', kind: 'video' },
  { name: 'screenAudio', kind: 'audio' },
];

export type Lines = Partial<Record<LineName, RTCRtpTransceiver>>;

/**
 * Names the lines of a connection that has been described: the first audio line is the microphone, and so on. A page of
 * an older version has fewer.
 */
export function namedLines(transceivers: readonly RTCRtpTransceiver[]): Lines {
  const described = transceivers.filter((t) => t.mid !== null && t.currentDirection !== 'stopped');
  const lines: Lines = {};
  for (const { name, kind } of LINES) {
    const index = described.findIndex(({ receiver }) => receiver.track.kind === kind);
    const [line] = index === -1 ? [] : described.splice(index, 1);
    if (line) lines[name] = line;
  }
  return lines;
}

/**
 * Lines of the camera's first pictures. Congestion control begins at 300 kbit/s, and at that rate libwebrtc drops the first
 * frames of anything much larger until it has scaled it down to 180 lines by itself: 130 ms later, and worse to look at.
 */
export const START_LINES = 360;

/**
 * How a line begins. Voices go first where the way out is narrow: WebRTC Priority Control API, and the DSCP marks of RFC 8837.
 */
export function firstEncoding(name: LineName, track: MediaStreamTrack | null): RTCRtpEncodingParameters {
  switch (name) {
    case 'mic':
    case 'screenAudio':
      return { priority: 'high', networkPriority: 'high' };
    case 'camera':
      return { scaleResolutionDownBy: downscaleTo(START_LINES, track) };
    case 'screen':
      return {};
  }
}
