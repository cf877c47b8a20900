// Makes links that all send the same local tracks.
import { PeerLink, type TrackSource } from './peer_link';

export interface PeerEnvironment {
  makeConnection: (config: RTCConfiguration) => RTCPeerConnection;
  makeStream: (tracks: MediaStreamTrack[]) => MediaStream;
  /** A short random name, different every time. */
  makeId: () => string;
}

export class LinkFactory {
  private readonly outgoing: MediaStream;
  private readonly outgoingScreen: MediaStream;

  constructor(
    private readonly environment: PeerEnvironment,
    private readonly config: RTCConfiguration,
    private readonly tracks: TrackSource,
  ) {
    this.outgoing = environment.makeStream([]);
    this.outgoingScreen = environment.makeStream([]);
  }

  make(): PeerLink {
    const { makeId, makeConnection, makeStream } = this.environment;
    return new PeerLink({
      id: makeId(),
      // One transport for everything: half the candidates to find, to send and to check.
      connection: makeConnection({ ...this.config, bundlePolicy: 'max-bundle' }),
      tracks: this.tracks,
      outgoing: this.outgoing,
      outgoingScreen: this.outgoingScreen,
      incoming: makeStream([]),
      incomingScreen: makeStream([]),
    });
  }
}
