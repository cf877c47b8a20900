// A network as the connection test meets it: servers that answer or do not, a relay with a rate, a delay and loss.
import type { Clock } from '../../src/core/clock';
import type { ConnectionTestOptions } from '../../src/core/precall/connection_test';
import type { CallConfigAnswer } from '../../src/contract/rest';
import type { Result } from '../../src/core/result';
import type { SocketPort } from '../../src/core/signaling/socket_port';

export interface Conditions {
  /** After how long each way of signaling connects, milliseconds; undefined: never. */
  webSocket?: number | undefined;
  polling?: number | undefined;
  /** The server refuses the connection by its own words. */
  signalingRefused?: boolean;
  config?: Result<CallConfigAnswer>;
  /** When a `srflx` candidate comes; undefined: none. */
  stun?: number | undefined;
  /** When a relay candidate comes, by the protocol that leads to the relay. */
  relays?: Partial<Record<'udp' | 'tcp' | 'tls', number>>;
  /** When gathering is complete; undefined: not within any test's time. */
  complete?: number | undefined;
  /** The relay never says anything: gathering with it is not complete within any test's time. */
  relaySilent?: boolean;
  /** So is gathering with this STUN server. */
  stunSilent?: string;
  /** The browser says that a server did not answer. */
  iceTrouble?: boolean;
  /** When the way through the relay and back is open; undefined: never. */
  loop?: number | undefined;
  /** Of that way. */
  delayMs?: number;
  kbps?: number;
  /** Every so many-th packet is lost. */
  loseEvery?: number;
  /** Requests: their rate, and what they answer. */
  httpKbps?: number;
  httpStatus?: number;
  /** No request is ever answered. */
  httpSilent?: boolean;
}

export const STUN_AND_TURN: CallConfigAnswer = {
  iceServers: [
    { urls: 'stun:stun.example.org:3478' },
    { urls: ['turn:turn.example.org:3478?transport=udp', 'turns:turn.example.org:443'], username: 'u', credential: 'c' },
  ],
  iceTransportPolicy: 'all',
};
export const STUN_ONLY: CallConfigAnswer = { ...STUN_AND_TURN, iceServers: [{ urls: ['stun:stun.example.org:3478'] }] };
export const TWO_STUN: CallConfigAnswer = { ...STUN_AND_TURN, iceServers: [{ urls: ['stun:one.example.org', 'stun:two.example.org'] }] };
export const RELAY_BY_TCP: CallConfigAnswer = {
  ...STUN_AND_TURN,
  iceServers: [{ urls: ['turn:turn.example.org:3478?transport=tcp', 'turns:turn.example.org:443'], username: 'u', credential: 'c' }],
};
export const NO_SERVERS: CallConfigAnswer = { ...STUN_AND_TURN, iceServers: [] };

/** Everything as it should be. */
export const FINE: Conditions = {
  webSocket: 80,
  polling: 150,
  config: { ok: true, value: STUN_AND_TURN },
  stun: 60,
  relays: { udp: 90, tls: 200 },
  complete: 250,
  loop: 200,
  delayMs: 40,
  kbps: 4000,
  httpKbps: 4000,
};

export class FakeNetwork {
  readonly connections: FakePeer[] = [];
  readonly sockets: FakeProbeSocket[] = [];
  readonly requests: string[] = [];

  constructor(
    readonly clock: Clock,
    readonly is: Conditions,
  ) {}

  get options(): ConnectionTestOptions {
    return {
      clock: this.clock,
      api: {
        callConfig: async () => this.is.config ?? { ok: false, refusal: { code: 'NETWORK' } },
        raw: (path, init) => this.request(path, init),
      },
      makeConnection: (config) => {
        const peer = new FakePeer(this, config);
        this.connections.push(peer);
        return peer as unknown as RTCPeerConnection;
      },
      makeSocket: (transport) => {
        const socket = new FakeProbeSocket(this, transport);
        this.sockets.push(socket);
        return socket;
      },
    };
  }

  /** Runs after `ms`, or never. */
  later(ms: number | undefined, run: () => void): void {
    if (ms !== undefined) this.clock.after(ms, run);
  }

  private request(path: string, init: RequestInit): Promise<Response> {
    this.requests.push(`${String(init.method)} ${path}`);
    const { httpSilent, httpStatus = 200, httpKbps = 1000 } = this.is;
    return new Promise((resolve, reject) => {
      init.signal?.addEventListener('abort', () => {
        reject(new DOMException('aborted', 'AbortError'));
      });
      if (httpSilent) return;
      if (httpStatus !== 200) resolve(new Response('', { status: httpStatus }));
      else if (init.method === 'GET') resolve(new Response(this.trickle(httpKbps, init.signal)));
      else {
        const { byteLength } = init.body as Uint8Array;
        this.clock.after((byteLength * 8) / httpKbps, () => {
          resolve(new Response('{}'));
        });
      }
    });
  }

  /** 200,000 bytes in forty parts, as fast as the way carries them. */
  private trickle(kbps: number, signal: AbortSignal | null | undefined): ReadableStream<Uint8Array> {
    const part = new Uint8Array(5_000);
    let parts = 40;
    return new ReadableStream<Uint8Array>({
      start: (controller) => {
        signal?.addEventListener('abort', () => {
          controller.error(new DOMException('aborted', 'AbortError'));
        });
      },
      pull: (controller) =>
        new Promise((resolve) => {
          if (parts === 0) {
            controller.close();
            resolve();
            return;
          }
          this.clock.after((part.byteLength * 8) / kbps, () => {
            parts -= 1;
            if (!signal?.aborted) controller.enqueue(part.slice());
            resolve();
          });
        }),
    });
  }
}

