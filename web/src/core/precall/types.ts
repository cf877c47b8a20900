// What the lobby shows of the connection test. Implemented by ConnectionTest (connection_test.ts).

export type ConnectionStepName = 'signaling' | 'udp' | 'relay' | 'throughput' | 'loss';

export const CONNECTION_STEPS: readonly ConnectionStepName[] = ['signaling', 'udp', 'relay', 'throughput', 'loss'];

export type ConnectionStepState =
  | 'waiting'
  | 'running'
  | 'ok'
  /** It works, but a call will suffer from it. */
  | 'poor'
  | 'failed'
  /** Nothing to test it with, or no time was left; the reason says which. */
  | 'not-tested';

/** Why a step, or the whole test, is not simply good. */
export type ConnectionReason =
  /** The server was not reached at all. */
  | 'SIGNALING_BLOCKED'
  /** WebSockets are broken on the way; long-polling works, only slower. */
  | 'SIGNALING_POLLING_ONLY'
  /** The server was reached, but slowly. */
  | 'SIGNALING_SLOW'
  /** No answer to any packet sent over UDP. */
  | 'UDP_BLOCKED'
  /** The server has no STUN or TURN configured: only the call itself can tell. */
  | 'NOTHING_TO_ASK'
  /** No relay is configured. */
  | 'NO_RELAY_CONFIGURED'
  /** Relays are configured, none could be used. */
  | 'RELAY_UNREACHABLE'
  /** The relay works over TCP or TLS alone: fine for the voice, slow to recover from loss. */
  | 'RELAY_TCP_ONLY'
  /** UDP is blocked and there is no relay that could help. */
  | 'NO_UDP_NO_RELAY'
  | 'NARROW_UPLOAD'
  | 'NARROW_DOWNLOAD'
  | 'LOSS_HIGH'
  | 'DELAY_HIGH'
  /** The server asked us to wait before measuring again (HTTP 429). */
  | 'TOO_OFTEN'
  /** The measurement got no usable answer. */
  | 'NO_ANSWER'
  /** The test's time was over before this step was. */
  | 'TIME_UP';

/** What was measured; absent what was not. */
export interface ConnectionNumbers {
  /** Until signaling was connected, or until the first candidate of this kind, milliseconds. */
  tookMs?: number;
  transport?: 'websocket' | 'polling';
  /** How the relay was reached. */
  relayProtocols?: readonly RelayProtocol[];
  rttMs?: number;
  /** Share of packets, 0..1. */
  loss?: number;
  upKbps?: number;
  downKbps?: number;
}

export type RelayProtocol = 'udp' | 'tcp' | 'tls';

export interface ConnectionStep {
  name: ConnectionStepName;
  state: ConnectionStepState;
  reason: ConnectionReason | undefined;
  numbers: ConnectionNumbers;
}

export interface ConnectionVerdict {
  /** audio-first: the voice will work, the picture perhaps not, or not well. */
  kind: 'ready' | 'audio-first' | 'will-not-work';
  /** What made it less than 'ready', the gravest first; may also hold hints when it is 'ready'. */
  reasons: readonly ConnectionReason[];
}

export interface ConnectionTestSnapshot {
  state: 'idle' | 'running' | 'done';
  /** Always all five, in the order of CONNECTION_STEPS. */
  steps: readonly ConnectionStep[];
  /** Since the start, 0..1 of the longest time it may take. */
  progress: number;
  verdict: ConnectionVerdict | undefined;
  /** Starts the first test; undefined while it runs and afterwards. */
  run: (() => void) | undefined;
  /** Starts over; undefined before the first test has ended, and after close(). */
  again: (() => void) | undefined;
}
