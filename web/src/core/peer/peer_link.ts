// One RTCPeerConnection to one other person, negotiated by the perfect-negotiation pattern (W3C WebRTC 1.0, section 10.7)
// with trickle ICE. It knows nothing of sockets: what it has to say is kept, in order, until its outlet takes it; the media
// flows on whether or not anything can be delivered.
import type { ControlMessage } from '../../contract/control';
import type { LinkDescription } from '../../contract/guards';
import { ControlChannel } from './control_channel';
import { firstEncoding, LINES, namedLines, type LineName, type Lines } from './lines';

/** `n`: which of our offers this is; in an answer, which of theirs it answers. */
export type LinkMessage =
  | { event: 'offer'; n: number; offer: RTCSessionDescriptionInit }
  | { event: 'answer'; n: number | undefined; answer: RTCSessionDescriptionInit }
  | { event: 'ice-candidate'; candidate: RTCIceCandidateInit };

export type TrackSource = (line: LineName) => MediaStreamTrack | null;

export interface LinkOptions {
  /** This peer connection's name among all those of both pages. */
  id: string;
  connection: RTCPeerConnection;
  tracks: TrackSource;
  /** Groups our microphone and camera for the other side, so that lips and voice stay together. */
  outgoing: MediaStream;
  /** The same for our screen and its sound. */
  outgoingScreen: MediaStream;
  /** Receives their microphone and camera. */
  incoming: MediaStream;
  /** Receives their screen and its sound. */
  incomingScreen: MediaStream;
}

/** Where a link's messages go, once it is known to whom. */
export interface LinkOutlet {
  /** In a collision of offers the polite side gives way; exactly one of the two is polite. */
  polite: boolean;
  /** False when the message cannot go out now: the link keeps it for flush(). */
  send: (message: LinkMessage) => boolean;
  /** The connection's state or the incoming tracks changed. */
  changed: () => void;
  /** The data channel is open. */
  opened: () => void;
  /** Over the data channel. */
  heard: (message: ControlMessage) => void;
  /** The data channel has ended, and the connection has not been closed. */
  channelEnded: () => void;
}

/** A connection gathers a dozen candidates or two; past this the oldest is of no use to anybody. */
const MAX_UNSENT = 256;

export class PeerLink {
  readonly id: string;
  readonly connection: RTCPeerConnection;
  readonly incoming: MediaStream;
  readonly incomingScreen: MediaStream;
  readonly control: ControlChannel;
  /** The other side's peer connection, once it has spoken. */
  remoteId: string | undefined;

  private readonly options: LinkOptions;
  private lines: Lines = {};
  private makingOffer = false;
  private ignoreOffer = false;
  private closed = false;
  private begun = false;
  private offersMade = 0;
  private latestOfferHeard = 0;
  private outlet: LinkOutlet | undefined;
  private readonly unsent: LinkMessage[] = [];
  // Messages are handled one after the other: a candidate never overtakes the description it belongs to.
  private inbox: Promise<void> = Promise.resolve();