export class FakeProbeSocket implements SocketPort {
  readonly connected = false;
  readonly recovered = false;
  readonly active = true;
  closed = false;
  readonly io = { engine: { transport: { name: 'websocket' } } };
  private readonly listeners = new Map<string, (error: Error) => void>();

  constructor(
    private readonly network: FakeNetwork,
    readonly transport: 'best' | 'polling',
  ) {}

  connect(): void {
    const { is } = this.network;
    const ms = this.transport === 'polling' ? is.polling : is.webSocket;
    this.network.later(ms, () => {
      if (this.closed) return;
      const refusal = Object.assign(new Error('refused'), { data: { code: 'RATE_LIMITED' } });
      this.listeners.get(is.signalingRefused ? 'connect_error' : 'connect')?.(refusal);
    });
    // A library's own trouble says nothing: it goes on trying.
    this.listeners.get('connect_error')?.(new Error('websocket error'));
  }
  disconnect(): void {
    this.closed = true;
  }
  on(event: string, listener: (...args: never[]) => void): void {
    this.listeners.set(event, listener as (error: Error) => void);
  }
  emit(): void {}
}

class FakeChannel {
  readyState: RTCDataChannelState = 'connecting';
  binaryType = '';
  bufferedAmount = 0;
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  other: FakeChannel | undefined;
  private sent = 0;
  private busyUntil = 0;

  constructor(private readonly network: FakeNetwork) {}

  open(): void {
    this.readyState = 'open';
    this.onopen?.();
  }

  send(data: ArrayBuffer): void {
    const { clock, is } = this.network;
    const { kbps = 1000, delayMs = 0, loseEvery } = is;
    this.sent += 1;
    this.bufferedAmount += data.byteLength;
    this.busyUntil = Math.max(this.busyUntil, clock.now()) + (data.byteLength * 8) / kbps;
    const lost = loseEvery !== undefined && this.sent % loseEvery === 0;
    clock.after(this.busyUntil - clock.now(), () => {
      this.bufferedAmount -= data.byteLength;
      if (!lost) clock.after(delayMs, () => this.other?.onmessage?.({ data }));
    });
  }
}

export class FakePeer {
  closed = false;
  localDescription: RTCSessionDescriptionInit | null = null;
  onicecandidate: ((event: { candidate: unknown }) => void) | null = null;
  onicecandidateerror: (() => void) | null = null;
  ondatachannel: ((event: { channel: FakeChannel }) => void) | null = null;
  private channel: FakeChannel | undefined;
  private remote = false;

  constructor(
    private readonly network: FakeNetwork,
    readonly config: RTCConfiguration,
  ) {}

  createDataChannel(_label: string, init?: RTCDataChannelInit): FakeChannel {
    this.channel = new FakeChannel(this.network);
    this.init = init;
    return this.channel;
  }
  init: RTCDataChannelInit | undefined;

  async setLocalDescription(): Promise<void> {
    this.localDescription = { type: this.remote ? 'answer' : 'offer', sdp: '' };
    if (this.config.iceTransportPolicy === 'all') this.gather();
    else this.onicecandidate?.({ candidate: { type: 'relay' } });
  }

  async setRemoteDescription(description: RTCSessionDescriptionInit): Promise<void> {
    this.remote = true;
    if (description.type === 'answer') this.network.later(this.network.is.loop, () => { this.openLoop(); });
  }

  async addIceCandidate(): Promise<void> {
    if (!this.remote) throw new DOMException('no remote description', 'InvalidStateError');
  }

  close(): void {
    this.closed = true;
    if (this.channel) this.channel.readyState = 'closed';
  }

  private gather(): void {
    const { is } = this.network;
    const find = (ms: number | undefined, candidate: Record<string, unknown> | null): void => {
      this.network.later(ms, () => {
        if (!this.closed) this.onicecandidate?.({ candidate });
      });
    };
    const urls = (this.config.iceServers ?? []).flatMap((server) => server.urls);
    const hasTurn = urls.some((url) => url.startsWith('turn'));
    if (is.iceTrouble) this.onicecandidateerror?.();
    find(0, { type: 'host', protocol: 'udp' });
    if (urls.some((url) => url.startsWith('stun:'))) find(is.stun, { type: 'srflx', protocol: 'udp' });
    if (hasTurn) {
      for (const [relayProtocol, ms] of Object.entries(is.relays ?? {})) {
        find(ms, { type: 'relay', protocol: 'udp', relayProtocol });
      }
    }
    const silent = (is.relaySilent && hasTurn) || urls.includes(is.stunSilent ?? '');
    if (!silent) find(is.complete, null);
  }

  private openLoop(): void {
    const there = this.network.connections.find((peer) => peer !== this && peer.config.iceTransportPolicy === 'relay' && !peer.closed);
    if (this.closed || !there || !this.channel) return;
    const other = new FakeChannel(this.network);
    this.channel.other = other;
    there.ondatachannel?.({ channel: other });
    this.channel.open();
  }
}
