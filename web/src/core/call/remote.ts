// Another person in the call, known by user id: sockets and peer connections come and go, the person stays.
// Decides when the peer connection is kept, mended or replaced.
import type { RelayEvent, RelayPayloads, ParticipantState } from '../../contract/events';
import type { RelayedCandidate, RelayedDescription } from '../../contract/guards';
import type { Cancel, Clock } from '../clock';
import type { MediaKind } from '../media/local_media';
import type { LinkMessage, PeerLink } from '../peer/peer_link';

/** The one who joins makes the offer. If none comes in this time it was lost, or the other believes to be connected. */
export const OFFER_EXPECTED_MS = 1_500;
/** 'disconnected' often mends itself (a Wi-Fi hiccup): mending it sooner costs more than it saves. */
export const DISCONNECTED_GRACE_MS = 3_000;
/** Between attempts to mend; an ICE restart that can work has worked by then. */
export const MEND_AGAIN_MS = 6_000;
/** The polite side lets the other mend first, so that their offers do not collide. */
export const POLITE_DELAY_MS = 1_000;
/** After so many ICE restarts in vain the connection itself is suspect, and a new one is made. */
export const RESTARTS_BEFORE_REPLACING = 3;

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
  relay: <E extends RelayEvent>(event: E, payload: RelayPayloads[E] & { to: string }) => boolean;
  changed: () => void;
}

export type Presence = 'present' | 'reconnecting';

export class Remote {
  readonly userId: string;
  userName: string;
  userRole: string;
  state: ParticipantState = { audio: true, video: true, screen: false };
  presence: Presence = 'present';
  /** True from the first time media could flow to this person. */
  everConnected = false;

  private socketId: string | undefined;
  private link: PeerLink | undefined;
  private restarts = 0;
  private cancelTimer: Cancel | undefined;

  constructor(private readonly options: RemoteOptions) {
    this.userId = options.userId;
    this.userName = options.userName;
    this.userRole = options.userRole;
  }

  get stream(): MediaStream | undefined {
    return this.link?.incoming;
  }

  get connectionState(): RTCPeerConnectionState | 'none' {
    return this.link?.state ?? 'none';
  }

  get connection(): RTCPeerConnection | undefined {
    return this.link?.connection;
  }

  get hasLink(): boolean {
    return this.link !== undefined;
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

  /** They joined after us and will offer; if nothing comes, we do. */
  expectOffer(): void {
    this.setTimer(OFFER_EXPECTED_MS, () => {
      if (!this.link && this.options.reachable()) this.initiate();
    });
  }

  /** Signaling works again, on our side or on theirs: says what was left unsaid and mends what broke meanwhile. */
  resume(network: 'same' | 'changed'): void {
    const { link } = this;
    if (!link) {
      this.expectOffer();
      return;
    }
    const flushed = link.flush();
    if (link.awaitingAnswer) {
      if (!flushed) link.repeatOffer();
    } else if (network === 'changed' || link.state === 'failed' || link.state === 'disconnected') {
      link.restart();
      this.mendIn(MEND_AGAIN_MS);
    }
  }

  setTrack(kind: MediaKind, track: MediaStreamTrack | null): void {
    this.link?.setTrack(kind, track);
  }

  receiveDescription({ pc, forPc, description }: RelayedDescription): void {
    if (forPc !== undefined && forPc !== this.link?.id) {
      this.answerStale(description.type);
      return;
    }
    if (description.type === 'offer') {
      if (!this.link || (this.link.remoteId !== undefined && this.link.remoteId !== pc)) {
        // Their page was reloaded: the old connection has nobody at its other end.
        this.useLink(this.options.makeLink());
      }
    } else if (!this.link || forPc === undefined || (this.link.remoteId !== undefined && this.link.remoteId !== pc)) {
      return;
    }
    const link = this.link;
    if (!link) return;
    // An offer that the impolite side will ignore must not make it believe it has met that connection.
    if (!link.awaitingAnswer || description.type === 'answer' || this.options.polite) link.remoteId = pc;
    link.receiveDescription(description);
  }

  receiveCandidate({ pc, forPc, candidate }: RelayedCandidate): void {
    const { link } = this;
    if (link?.remoteId !== pc || (forPc !== undefined && forPc !== link.id)) return;
    link.receiveCandidate(candidate);
  }

  close(): void {
    this.cancelTimer?.();
    this.link?.close();
    this.link = undefined;
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
    this.restarts = 0;
    link.bind({
      polite: this.options.polite,
      send: (message) => this.send(link, message),
      changed: () => {
        if (this.link === link) this.linkChanged(link);
      },
    });
    this.mendIn(MEND_AGAIN_MS);
    this.options.changed();
  }

  private send(link: PeerLink, message: LinkMessage): boolean {
    if (this.socketId === undefined) return false;
    const ids = link.remoteId === undefined ? { pc: link.id } : { pc: link.id, forPc: link.remoteId };
    const where = { ...ids, to: this.socketId };
    switch (message.event) {
      case 'offer':
        return this.options.relay('offer', { offer: message.offer, ...where });
      case 'answer':
        return this.options.relay('answer', { answer: message.answer, ...where });
      case 'ice-candidate':
        return this.options.relay('ice-candidate', { candidate: message.candidate, ...where });
    }
  }

  private linkChanged(link: PeerLink): void {
    if (link.state === 'connected') {
      this.everConnected = true;
      this.restarts = 0;
      this.cancelTimer?.();
    } else if (link.state === 'disconnected') {
      this.mendIn(DISCONNECTED_GRACE_MS + this.turnDelay());
    } else if (link.state === 'failed') {
      this.mendIn(this.turnDelay());
    }
    this.options.changed();
  }

  private turnDelay(): number {
    return this.options.polite ? POLITE_DELAY_MS : 0;
  }

  private mendIn(ms: number): void {
    this.setTimer(ms, () => {
      this.mend();
    });
  }

  private mend(): void {
    const { link } = this;
    if (!link || link.state === 'connected') return;
    const broken = link.state === 'failed' || link.state === 'disconnected';
    // Without a socket at either end there is nobody to mend it with: resume() does it when there is.
    if (this.socketId !== undefined && this.options.reachable()) {
      if (broken && this.restarts >= RESTARTS_BEFORE_REPLACING) {
        this.initiate();
        return;
      }
      if (link.awaitingAnswer) link.repeatOffer();
      else if (broken) link.restart();
      if (broken) this.restarts += 1;
    }
    this.mendIn(MEND_AGAIN_MS + this.turnDelay());
  }

  private setTimer(ms: number, run: () => void): void {
    this.cancelTimer?.();
    this.cancelTimer = this.options.clock.after(ms, run);
  }
}
