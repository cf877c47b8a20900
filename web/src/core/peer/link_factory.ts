// Makes links that all send the same local tracks.
import type { LocalMedia } from '../media/local_media';
import { PeerLink } from './peer_link';

export interface PeerEnvironment {
  makeConnection: (config: RTCConfiguration) => RTCPeerConnection;
  makeStream: (tracks: MediaStreamTrack[]) => MediaStream;
  /** A short random name, different every time. */
  makeId: () => string;
}

export class LinkFactory {
  private readonly outgoing: MediaStream;

  constructor(
    private readonly environment: PeerEnvironment,
    private readonly config: RTCConfiguration,
    private readonly media: LocalMedia,
  ) {
    this.outgoing = environment.makeStream([]);
  }

  make(): PeerLink {
    return new PeerLink({
      id: this.environment.makeId(),
      // One transport for everything: half the candidates to find, to send and to check.
      connection: this.environment.makeConnection({ ...this.config, bundlePolicy: 'max-bundle' }),
      tracks: (kind) => this.media.track(kind),
      outgoing: this.outgoing,
      incoming: this.environment.makeStream([]),
    });
  }
}
