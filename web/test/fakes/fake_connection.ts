// An RTCPeerConnection that keeps the rules that negotiation depends on (W3C WebRTC 1.0, JSEP) and moves no media:
// the operations chain, implicit rollback, when negotiationneeded fires, which transceivers get a line.

interface Line {
  mid: string;
  kind: string;
}

interface FakeSdp {
  lines: Line[];
  ufrag: string;
}

export class FakeTrack extends EventTarget {
  enabled = true;
  muted = false;
  contentHint = '';
  readyState: 'live' | 'ended' = 'live';
  readonly clones: FakeTrack[] = [];

  constructor(
    readonly kind: string,
    readonly label = '',
    private readonly settings: MediaTrackSettings = {},
  ) {
    super();
  }

  stop(): void {
    this.readyState = 'ended';
  }

  getSettings(): MediaTrackSettings {
    return this.settings;
  }

  clone(): FakeTrack {
    const clone = new FakeTrack(this.kind, this.label, this.settings);
    clone.enabled = this.enabled;
    this.clones.push(clone);
    return clone;
  }

  /** It ends without the page's doing: unplugged, revoked, stopped in the browser's own bar. */
  end(): void {
    if (this.readyState === 'ended') return;
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }

  /** The system lets nothing through for a while, or does so again. */
  interrupt(muted: boolean): void {
    this.muted = muted;
    this.dispatchEvent(new Event(muted ? 'mute' : 'unmute'));
  }
}

export class FakeStream {
  private readonly list: FakeTrack[];

  /** What the code under test calls a MediaStreamTrack is a FakeTrack here. */
  constructor(tracks: readonly (FakeTrack | MediaStreamTrack)[] = []) {
    this.list = [...tracks] as FakeTrack[];
  }

  getTracks(): FakeTrack[] {
    return [...this.list];
  }
  getAudioTracks(): FakeTrack[] {
    return this.list.filter(({ kind }) => kind === 'audio');
  }
  getVideoTracks(): FakeTrack[] {
    return this.list.filter(({ kind }) => kind === 'video');
  }
  addTrack(track: FakeTrack): void {
    if (!this.list.includes(track)) this.list.push(track);
  }
  removeTrack(track: FakeTrack): void {
    this.list.splice(this.list.indexOf(track), 1);
  }
}

class FakeTransceiver {
  mid: string | null = null;
  currentDirection: string | null = null;
  direction = 'recvonly';
  readonly sender: {
    track: FakeTrack | null;
    replaceTrack: (track: FakeTrack | null) => Promise<void>;
    setStreams: (...streams: FakeStream[]) => void;
  };
  readonly receiver: { track: FakeTrack };

  constructor(kind: string, track: FakeTrack | null) {
    this.receiver = { track: new FakeTrack(kind) };
    this.sender = {
      track,
      replaceTrack: async (next) => {
        this.sender.track = next;
      },
      setStreams: () => {},
    };
  }

  stop(): void {
    this.currentDirection = 'stopped';
    this.direction = 'stopped';
  }
}

let count = 0;

export class FakeConnection {
  signalingState: RTCSignalingState = 'stable';
  connectionState: RTCPeerConnectionState = 'new';
  localDescription: RTCSessionDescriptionInit | null = null;
  remoteDescription: RTCSessionDescriptionInit | null = null;
  onnegotiationneeded: (() => void) | null = null;
  onicecandidate: ((event: { candidate: unknown }) => void) | null = null;
  onconnectionstatechange: (() => void) | null = null;
  ontrack: ((event: { track: FakeTrack }) => void) | null = null;
  readonly accepted: RTCIceCandidateInit[] = [];
  restarts = 0;
  private readonly transceivers: FakeTransceiver[] = [];
  private unconfirmed: FakeTransceiver[] = [];
  private chain: Promise<unknown> = Promise.resolve();
  private ufrag = `u${String(++count)}`;
  private needed = false;
  private stableLocal: RTCSessionDescriptionInit | null = null;

  constructor(readonly config: RTCConfiguration = {}) {}

  get closed(): boolean {
    return this.signalingState === 'closed';
  }

  addTransceiver(what: FakeTrack | string, init: { direction: string }): FakeTransceiver {
    const kind = typeof what === 'string' ? what : what.kind;
    const transceiver = new FakeTransceiver(kind, typeof what === 'string' ? null : what);
    transceiver.direction = init.direction;
    this.transceivers.push(transceiver);
    this.needNegotiation();
    return transceiver;
  }

