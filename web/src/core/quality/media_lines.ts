// Which figures in a stats report belong to the camera and which to the microphone: a connection also carries a shared screen
// and its sound.

/** Names by which a line's figures may be known; browsers differ in which of them they write. */
export interface MediaLine {
  /** RTCRtpTransceiver.mid: `inbound-rtp` and `outbound-rtp` repeat it. */
  mid: string | undefined;
  /** Id of the track that arrives: `inbound-rtp.trackIdentifier`. */
  incomingTrack: string | undefined;
  /** Id of the track that is sent: `trackIdentifier` of the `media-source`. */
  outgoingTrack: string | undefined;
}

export interface MediaLines {
  microphone: MediaLine;
  camera: MediaLine;
}

export const UNKNOWN_LINES: MediaLines = {
  microphone: { mid: undefined, incomingTrack: undefined, outgoingTrack: undefined },
  camera: { mid: undefined, incomingTrack: undefined, outgoingTrack: undefined },
};

/**
 * The lines are offered as microphone, camera, screen, sound of the screen, so that the first of each kind is the person.
 * `cameraSender` settles it where the order could not: before the negotiation, or after a rollback.
 */
export function readLines(connection: RTCPeerConnection, cameraSender: RTCRtpSender | undefined): MediaLines {
  const negotiated = connection.getTransceivers().filter(({ mid }) => mid !== null);
  const first = (kind: string): RTCRtpTransceiver | undefined =>
    negotiated.find(({ receiver }) => receiver.track.kind === kind);
  return {
    microphone: describe(first('audio')),
    camera: describe(negotiated.find(({ sender }) => sender === cameraSender) ?? first('video')),
  };
}

function describe(line: RTCRtpTransceiver | undefined): MediaLine {
  return {
    mid: line?.mid ?? undefined,
    incomingTrack: line?.receiver.track.id,
    outgoingTrack: line?.sender.track?.id,
  };
}
