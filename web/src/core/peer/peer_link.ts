// One RTCPeerConnection to one other person, negotiated by the perfect-negotiation pattern (W3C WebRTC 1.0, section 10.7)
// with trickle ICE. It knows nothing of sockets: what it has to say is kept, in order, until its outlet takes it; the media
// flows on whether or not anything can be delivered.
import type { MediaKind } from '../media/local_media';

export type LinkMessage =
  | { event: 'offer'; offer: RTCSessionDescriptionInit }
  | { event: 'answer'; answer: RTCSessionDescriptionInit }
  | { event: 'ice-candidate'; candidate: RTCIceCandidateInit };

export type TrackSource = (kind: MediaKind) => MediaStreamTrack | null;

export interface LinkOptions {
  /** This peer connection's name among all those of both pages. */
  id: string;
  connection: RTCPeerConnection;
  tracks: TrackSource;
  /** Groups our audio and video for the other side, so that lips and voice stay together. */
  outgoing: MediaStream;
  /** Receives the remote tracks. */
  incoming: MediaStream;
}

/** Where a link's messages go, once it is known to whom. */
export interface LinkOutlet {
  /** In a collision of offers the polite side gives way; exactly one of the two is polite. */
  polite: boolean;
  /** False when the message cannot go out now: the link keeps it for flush(). */
  send: (message: LinkMessage) => boolean;
  /** The connection's state or the incoming tracks changed. */
  changed: () => void;
}

/** A connection gathers a dozen candidates or two; past this the oldest is of no use to anybody. */
const MAX_UNSENT = 256;

const KINDS: readonly MediaKind[] = ['audio', 'video'];

export class PeerLink {
  readonly id: string;
  readonly connection: RTCPeerConnection;
  readonly incoming: MediaStream;
  /** The other side's peer connection, once it has spoken. */
  remoteId: string | undefined;

  private readonly options: LinkOptions;
  private readonly transceivers: Partial<Record<MediaKind, RTCRtpTransceiver>> = {};
  private makingOffer = false;
  private ignoreOffer = false;
  private closed = false;
  private outlet: LinkOutlet | undefined;
  private readonly unsent: LinkMessage[] = [];
  // Messages are handled one after the other: a candidate never overtakes the description it belongs to.
  private inbox: Promise<void> = Promise.resolve();

  constructor(options: LinkOptions) {
    this.options = options;
    this.id = options.id;
    this.connection = options.connection;
    this.incoming = options.incoming;
    this.listen();
  }

  /** From here on the link speaks, beginning with what it had to say before: a link may prepare its offer unbound. */
  bind(outlet: LinkOutlet): void {
    this.outlet = outlet;
    this.flush();
  }

  /** Sends what could not go out before; true when there was something and all of it went. */
  flush(): boolean {
    if (this.unsent.length === 0) return false;
    this.collapseUnsent();
    let next = this.unsent[0];
    while (next && this.outlet?.send(next)) {
      this.unsent.shift();
      next = this.unsent[0];
    }
    return this.unsent.length === 0;
  }

  get state(): RTCPeerConnectionState {
    return this.connection.connectionState;
  }

  /** Begins as the side that offers. One audio and one video line, both ways: turning a device on later needs no new offer. */
  startOffer(): void {
    for (const kind of KINDS) {
      const track = this.options.tracks(kind);
      this.transceivers[kind] = this.connection.addTransceiver(track ?? kind, {
        direction: 'sendrecv',
        streams: [this.options.outgoing],
      });
    }
  }

  setTrack(kind: MediaKind, track: MediaStreamTrack | null): void {
    void this.transceivers[kind]?.sender.replaceTrack(track).catch(this.unlessClosed);
  }

  receiveDescription(description: RTCSessionDescriptionInit): void {
    this.enqueue(() => this.applyDescription(description));
  }

  receiveCandidate(candidate: RTCIceCandidateInit): void {
    this.enqueue(async () => {
      try {
        await this.connection.addIceCandidate(candidate);
      } catch (error) {
        // Candidates of an offer that was ignored belong to nothing here.
        if (!this.ignoreOffer) throw error;
      }
    });
  }

  /** New ICE credentials and candidates for the same connection: the media stays as it is until the new path works. */
  restart(): void {
    if (!this.closed) this.connection.restartIce();
  }

