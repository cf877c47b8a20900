// One run of the connection test: what is asked when, and what each answer makes of its step.
import type { Cancel } from '../clock';
import { probeHttp } from './http_probe';
import { canAskOverUdp, hasRelay, probeIce } from './ice_probe';
import { within } from './limit';
import { RelayLoop } from './relay_loop';
import { probeSignaling } from './signaling_probe';
import type { ConnectionTestOptions } from './connection_test';
import {
  CONNECTION_STEPS,
  type ConnectionNumbers,
  type ConnectionReason,
  type ConnectionStep,
  type ConnectionStepName,
  type ConnectionStepState,
  type RelayProtocol,
} from './types';
import { LOSS_POOR, PICTURE_NEEDS_KBPS, RTT_POOR_MS, SIGNALING_SLOW_MS } from './verdict';

/** A relay over UDP answers sooner than one over TCP or TLS, which needs more round trips: so long it may lag behind. */
const UDP_RELAY_LAG_MS = 1_000;
/** A way through the relay to itself that is not there by now will not be. */
const LOOP_OPENS_WITHIN_MS = 3_000;
/** Since the start: what a request has carried by then counts, before the deadline ends everything. */
const MEASURE_UNTIL_MS = 7_500;

export function untouchedSteps(): ConnectionStep[] {
  return CONNECTION_STEPS.map((name) => ({ name, state: 'waiting', reason: undefined, numbers: {} }));
}

/** What a step is that the end of the time has caught running. An answer that did not come in so long is a no. */
const CAUGHT_RUNNING: Readonly<Record<ConnectionStepName, [ConnectionStepState, ConnectionReason]>> = {
  signaling: ['failed', 'SIGNALING_BLOCKED'],
  udp: ['failed', 'UDP_BLOCKED'],
  relay: ['failed', 'RELAY_UNREACHABLE'],
  throughput: ['not-tested', 'TIME_UP'],
  loss: ['not-tested', 'TIME_UP'],
};

export class TestRun {
  steps: readonly ConnectionStep[] = untouchedSteps();
  private readonly over = new AbortController();
  private readonly startedAt: number;
  private loop: RelayLoop | undefined;

  constructor(
    private readonly options: ConnectionTestOptions,
    private readonly changed: () => void,
  ) {
    this.startedAt = options.clock.now();
    this.over.signal.addEventListener('abort', () => {
      this.loop?.close();
    });
  }

  /** Resolves when every step has its result. Never rejects. */
  async run(): Promise<void> {
    const signaling = this.signaling();
    // The packets of these do not disturb each other; what measures the rate comes when they are through.
    const [relayed] = await Promise.all([this.servers(), signaling]);
    if (!this.over.signal.aborted) await (relayed ? this.throughRelay(relayed) : this.throughServer());
    // Where a relay over TCP was enough to measure with, nothing has waited for UDP; it had all that time to answer.
    this.end('udp', ...CAUGHT_RUNNING.udp);
    this.over.abort();
  }

  /** Time is up: every connection is closed, and what is known is all there will be. */
  expire(): void {
    this.over.abort();
    for (const { name, state } of this.steps) {
      const [result, reason] = CAUGHT_RUNNING[name];
      if (state === 'running') this.put(name, result, reason);
      else if (state === 'waiting') this.put(name, 'not-tested', 'TIME_UP');
    }
  }

  /** Nobody wants to know any more. */
  cancel(): void {
    this.over.abort();
  }

  private async signaling(): Promise<void> {
    this.start('signaling');
    const found = await probeSignaling(this.options, this.over.signal);
    if (!found) return;
    const numbers = { tookMs: found.tookMs, transport: found.transport };
    if (found.transport === 'polling') this.end('signaling', 'poor', 'SIGNALING_POLLING_ONLY', numbers);
    else if (found.tookMs > SIGNALING_SLOW_MS) this.end('signaling', 'poor', 'SIGNALING_SLOW', numbers);
    else this.end('signaling', 'ok', undefined, numbers);
  }

  /** The configuration with which the relay can be used; undefined when there is none that can. */
  private async servers(): Promise<RTCConfiguration | undefined> {
    this.start('udp', 'relay');
    const answer = await this.options.api.callConfig();
    if (!answer.ok) {
      this.end('udp', 'not-tested', 'NO_ANSWER');
      this.end('relay', 'not-tested', 'NO_ANSWER');
      return undefined;
    }
    const config = answer.value;
    if (!hasRelay(config)) this.end('relay', 'not-tested', 'NO_RELAY_CONFIGURED');
    if (!canAskOverUdp(config)) this.end('udp', 'not-tested', 'NOTHING_TO_ASK');
    if (!this.runs('udp') && !this.runs('relay')) return undefined;
    return (await this.gather(config)) ? config : undefined;
  }

