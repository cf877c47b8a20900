// A link to somebody, whose figures a test writes.
import type { PeerFacts } from '../../src/core/call/types';
import type { QualityLink } from '../../src/core/quality/quality_link';
import type { StatsEntry } from '../../src/core/quality/stats_counters';

export interface Traffic {
  /** Packets between two looks that arrive; 0: nothing does. */
  arriving: number;
  /** Nothing can be made of the packets of the picture. */
  undecodable: boolean;
  /** What the camera gives is made into something that can be sent. */
  encoding: boolean;
  lossIn: number;
  lossOut: number;
  rttMs: number;
  availableKbps: number;
  limitation: string;
}

export class FakeSender {
  parameters: Record<string, unknown> = { transactionId: 't', codecs: [], encodings: [{ active: true }] };
  /** What setParameters was called with. */
  readonly calls: Record<string, unknown>[] = [];
  /** How many of the calls asked for a key frame. */
  keyFrames = 0;
  /** Errors for the next calls. */
  readonly failures: Error[] = [];
  track: { readyState: string; getSettings: () => MediaTrackSettings } | null;
  /** When set, a call does not end before the test says so. */
  hold: (() => void)[] | undefined;

  constructor(settings: MediaTrackSettings | null = { width: 1280, height: 720 }) {
    this.track = settings && { readyState: 'live', getSettings: () => settings };
  }

  getParameters(): Record<string, unknown> {
    return structuredClone(this.parameters);
  }

  async setParameters(
    parameters: Record<string, unknown>,
    options?: { encodingOptions: { keyFrame: boolean }[] },
  ): Promise<void> {
    this.calls.push(parameters);
    if (options?.encodingOptions.some(({ keyFrame }) => keyFrame)) this.keyFrames += 1;
    const failure = this.failures.shift();
    if (failure) throw failure;
    if (this.hold) await new Promise<void>((resolve) => this.hold?.push(resolve));
    this.parameters = parameters;
  }

  get encoding(): Record<string, unknown> {
    return (this.parameters['encodings'] as Record<string, unknown>[])[0] ?? {};
  }
}

export class FakeLink {
  readonly traffic: Traffic = {
    arriving: 150,
    undecodable: false,
    encoding: true,
    lossIn: 0,
    lossOut: 0,
    rttMs: 40,
    availableKbps: 3000,
    limitation: 'none',
  };
  readonly cameraSender = new FakeSender();
  screenSender: FakeSender | undefined;
  facts: PeerFacts | undefined;
  state = { audio: true, video: true, screen: false };
  connectionState: RTCPeerConnectionState = 'connected';
  asked = 0;
  /** getStats does not answer. */
  silent = false;
  /** getStats fails: the connection has been closed. */
  broken = false;
  private second = 0;
  private received = 0;
  private decoded = 0;
  private lost = 0;
  private sent = 0;
  private encoded = 0;
  connection = this.makeConnection();

  constructor(readonly userId = 'them') {}

  get link(): QualityLink {
    return {
      userId: this.userId,
      connection: this.connection,
      cameraSender: this.cameraSender as unknown as RTCRtpSender,
      screenSender: this.screenSender as unknown as RTCRtpSender | undefined,
      facts: this.facts,
      state: this.state,
    };
  }

  /** The same person by a new connection. */
  replace(): void {
    this.connection = this.makeConnection();
    this.second = this.received = this.decoded = this.lost = this.sent = this.encoded = 0;
  }

  private makeConnection(): RTCPeerConnection {
    const state = (): RTCPeerConnectionState => this.connectionState;
    return {
      get connectionState() {
        return state();
      },
      getTransceivers: () => [],
      getStats: () => this.report(),
    } as unknown as RTCPeerConnection;
  }

  private report(): Promise<readonly StatsEntry[]> {
    this.asked += 1;
    if (this.silent) return new Promise(() => {});
    if (this.broken) return Promise.reject(new DOMException('closed', 'InvalidStateError'));
    const { traffic } = this;
    this.second += 1;
    this.received += traffic.arriving * (1 - traffic.lossIn);
    this.lost += traffic.arriving * traffic.lossIn;
    if (!traffic.undecodable) this.decoded += traffic.arriving * (1 - traffic.lossIn);
    this.sent += 150;
    if (traffic.encoding) this.encoded += 30;
    const timestamp = this.second * 1000;
    return Promise.resolve([
      { id: 'T', type: 'transport', timestamp, selectedCandidatePairId: 'P' },
      { id: 'P', type: 'candidate-pair', timestamp, currentRoundTripTime: traffic.rttMs / 1000, availableOutgoingBitrate: traffic.availableKbps * 1000 },
      { id: 'IV', type: 'inbound-rtp', timestamp, kind: 'video', packetsReceived: this.received, packetsLost: this.lost, framesDecoded: this.decoded, jitter: 0.004 },
      { id: 'OV', type: 'outbound-rtp', timestamp, kind: 'video', packetsSent: this.sent, mediaSourceId: 'S', framesEncoded: this.encoded, remoteId: 'R', qualityLimitationReason: traffic.limitation },
      { id: 'S', type: 'media-source', timestamp, kind: 'video', framesPerSecond: 30 },
      { id: 'R', type: 'remote-inbound-rtp', timestamp, fractionLost: traffic.lossOut },
    ]);
  }
}