  /** True while an offer of ours has had no answer. */
  get awaitingAnswer(): boolean {
    return this.connection.signalingState === 'have-local-offer';
  }

  /** Says the unanswered offer once more, with all candidates found so far. */
  repeatOffer(): void {
    const offer = this.connection.localDescription;
    if (offer?.type === 'offer') this.say({ event: 'offer', offer: plain(offer) });
  }

  close(): void {
    this.closed = true;
    this.connection.close();
  }

  private listen(): void {
    const { connection } = this;
    connection.onnegotiationneeded = () => {
      void this.offer().catch(this.unlessClosed);
    };
    connection.onicecandidate = ({ candidate }) => {
      if (candidate && candidate.candidate !== '') {
        this.say({ event: 'ice-candidate', candidate: candidate.toJSON() });
      }
    };
    connection.onconnectionstatechange = () => {
      if (!this.closed) this.outlet?.changed();
    };
    connection.ontrack = ({ track }) => {
      for (const old of this.incoming.getTracks()) {
        if (old.kind === track.kind && old !== track) this.incoming.removeTrack(old);
      }
      this.incoming.addTrack(track);
      this.outlet?.changed();
    };
  }

  private async offer(): Promise<void> {
    try {
      this.makingOffer = true;
      await this.connection.setLocalDescription();
      const made = this.connection.localDescription;
      if (made?.type === 'offer') this.say({ event: 'offer', offer: plain(made) });
    } finally {
      this.makingOffer = false;
    }
  }

  private async applyDescription(description: RTCSessionDescriptionInit): Promise<void> {
    const { connection } = this;
    // Messages are handled one by one, so that no answer can be half applied here.
    const readyForOffer = !this.makingOffer && connection.signalingState === 'stable';
    const collision = description.type === 'offer' && !readyForOffer;
    this.ignoreOffer = collision && this.outlet?.polite === false;
    if (this.ignoreOffer) return;
    // An answer to an offer that we took back, or that has been answered already.
    if (description.type === 'answer' && connection.signalingState !== 'have-local-offer') return;

    await connection.setRemoteDescription(description);
    if (description.type !== 'offer') return;
    await this.adoptTransceivers();
    await connection.setLocalDescription();
    const answer = connection.localDescription;
    if (answer?.type === 'answer') this.say({ event: 'answer', answer: plain(answer) });
  }

  // The offer made a transceiver for each of its lines; ours of an offer that was rolled back have no line and are dropped.
  private async adoptTransceivers(): Promise<void> {
    const lines = this.connection.getTransceivers().filter((t) => t.mid !== null && t.currentDirection !== 'stopped');
    for (const kind of KINDS) {
      const line = lines.find((t) => t.receiver.track.kind === kind);
      const own = this.transceivers[kind];
      if (line === undefined || line === own) continue;
      own?.stop();
      this.transceivers[kind] = line;
      line.direction = 'sendrecv';
      line.sender.setStreams(this.options.outgoing);
      await line.sender.replaceTrack(this.options.tracks(kind));
    }
  }

  private say(message: LinkMessage): void {
    if (this.unsent.length === 0 && this.outlet?.send(message)) return;
    if (this.unsent.length >= MAX_UNSENT) this.unsent.shift();
    this.unsent.push(message);
  }

  // An offer that has waited is said as it is now, with the candidates found meanwhile in it: one message, not twenty.
  private collapseUnsent(): void {
    const offer = this.connection.localDescription;
    if (!this.awaitingAnswer || offer === null || !this.unsent.some(({ event }) => event === 'offer')) return;
    this.unsent.splice(0, this.unsent.length, { event: 'offer', offer: plain(offer) });
  }

  private enqueue(step: () => Promise<void>): void {
    this.inbox = this.inbox.then(async () => {
      if (!this.closed) await step();
    });
    this.inbox = this.inbox.catch(this.unlessClosed);
  }

  // A description or candidate that the browser refuses leaves the connection as it was; the call's watchdog sees that
  // nothing came of it and starts again. Closing while a step runs is no error at all.
  private readonly unlessClosed = (error: unknown): void => {
    if (!this.closed) console.warn('peer connection: a step was refused', error);
  };
}

function plain(description: RTCSessionDescription): RTCSessionDescriptionInit {
  return { type: description.type, sdp: description.sdp };
}
