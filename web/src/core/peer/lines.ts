// The media lines of every peer connection. Voices and faces come with the first offer, shared screens with the next one,
// as soon as the two are connected: pressing a button later needs no new offer, so it works while signaling is down. A line
// without a track sends nothing.

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

/** Voices go first where the way out is narrow: WebRTC Priority Control API, and the DSCP marks of RFC 8837. */
export function encodingsOf(kind: 'audio' | 'video'): RTCRtpEncodingParameters[] {
  return kind === 'audio' ? [{ priority: 'high', networkPriority: 'high' }] : [{}];
}