  /** True as soon as a relay can be used, false as soon as there is none and it is known whether UDP works without. */
  private gather(config: RTCConfiguration): Promise<boolean> {
    return new Promise((resolve) => {
      const protocols = new Set<RelayProtocol>();
      let relayMs: number | undefined;
      let cancelLag: Cancel | undefined;
      const concludeRelay = (): void => {
        cancelLag?.();
        const numbers: ConnectionNumbers = { relayProtocols: [...protocols] };
        if (relayMs !== undefined) numbers.tookMs = relayMs;
        const overTcp = protocols.size > 0 && !protocols.has('udp');
        if (relayMs === undefined) this.end('relay', 'failed', 'RELAY_UNREACHABLE');
        else if (overTcp) this.end('relay', 'poor', 'RELAY_TCP_ONLY', numbers);
        else this.end('relay', 'ok', undefined, numbers);
        if (relayMs !== undefined) resolve(true);
        else if (!this.runs('udp')) resolve(false);
      };
      const listener = {
        udpWorks: (tookMs: number) => {
          this.end('udp', 'ok', undefined, { tookMs });
          // Without a relay there is nothing more to wait for.
          if (!this.runs('relay')) resolve(false);
        },
        relayFound: (protocol: RelayProtocol | undefined, tookMs: number) => {
          relayMs ??= tookMs;
          if (protocol !== undefined) protocols.add(protocol);
          if (protocol === 'udp') concludeRelay();
          else cancelLag ??= this.options.clock.after(UDP_RELAY_LAG_MS, concludeRelay);
        },
        relaysComplete: concludeRelay,
        complete: () => {
          this.end('udp', 'failed', 'UDP_BLOCKED');
          resolve(false);
        },
      };
      this.over.signal.addEventListener('abort', () => {
        cancelLag?.();
        resolve(false);
      });
      probeIce({ ...this.options, config }, listener, this.over.signal).catch(() => {
        // The browser makes no connection, or not with these servers: the network was not even asked.
        this.end('udp', 'not-tested', 'NO_ANSWER');
        this.end('relay', 'not-tested', 'NO_ANSWER');
        resolve(false);
      });
    });
  }

  private async throughRelay(config: RTCConfiguration): Promise<void> {
    this.start('loss');
    const open = await this.openLoop(config);
    if (open && this.loop) {
      await this.lossThrough(this.loop);
      await this.rateThrough(this.loop);
    }
    this.loop?.close();
    // The relay does not lead back to itself (its operator may forbid that): the server is what is left to measure with.
    if (!open && !this.over.signal.aborted) await this.throughServer();
  }

  private async openLoop(config: RTCConfiguration): Promise<boolean> {
    const cancel = this.options.clock.after(LOOP_OPENS_WITHIN_MS, () => this.loop?.close());
    try {
      this.loop = new RelayLoop({ ...this.options, config });
      return await this.loop.open();
    } catch {
      // The browser refuses: too many connections, or servers that it does not understand.
      return false;
    } finally {
      cancel();
    }
  }

  private async lossThrough(loop: RelayLoop): Promise<void> {
    const measured = await loop.measureLoss();
    if (!measured) return;
    const { loss, rttMs } = measured;
    const numbers = rttMs === undefined ? { loss } : { loss, rttMs };
    if (loss > LOSS_POOR) this.end('loss', 'poor', 'LOSS_HIGH', numbers);
    else if (rttMs !== undefined && rttMs > RTT_POOR_MS) this.end('loss', 'poor', 'DELAY_HIGH', numbers);
    else this.end('loss', 'ok', undefined, numbers);
  }

  private async rateThrough(loop: RelayLoop): Promise<void> {
    if (this.over.signal.aborted) return;
    this.start('throughput');
    const kbps = await loop.measureRate();
    // What comes back has gone up and down: each way carries at least as much.
    if (kbps !== undefined) this.endThroughput({ upKbps: kbps, downKbps: kbps });
    else this.end('throughput', 'failed', 'NO_ANSWER');
  }

  private async throughServer(): Promise<void> {
    const relay = this.steps.find(({ name }) => name === 'relay');
    this.put('loss', 'not-tested', relay?.state === 'ok' || relay?.state === 'poor' ? 'NO_ANSWER' : relay?.reason);
    this.start('throughput');
    const left = Math.max(0, this.startedAt + MEASURE_UNTIL_MS - this.options.clock.now());
    const found = await within(this.options.clock, left, this.over.signal, (limit) => probeHttp(this.options, limit));
    if (found.ok) {
      const { upKbps, downKbps } = found;
      this.endThroughput({ ...(upKbps !== undefined && { upKbps }), ...(downKbps !== undefined && { downKbps }) });
    } else {
      this.end('throughput', found.reason === 'TOO_OFTEN' ? 'not-tested' : 'failed', found.reason);
    }
  }

  private endThroughput(numbers: ConnectionNumbers): void {
    const { upKbps = Infinity, downKbps = Infinity } = numbers;
    if (upKbps < PICTURE_NEEDS_KBPS) this.end('throughput', 'poor', 'NARROW_UPLOAD', numbers);
    else if (downKbps < PICTURE_NEEDS_KBPS) this.end('throughput', 'poor', 'NARROW_DOWNLOAD', numbers);
    else this.end('throughput', 'ok', undefined, numbers);
  }

  private start(...names: ConnectionStepName[]): void {
    for (const name of names) if (!this.over.signal.aborted) this.put(name, 'running', undefined);
  }

  /** The first result of a step is the one that counts, and none after the end. */
  private end(
    name: ConnectionStepName,
    state: ConnectionStepState,
    reason: ConnectionReason | undefined,
    numbers: ConnectionNumbers = {},
  ): void {
    if (this.runs(name) && !this.over.signal.aborted) this.put(name, state, reason, numbers);
  }

  private runs(name: ConnectionStepName): boolean {
    return this.steps.some((step) => step.name === name && step.state === 'running');
  }

  private put(
    name: ConnectionStepName,
    state: ConnectionStepState,
    reason: ConnectionReason | undefined,
    numbers: ConnectionNumbers = {},
  ): void {
    this.steps = this.steps.map((step) => (step.name === name ? { name, state, reason, numbers } : step));
    this.changed();
  }
}
