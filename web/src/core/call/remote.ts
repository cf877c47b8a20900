// Another person in the call, known by user id: sockets and peer connections come and go, the person stays.
// Decides which peer connection is theirs, and by which way its messages travel; PathMender keeps its path working,
// ChannelMender its data channel open.
import type { ChatControl, ControlMessage, ControlSignal, PeerFacts } from '../../contract/control';
import type { ParticipantState } from '../../contract/events';
import type { LinkCandidate, LinkDescription } from '../../contract/guards';
import type { Cancel, Clock } from '../clock';
import type { LineName } from '../peer/lines';
import type { LinkMessage, PeerLink } from '../peer/peer_link';
import { ChannelMender } from './channel_mender';
import { PathMender, type Heal } from './path_mender';
import { addressed, relaySignal, type Relay } from './peer_signals';

/** The one who joins makes the offer. If none comes in this time it was lost, or the other believes to be connected. */
export const OFFER_EXPECTED_MS = 1_500;

/** By then the first picture is there, and nothing competes with it. */
export const SHARED_LINES_AFTER_MS = 1_500;

export interface RemoteOptions {
  userId: string;
  userName: string;
  userRole: string;
  polite: boolean;
  clock: Clock;
  makeLink: () => PeerLink;
  /** Whether our own signaling works. */
  reachable: () => boolean;
  /** Sends to this person's socket; false when our signaling is down. */
  relay: Relay;
  changed: () => void;
  /** The data channel to this person is open: what was not said can be said. */
  opened: (remote: Remote) => void;
  /** What they say over it and this class does not answer itself. */
  heard: (remote: Remote, message: ChatControl) => void;
  /** The media path is broken, or does not answer. */
  lost: () => void;
  healed: (remote: Remote, heal: Heal) => void;
  /** Their page asks for a whole picture of what we send. */
  keyFrameAsked: (remote: Remote) => void;
}

export type Presence = 'present' | 'reconnecting';

export class Remote {
  readonly userId: string;
  userName: string;
  userRole: string;
  state: ParticipantState = { audio: true, video: true, screen: false };
  presence: Presence = 'present';
  /** undefined until their page has said them. */
  facts: PeerFacts | undefined;
  /** True from the first time media could flow to this person. */
  everConnected = false;

  private socketId: string | undefined;
  private link: PeerLink | undefined;
  private readonly mender: PathMender;
  private readonly channelMender: ChannelMender;
  private cancelOfferTimer: Cancel | undefined;
  private cancelLinesTimer: Cancel | undefined;

  constructor(private readonly options: RemoteOptions) {
    this.userId = options.userId;
    this.userName = options.userName;
    this.userRole = options.userRole;
    const { polite, clock } = options;
    const replace = (): void => {
      this.initiate();
    };
    this.channelMender = new ChannelMender({ polite, clock, replace });
    this.mender = new PathMender({
      polite,
      clock,
      canSay: () => this.reachable || this.channelUsable,
      replace,
      lost: options.lost,
      healed: (heal) => {
        options.healed(this, heal);
      },
    });
  }

  get stream(): MediaStream | undefined {
    return this.link?.incoming;
  }

  /** What the screen lines bring, whether or not anything is shared on them. */
  get screenStream(): MediaStream | undefined {
    return this.link?.incomingScreen;
  }

  get connectionState(): RTCPeerConnectionState | 'none' {
    return this.link?.state ?? 'none';
  }

  get connection(): RTCPeerConnection | undefined {
    return this.link?.connection;
  }

  get channelState(): RTCDataChannelState | 'none' {
    return this.link?.control.state ?? 'none';
  }

  get iceRestarts(): number {
    return this.mender.iceRestarts;
  }

  get hasLink(): boolean {
    return this.link !== undefined;
  }

  /** Whether the server can bring them something now. */
  get reachable(): boolean {
    return this.socketId !== undefined && this.options.reachable();
  }

  isAt(socketId: string): boolean {
    return this.socketId === socketId;
  }

  /** The person's socket as of now; undefined while it is lost. The peer connection is not touched. */
  moveTo(socketId: string | undefined): void {
    this.socketId = socketId;
    this.presence = socketId === undefined ? 'reconnecting' : 'present';
  }

  /** Offers a connection; `prepared` is one that has made its offer already. */
  initiate(prepared?: PeerLink): void {
    const link = prepared ?? this.options.makeLink();
    this.useLink(link);
    if (!prepared) link.startOffer();
  }

  /** Signaling works again, on our side or on theirs. */
  resume(): void {
    if (this.link) this.mender.resume();
    else this.expectOffer();
  }

  /** There is reason to ask whether the path still works. */
  doubt(): void {
    this.mender.doubt();
  }

  networkChanged(): void {
    this.mender.networkChanged();
  }

  setTrack(line: LineName, track: MediaStreamTrack | null): void {
    this.link?.setTrack(line, track);
  }

  sender(line: LineName): RTCRtpSender | undefined {
    return this.link?.sender(line);
  }

  mid(line: LineName): string | null {
    return this.link?.mid(line) ?? null;
  }

