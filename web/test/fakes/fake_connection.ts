// An RTCPeerConnection that keeps the rules that negotiation depends on (W3C WebRTC 1.0, JSEP) and moves no media:
// the operations chain, implicit rollback, when negotiationneeded fires, which transceivers get a line. Its data channel does
// carry messages, while the path to the connection that it was negotiated with works.
import type { LineName } from '../../src/core/peer/lines';
import { namedLines } from '../../src/core/peer/lines';
import { FakeAssociation, type ChannelHost, type FakeDataChannel } from './fake_data_channel';

interface Line {
  mid: string;
  kind: string;
}

interface FakeSdp {
  connection: number;
  lines: Line[];
  /** Whether there is a line for data channels. */
  data: boolean;
  ufrag: string;
}

/** All that were made, so that two that have described themselves to each other find each other. */
const connections = new Map<number, FakeConnection>();

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

interface TransceiverInit {
  direction?: string;
  streams?: FakeStream[];
  sendEncodings?: RTCRtpEncodingParameters[];
}

export class FakeTransceiver {
  mid: string | null = null;
  currentDirection: string | null = null;
  direction = 'recvonly';
  readonly sender: {
    track: FakeTrack | null;
    replaceTrack: (track: FakeTrack | null) => Promise<void>;
    setStreams: (...streams: FakeStream[]) => void;
    getParameters: () => { encodings: RTCRtpEncodingParameters[] };
    setParameters: (
      parameters: { encodings: RTCRtpEncodingParameters[] },
      options?: { encodingOptions: { keyFrame: boolean }[] },
    ) => Promise<void>;
  };
  /** How many whole pictures the sender was asked for. */
  keyFrames = 0;
  readonly receiver: { track: FakeTrack };
  streams: FakeStream[];

  constructor(kind: string, track: FakeTrack | null, init: TransceiverInit = {}) {
    this.receiver = { track: new FakeTrack(kind) };
    this.streams = init.streams ?? [];
    let encodings = init.sendEncodings ?? [{ priority: 'low' }];
    this.sender = {
      track,
      replaceTrack: async (next) => {
        this.sender.track = next;
      },
      setStreams: (...streams) => {
        this.streams = streams;
      },
      getParameters: () => ({ encodings: structuredClone(encodings) }),
      setParameters: async (parameters, options) => {
        encodings = parameters.encodings;
        if (options?.encodingOptions.some(({ keyFrame }) => keyFrame)) this.keyFrames += 1;
      },
    };
  }

  stop(): void {
    this.currentDirection = 'stopped';
    this.direction = 'stopped';
  }
}

const PACKETS_A_LOOK = 100;

let count = 0;

export class FakeConnection implements ChannelHost {
  signalingState: RTCSignalingState = 'stable';
  connectionState: RTCPeerConnectionState = 'new';
  localDescription: RTCSessionDescriptionInit | null = null;
  remoteDescription: RTCSessionDescriptionInit | null = null;
  onnegotiationneeded: (() => void) | null = null;
  onicecandidate: ((event: { candidate: unknown }) => void) | null = null;
  onconnectionstatechange: (() => void) | null = null;
  ontrack: ((event: { track: FakeTrack; transceiver: FakeTransceiver }) => void) | null = null;
  ondatachannel: ((event: { channel: FakeDataChannel }) => void) | null = null;
  readonly association: FakeAssociation = new FakeAssociation(this);
  /** Nothing passes, although nobody has noticed yet. */
  silent = false;
  /** getStats counts packets that arrive: some at every look, as long as the path works. */
  counted = false;
  /** With `counted`: what our camera gives is made into something that can be sent. */
  encodes = true;
  /** false: the path works, but none of their packets arrive here. */
  hears = true;
  readonly accepted: RTCIceCandidateInit[] = [];
  restarts = 0;
  private received = 0;
  private encoded = 0;
  private looks = 0;
  private readonly transceivers: FakeTransceiver[] = [];
  private readonly number = ++count;
  private unconfirmed: FakeTransceiver[] = [];
  private chain: Promise<unknown> = Promise.resolve();
  private ufrag = `u${String(++count)}`;
  private needed = false;
  private dataLine = false;
  private stableLocal: RTCSessionDescriptionInit | null = null;

  constructor(readonly config: RTCConfiguration = {}) {
    connections.set(this.number, this);
  }