  constructor(options: LinkOptions) {
    this.options = options;
    this.id = options.id;
    this.connection = options.connection;
    this.incoming = options.incoming;
    this.incomingScreen = options.incomingScreen;
    this.control = new ControlChannel({
      opened: () => {
        if (!this.closed) this.outlet?.opened();
      },
      heard: (message) => {
        if (!this.closed) this.outlet?.heard(message);
      },
      ended: () => {
        if (!this.closed) this.outlet?.channelEnded();
      },
    });
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

  /** Begins as the side that offers, with voices and faces both ways: turning a device on later needs no new offer. */
  startOffer(): void {
    this.begun = true;
    this.addLines((name) => !isShared(name));
    this.control.attach(this.connection);
  }

  /**
   * The lines for shared screens, for when people see each other already: each line costs the joining side tens of
   * milliseconds. The side that began offers them; the other one finds them in that offer. True when an offer follows.
   */
  addSharedLines(): boolean {
    if (!this.begun || this.closed || this.lines.screen) return false;
    this.addLines(isShared);
    return true;
  }

  setTrack(line: LineName, track: MediaStreamTrack | null): void {
    void this.sender(line)?.replaceTrack(track).catch(this.unlessClosed);
  }

  /** What sends on a line; undefined until the line exists. */
  sender(line: LineName): RTCRtpSender | undefined {
    return this.lines[line]?.sender;
  }

  /** What RTP statistics call a line; null until it is negotiated. */
  mid(line: LineName): string | null {
    return this.lines[line]?.mid ?? null;
  }

  receiveDescription(message: Pick<LinkDescription, 'description' | 'n'>): void {
    this.enqueue(() => this.applyDescription(message));
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

  /**
   * True from the beginning of our first offer to the first description of theirs. To give way now would leave this
   * connection with lines that belong to nothing, and Firefox negotiating about them for ever: use another in its place.
   */
  get onlyOffered(): boolean {
    return this.begun && this.connection.remoteDescription === null;
  }

  /** Says the unanswered offer once more, with all candidates found so far. */
  repeatOffer(): void {
    this.sayOffer();
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
    connection.ontrack = ({ track, transceiver }) => {
      const lines = namedLines(connection.getTransceivers());
      const shared = lines.screen === transceiver || lines.screenAudio === transceiver;
      const stream = shared ? this.incomingScreen : this.incoming;
      for (const old of stream.getTracks()) {
        if (old.kind === track.kind && old !== track) stream.removeTrack(old);
      }
      stream.addTrack(track);
      this.outlet?.changed();
    };
  }

  private async offer(): Promise<void> {
    try {
      this.makingOffer = true;
      await this.connection.setLocalDescription();
      if (this.connection.localDescription?.type !== 'offer') return;
      this.offersMade += 1;
      this.sayOffer();
    } finally {
      this.makingOffer = false;
    }
  }

  private sayOffer(): void {
    const offer = this.connection.localDescription;
    if (offer?.type === 'offer') this.say({ event: 'offer', n: this.offersMade, offer: plain(offer) });
  }

  private async applyDescription({ description, n }: Pick<LinkDescription, 'description' | 'n'>): Promise<void> {
    const { connection } = this;
    // Overtaken on another way: the credentials in it are no longer the other side's.
    const current = description.type === 'offer' ? this.latestOfferHeard : this.offersMade;
    if (n !== undefined && (description.type === 'offer' ? n < current : n !== current)) return;
    // Messages are handled one by one, so that no answer can be half applied here.
    const readyForOffer = !this.makingOffer && connection.signalingState === 'stable';
    const collision = description.type === 'offer' && (!readyForOffer || this.onlyOffered);
    this.ignoreOffer = collision && (this.outlet?.polite === false || this.onlyOffered);
    if (this.ignoreOffer) return;
    // An answer to an offer that we took back, or that has been answered already.
    if (description.type === 'answer' && connection.signalingState !== 'have-local-offer') return;

    await connection.setRemoteDescription(description);
    if (description.type !== 'offer') return;
    this.latestOfferHeard = n ?? this.latestOfferHeard;
    await this.adoptLines();
    await connection.setLocalDescription();
    const answer = connection.localDescription;
    if (answer?.type === 'answer') this.say({ event: 'answer', n, answer: plain(answer) });
  }

  private addLines(wanted: (name: LineName) => boolean): void {
    for (const { name, kind } of LINES.filter((line) => wanted(line.name))) {
      const track = this.options.tracks(name);
      this.lines[name] = this.connection.addTransceiver(track ?? kind, {
        direction: 'sendrecv',
        streams: [this.streamOf(name)],
        sendEncodings: [firstEncoding(name, track)],
      });
    }
  }

  // An offer makes a transceiver for each line that is new. Lines of ours that had to give way are offered again later.
  private async adoptLines(): Promise<void> {
    const own = this.lines;
    const offered = { ...own, ...namedLines(this.connection.getTransceivers()) };
    this.lines = offered;
    await Promise.all(LINES.filter(({ name }) => offered[name] !== own[name]).map(({ name }) => this.fill(name)));
    this.control.attach(this.connection);
  }

  private async fill(name: LineName): Promise<void> {
    const line = this.lines[name];
    if (!line) return;
    line.direction = 'sendrecv';
    line.sender.setStreams(this.streamOf(name));
    const track = this.options.tracks(name);
    if (track) await line.sender.replaceTrack(track);
    await begin(line.sender, firstEncoding(name, track)).catch(this.unlessClosed);
  }

  private streamOf(name: LineName): MediaStream {
    return isShared(name) ? this.options.outgoingScreen : this.options.outgoing;
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
    this.unsent.splice(0, this.unsent.length, { event: 'offer', n: this.offersMade, offer: plain(offer) });
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

// The offering side says so when it makes the lines; where they came with the offer it is said afterwards.
async function begin(sender: RTCRtpSender, encoding: RTCRtpEncodingParameters): Promise<void> {
  const parameters = sender.getParameters();
  for (const one of parameters.encodings) Object.assign(one, encoding);
  if (Object.keys(encoding).length > 0) await sender.setParameters(parameters);
}

function plain(description: RTCSessionDescription): RTCSessionDescriptionInit {
  return { type: description.type, sdp: description.sdp };
}

function isShared(name: LineName): boolean {
  return name === 'screen' || name === 'screenAudio';
}