  /** Over the data channel; false when that is not open. */
  say(message: ControlMessage): boolean {
    return this.link?.control.send(message) ?? false;
  }

  receiveDescription({ pc, forPc, n, description }: LinkDescription): void {
    if (forPc !== undefined && forPc !== this.link?.id) {
      this.answerStale(description.type);
      return;
    }
    if (description.type === 'offer') {
      // Their page was reloaded, and the old connection has nobody at its other end; or both began at once.
      const replaced = this.link?.remoteId !== undefined && this.link.remoteId !== pc;
      const gaveWay = this.options.polite && this.link?.onlyOffered === true;
      if (!this.link || replaced || gaveWay) this.useLink(this.options.makeLink());
    } else if (!this.link || forPc === undefined || (this.link.remoteId !== undefined && this.link.remoteId !== pc)) {
      return;
    }
    const link = this.link;
    if (!link) return;
    // An offer that the impolite side will ignore must not make it believe it has met that connection.
    const ignored = description.type === 'offer' && !this.options.polite && (link.awaitingAnswer || link.onlyOffered);
    if (!ignored) link.remoteId = pc;
    link.receiveDescription(n === undefined ? { description } : { description, n });
  }

  receiveCandidate({ pc, forPc, candidate }: LinkCandidate): void {
    const { link } = this;
    if (link?.remoteId !== pc || (forPc !== undefined && forPc !== link.id)) return;
    link.receiveCandidate(candidate);
  }

  close(): void {
    this.cancelOfferTimer?.();
    this.cancelLinesTimer?.();
    this.cancelLinesTimer = undefined;
    this.mender.stop();
    this.channelMender.stop();
    this.link?.close();
    this.link = undefined;
  }

  // A channel that is open on a path that is broken keeps what it is given until it is of no use.
  private get channelUsable(): boolean {
    return this.link?.control.state === 'open' && this.link.state === 'connected' && !this.mender.doubtful;
  }

  // They joined after us and will offer; if nothing comes, we do.
  private expectOffer(): void {
    this.cancelOfferTimer?.();
    this.cancelOfferTimer = this.options.clock.after(OFFER_EXPECTED_MS, () => {
      if (!this.link && this.options.reachable()) this.initiate();
    });
  }

  // They speak to a connection of ours that is gone. If we have none they must be told by an offer of a new one; if ours
  // is waiting for an answer, the offer was lost on the way.
  private answerStale(type: 'offer' | 'answer'): void {
    if (type !== 'offer') return;
    if (!this.link) this.initiate();
    else if (this.link.awaitingAnswer) this.link.repeatOffer();
  }

  private useLink(link: PeerLink): void {
    this.close();
    this.link = link;
    this.mender.watch(link);
    this.channelMender.watch(link);
    link.bind({
      polite: this.options.polite,
      send: (message) => this.send(link, message),
      changed: () => {
        if (this.link === link) this.linkChanged(link);
      },
      opened: () => {
        if (this.link !== link) return;
        this.channelMender.opened();
        this.options.opened(this);
      },
      channelEnded: () => {
        if (this.link === link) this.channelMender.check();
      },
      heard: (message) => {
        if (this.link === link) this.hear(message);
      },
    });
    this.options.changed();
  }

  private linkChanged(link: PeerLink): void {
    if (link.state === 'connected') {
      this.everConnected = true;
      this.cancelLinesTimer ??= this.options.clock.after(SHARED_LINES_AFTER_MS, () => {
        if (link.addSharedLines()) this.mender.offered();
      });
    }
    this.mender.linkChanged();
    this.channelMender.check();
    this.options.changed();
  }

  // By the server while that reaches both pages, else from page to page.
  private send(link: PeerLink, message: LinkMessage): boolean {
    const ids = link.remoteId === undefined ? { pc: link.id } : { pc: link.id, forPc: link.remoteId };
    const signal = addressed(message, ids);
    const to = this.socketId;
    if (to !== undefined && this.options.reachable()) return relaySignal(this.options.relay, signal, to);
    return this.link === link && this.channelUsable && link.control.send({ type: 'signal', signal });
  }

  private hear(message: ControlMessage): void {
    this.mender.works();
    switch (message.type) {
      case 'ping':
        this.say({ type: 'pong', n: message.n });
        break;
      case 'pong':
        break;
      case 'signal':
        this.hearSignal(message.signal);
        break;
      case 'facts':
        this.facts = message.facts;
        this.options.changed();
        break;
      case 'state':
        this.state = message.state;
        this.options.changed();
        break;
      case 'key-frame':
        this.options.keyFrameAsked(this);
        break;
      case 'chat':
      case 'chat-ack':
        this.options.heard(this, message);
        break;
    }
  }

  private hearSignal(signal: ControlSignal): void {
    switch (signal.event) {
      case 'offer':
        this.receiveDescription({ ...signal, description: { type: 'offer', sdp: signal.offer.sdp ?? '' } });
        break;
      case 'answer':
        this.receiveDescription({ ...signal, description: { type: 'answer', sdp: signal.answer.sdp ?? '' } });
        break;
      case 'ice-candidate':
        this.receiveCandidate(signal);
        break;
    }
  }
}
