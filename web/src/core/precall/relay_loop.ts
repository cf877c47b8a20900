// A connection from this page through the relay back to this page: what is sent travels up to the relay and down again, so that
// its way, its loss and its rate can be measured without anybody at the other end.
import type { Cancel, Clock } from '../clock';

export interface RelayLoopOptions {
  clock: Clock;
  makeConnection: (config: RTCConfiguration) => RTCPeerConnection;
  config: RTCConfiguration;
}

export interface LoopLoss {
  /** Share of packets that did not come back, 0..1. */
  loss: number;
  /** Median time to the relay and back, milliseconds; undefined when nothing came back. */
  rttMs: number | undefined;
}

/** Like a voice: a packet every 20 ms. */
const LOSS_INTERVAL_MS = 20;
const LOSS_PACKETS = 75;
const LOSS_BYTES = 160;
/** So long a late packet is waited for: voice that is later than that is lost anyway. */
const LATE_MS = 400;

/** Below a usual MTU, with room for SCTP, DTLS, TURN, UDP and IP headers. */
const CHUNK_BYTES = 1_100;
const RATE_MS = 1_500;
/** Looks after the send buffer so often, and keeps it this full: enough for 10 Mbit/s. */
const FILL_EVERY_MS = 10;
const BUFFER_BYTES = 16 * 1024;
/** More is not needed to know that a call has what it can use: spares a metered connection. */
const ENOUGH_BYTES = 600_000;

const HEADER_BYTES = 8;

export class RelayLoop {
  private readonly here: RTCPeerConnection;
  private readonly there: RTCPeerConnection;
  private readonly channel: RTCDataChannel;
  private received: ((sentAt: number, bytes: number) => void) | undefined;
  private closed = false;
  private cancelTimer: Cancel | undefined;
  private giveUp: (() => void) | undefined;

  constructor(private readonly options: RelayLoopOptions) {
    const config: RTCConfiguration = { ...options.config, iceTransportPolicy: 'relay' };
    this.here = options.makeConnection(config);
    this.there = options.makeConnection(config);
    // Like media: what is lost stays lost, and nothing waits for it.
    this.channel = this.here.createDataChannel('loop', { ordered: false, maxRetransmits: 0 });
    this.channel.binaryType = 'arraybuffer';
    this.there.ondatachannel = ({ channel }) => {
      channel.binaryType = 'arraybuffer';
      channel.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
        this.received?.(new DataView(data).getFloat64(0), data.byteLength);
      };
    };
  }

  /** Resolves with true when packets can be sent, with false when it was closed before. Rejects when the browser refuses. */
  async open(): Promise<boolean> {
    const { here, there, channel } = this;
    const opened = new Promise<boolean>((resolve) => {
      this.giveUp = () => {
        resolve(false);
      };
      channel.onopen = () => {
        resolve(true);
      };
    });
    connectCandidates(here, there);
    connectCandidates(there, here);
    await here.setLocalDescription();
    if (here.localDescription) await there.setRemoteDescription(here.localDescription);
    await there.setLocalDescription();
    if (there.localDescription) await here.setRemoteDescription(there.localDescription);
    return opened;
  }

  /** Takes about two seconds; undefined when it was closed meanwhile. */
  async measureLoss(): Promise<LoopLoss | undefined> {
    const { clock } = this.options;
    const times: number[] = [];
    this.received = (sentAt) => {
      times.push(clock.now() - sentAt);
    };
    for (let packet = 0; packet < LOSS_PACKETS; packet += 1) {
      this.send(LOSS_BYTES);
      if (!(await this.pause(LOSS_INTERVAL_MS))) return undefined;
    }
    if (!(await this.pause(LATE_MS))) return undefined;
    const inTime = times.filter((ms) => ms <= LATE_MS).sort((a, b) => a - b);
    return { loss: 1 - inTime.length / LOSS_PACKETS, rttMs: inTime[Math.floor((inTime.length - 1) / 2)] };
  }

  /** What gets through, kbit/s, up and down at once. Takes up to 1.5 s; undefined when nothing came or it was closed meanwhile. */
  async measureRate(): Promise<number | undefined> {
    const { clock } = this.options;
    let bytes = 0;
    let firstAt: number | undefined;
    let lastAt = 0;
    this.received = (_sentAt, size) => {
      lastAt = clock.now();
      // The first one only starts the watch: how long it took says nothing about the rate.
      if (firstAt === undefined) firstAt = lastAt;
      else bytes += size;
    };
    const endsAt = clock.now() + RATE_MS;
    while (clock.now() < endsAt && bytes < ENOUGH_BYTES) {
      while (this.channel.bufferedAmount < BUFFER_BYTES) if (!this.send(CHUNK_BYTES)) return undefined;
      if (!(await this.pause(FILL_EVERY_MS))) return undefined;
    }
    const ms = lastAt - (firstAt ?? lastAt);
    return ms > 0 ? (bytes * 8) / ms : undefined;
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.received = undefined;
    this.giveUp?.();
    this.cancelTimer?.();
    this.here.close();
    this.there.close();
  }

  private send(bytes: number): boolean {
    if (this.closed || this.channel.readyState !== 'open') return false;
    const packet = new ArrayBuffer(Math.max(bytes, HEADER_BYTES));
    new DataView(packet).setFloat64(0, this.options.clock.now());
    this.channel.send(packet);
    return true;
  }

  /** False when the loop was closed meanwhile. */
  private pause(ms: number): Promise<boolean> {
    if (this.closed) return Promise.resolve(false);
    return new Promise((resolve) => {
      this.giveUp = () => {
        resolve(false);
      };
      this.cancelTimer = this.options.clock.after(ms, () => {
        resolve(true);
      });
    });
  }
}

function connectCandidates(from: RTCPeerConnection, to: RTCPeerConnection): void {
  from.onicecandidate = ({ candidate }) => {
    if (!candidate) return;
    // Closing in between is no error; a candidate that is refused is one way less.
    to.addIceCandidate(candidate).catch(() => undefined);
  };
}