  getTransceivers(): FakeTransceiver[] {
    return this.transceivers;
  }

  setLocalDescription(): Promise<void> {
    return this.inTurn(() => {
      if (this.signalingState === 'have-remote-offer') {
        this.localDescription = this.describe('answer');
        this.becomeStable();
        return;
      }
      if (this.signalingState === 'stable') this.stableLocal = this.localDescription;
      for (const transceiver of this.transceivers) {
        if (transceiver.mid === null && transceiver.direction !== 'stopped') {
          transceiver.mid = String(this.transceivers.indexOf(transceiver));
          this.unconfirmed.push(transceiver);
        }
      }
      this.needed = false;
      this.localDescription = this.describe('offer');
      this.signalingState = 'have-local-offer';
    });
  }

  setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    return this.inTurn(() => {
      if (description.type === 'answer') {
        if (this.signalingState !== 'have-local-offer') throw new DOMException('no offer', 'InvalidStateError');
        this.remoteDescription = description;
        this.becomeStable();
        return;
      }
      if (this.signalingState === 'have-local-offer') this.rollback();
      this.remoteDescription = description;
      this.signalingState = 'have-remote-offer';
      for (const { mid, kind } of parse(description).lines) {
        if (this.transceivers.some((known) => known.mid === mid)) continue;
        const transceiver = new FakeTransceiver(kind, null);
        transceiver.mid = mid;
        this.transceivers.push(transceiver);
        this.ontrack?.({ track: transceiver.receiver.track });
      }
    });
  }

  addIceCandidate(candidate: RTCIceCandidateInit): Promise<void> {
    return this.inTurn(() => {
      if (this.remoteDescription === null || parse(this.remoteDescription).ufrag !== candidate.usernameFragment) {
        throw new DOMException('unknown ufrag', 'OperationError');
      }
      this.accepted.push(candidate);
    });
  }

  restartIce(): void {
    this.restarts += 1;
    this.ufrag = `u${String(++count)}`;
    this.needNegotiation();
  }

  getStats(): Promise<Map<string, unknown>> {
    return Promise.resolve(new Map<string, unknown>());
  }

  close(): void {
    this.signalingState = 'closed';
    this.connectionState = 'closed';
  }

  /** The network found a candidate. */
  findCandidate(text: string): void {
    const init = { candidate: text, sdpMid: '0', usernameFragment: this.ufrag };
    this.onicecandidate?.({ candidate: { ...init, toJSON: () => init } });
  }

  become(state: RTCPeerConnectionState): void {
    this.connectionState = state;
    this.onconnectionstatechange?.();
  }

  sent(kind: string): FakeTrack | null | undefined {
    return this.transceivers.find((t) => t.mid !== null && t.receiver.track.kind === kind)?.sender.track;
  }

  get lines(): number {
    return this.transceivers.filter(({ mid }) => mid !== null).length;
  }

  private rollback(): void {
    for (const transceiver of this.unconfirmed) transceiver.mid = null;
    this.unconfirmed = [];
    this.localDescription = this.stableLocal;
    this.signalingState = 'stable';
    this.needed = this.transceivers.some(({ mid }) => mid === null);
  }

  private becomeStable(): void {
    this.unconfirmed = [];
    this.signalingState = 'stable';
    this.needed &&= this.transceivers.some(({ mid, direction }) => mid === null && direction !== 'stopped');
    if (this.needed) this.needNegotiation();
  }

  private needNegotiation(): void {
    this.needed = true;
    void Promise.resolve().then(() => {
      if (this.needed && this.signalingState === 'stable') {
        this.needed = false;
        this.onnegotiationneeded?.();
      }
    });
  }

  private describe(type: 'offer' | 'answer'): RTCSessionDescriptionInit {
    const lines = this.transceivers.flatMap(({ mid, receiver }) =>
      mid === null ? [] : [{ mid, kind: receiver.track.kind }],
    );
    return { type, sdp: JSON.stringify({ lines, ufrag: this.ufrag } satisfies FakeSdp) };
  }

  private inTurn(step: () => void): Promise<void> {
    const done = this.chain.then(() => {
      if (this.signalingState === 'closed') throw new DOMException('closed', 'InvalidStateError');
      step();
    });
    this.chain = done.catch(() => {});
    return done;
  }
}

function parse(description: RTCSessionDescriptionInit): FakeSdp {
  return JSON.parse(description.sdp ?? '') as FakeSdp;
}