  get closed(): boolean {
    return this.signalingState === 'closed';
  }

  addTransceiver(what: FakeTrack | string, init: TransceiverInit = {}): FakeTransceiver {
    const kind = typeof what === 'string' ? what : what.kind;
    const transceiver = new FakeTransceiver(kind, typeof what === 'string' ? null : what, init);
    transceiver.direction = init.direction ?? 'sendrecv';
    this.transceivers.push(transceiver);
    this.needNegotiation();
    return transceiver;
  }

  getTransceivers(): FakeTransceiver[] {
    return this.transceivers;
  }

  createDataChannel(label: string, init?: RTCDataChannelInit): FakeDataChannel {
    const channel = this.association.create(label, init);
    if (!this.dataLine) this.needNegotiation();
    void Promise.resolve().then(() => {
      this.association.run();
    });
    return channel;
  }

  /** The newest one. */
  get channel(): FakeDataChannel | undefined {
    return this.association.channels.at(-1);
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
      this.dataLine ||= this.channel !== undefined;
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
      const { lines, data } = parse(description);
      this.dataLine = data;
      const fresh: FakeTransceiver[] = [];
      for (const { mid, kind } of lines) {
        if (this.transceivers.some((known) => known.mid === mid)) continue;
        const transceiver = new FakeTransceiver(kind, null);
        transceiver.mid = mid;
        this.transceivers.push(transceiver);
        fresh.push(transceiver);
      }
      for (const transceiver of fresh) this.ontrack?.({ track: transceiver.receiver.track, transceiver });
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
    if (!this.counted) return Promise.resolve(new Map<string, unknown>());
    if (this.pathWorks && this.hears) this.received += PACKETS_A_LOOK;
    if (this.encodes) this.encoded += PACKETS_A_LOOK;
    this.looks += 1;
    const { received, encoded } = this;
    const camera = { kind: 'video', timestamp: this.looks * 1000 };
    const entries = [
      { ...camera, id: 'IV', type: 'inbound-rtp', packetsReceived: received, framesDecoded: received },
      { ...camera, id: 'OV', type: 'outbound-rtp', mediaSourceId: 'S', packetsSent: encoded, framesEncoded: encoded },
      { ...camera, id: 'S', type: 'media-source', framesPerSecond: 30 },
    ];
    return Promise.resolve(new Map(entries.map((entry) => [entry.id, entry])));
  }

  close(): void {
    this.signalingState = 'closed';
    this.connectionState = 'closed';
    this.association.closeAll();
  }

  /** The network found a candidate. */
  findCandidate(text: string): void {
    const init = { candidate: text, sdpMid: '0', usernameFragment: this.ufrag };
    this.onicecandidate?.({ candidate: { ...init, toJSON: () => init } });
  }

  become(state: RTCPeerConnectionState): void {
    this.connectionState = state;
    this.onconnectionstatechange?.();
    this.association.run();
    this.peer?.association.run();
  }

  /** The transceiver of a line that has been described. */
  line(name: LineName): FakeTransceiver | undefined {
    return namedLines(this.transceivers as unknown as RTCRtpTransceiver[])[name] as unknown as FakeTransceiver | undefined;
  }

  sent(name: LineName): FakeTrack | null | undefined {
    return this.line(name)?.sender.track;
  }

  /** What arrives by the data channel, from a page that may say anything. */
  hear(data: unknown): void {
    this.channel?.onmessage?.({ data });
  }

  get lines(): number {
    return this.transceivers.filter(({ mid }) => mid !== null).length;
  }

  /** The connection at the other end, once it has described itself here. */
  get peer(): FakeConnection | undefined {
    return this.remoteDescription ? connections.get(parse(this.remoteDescription).connection) : undefined;
  }

  get pathWorks(): boolean {
    const { peer } = this;
    return [this, peer].every((end) => end?.connectionState === 'connected' && !end.silent);
  }

  private rollback(): void {
    for (const transceiver of this.unconfirmed) transceiver.mid = null;
    this.unconfirmed = [];
    this.localDescription = this.stableLocal;
    this.signalingState = 'stable';
    this.dataLine = false;
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
    const { number: connection, dataLine: data, ufrag } = this;
    return { type, sdp: JSON.stringify({ connection, lines, data, ufrag } satisfies FakeSdp) };
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
