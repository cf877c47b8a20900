// The signaling connection: one Socket.IO socket that comes back by itself, for as long as coming back makes sense.
// It knows events and acks, not rooms: joining again after a loss is the call's business.
import { readAck } from '../../contract/guards';
import {
  SERVER_EVENTS,
  type Ack,
  type ClientEvent,
  type ClientPayloads,
  type ServerEvent,
  type ServerPayloads,
  type SocketErrorBody,
} from '../../contract/events';
import { isRefusalCode, type RefusalCode } from '../../contract/codes';
import { Backoff } from '../backoff';
import type { Cancel, Clock } from '../clock';
import type { ConnectError, SocketPort } from './socket_port';

export type SignalingState = 'idle' | 'connecting' | 'up' | 'stopped';

export type ServerMessage = { [E in ServerEvent]: { event: E; payload: ServerPayloads[E] } }[ServerEvent];

export interface SignalingListener {
  up?(): void;
  /** The connection is gone; it is being made again unless `stopped` follows. */
  down?(): void;
  /** It will not come back: the token is no longer good, or another window took over. */
  stopped?(code: RefusalCode): void;
  message?(message: ServerMessage): void;
}

/** The server answers an event at once; past this the answer is lost. */
export const ACK_TIMEOUT_MS = 5_000;

/** For the cases where socket.io-client leaves the retry to us (the server closed, or refused CONNECT). */
const RETRY = { firstMs: 300, maxMs: 5_000 } as const;

/** Retrying with the same token cannot help after these. */
const FINAL_CONNECT_CODES: ReadonlySet<string> = new Set(['TOKEN_EXPIRED', 'UNAUTHENTICATED', 'AUTHENTICATION_FAILED']);

const LOST: Ack = { ok: false, error: { code: 'SIGNALING_LOST', message: 'no answer' } };

export class Signaling {
  private current: SignalingState = 'idle';
  private stopCode: RefusalCode | undefined;
  private readonly listeners = new Set<SignalingListener>();
  private readonly waiting = new Set<(ack: Ack) => void>();
  private readonly backoff: Backoff;
  private cancelRetry: Cancel | undefined;

  constructor(
    private readonly socket: SocketPort,
    private readonly clock: Clock,
    random: () => number,
  ) {
    this.backoff = new Backoff(RETRY, random);
    this.listen();
  }

  get state(): SignalingState {
    return this.current;
  }

  get stoppedBecause(): RefusalCode | undefined {
    return this.stopCode;
  }

  attach(listener: SignalingListener): () => void {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  }

  connect(): void {
    if (this.current !== 'idle') return;
    this.current = 'connecting';
    this.socket.connect();
  }

  /** Closes for good; `code` is told to the listeners, if there is something to tell. */
  stop(code?: RefusalCode): void {
    if (this.current === 'stopped') return;
    this.current = 'stopped';
    this.stopCode = code;
    this.cancelRetry?.();
    this.socket.disconnect();
    this.answerAllLost();
    if (code !== undefined) this.tell((listener) => listener.stopped?.(code));
  }

  /** The network came back: does not wait for the next attempt's turn. */
  hurry(): void {
    if (this.current !== 'connecting') return;
    this.cancelRetry?.();
    this.socket.disconnect();
    this.socket.connect();
  }

  /** False when there is no connection; nothing is queued here, the caller knows better what is still worth sending. */
  send<E extends ClientEvent>(event: E, payload: ClientPayloads[E]): boolean {
    if (this.current !== 'up') return false;
    this.socket.emit(event, payload);
    return true;
  }

  /** Sends and waits for the ack; an answer that does not come is the refusal SIGNALING_LOST. */
  request<E extends ClientEvent>(event: E, payload: ClientPayloads[E]): Promise<Ack> {
    if (this.current !== 'up') return Promise.resolve(LOST);
    return new Promise((resolve) => {
      const settle = (ack: Ack): void => {
        if (!this.waiting.delete(settle)) return;
        cancel();
        resolve(ack);
      };
      this.waiting.add(settle);
      const cancel = this.clock.after(ACK_TIMEOUT_MS, () => {
        settle(LOST);
      });
      this.socket.emit(event, payload, (answer: unknown) => {
        settle(readAck(answer));
      });
    });
  }

  private listen(): void {
    this.socket.on('connect', () => {
      if (this.current === 'stopped') return;
      this.current = 'up';
      this.backoff.reset();
      this.tell((listener) => listener.up?.());
    });
    this.socket.on('disconnect', () => {
      if (this.current === 'stopped') return;
      const wasUp = this.current === 'up';
      this.current = 'connecting';
      this.answerAllLost();
      // After "io server disconnect" the library stays closed: a restarting server says goodbye that way.
      if (!this.socket.active) this.retryLater();
      if (wasUp) this.tell((listener) => listener.down?.());
    });
    this.socket.on('connect_error', (error: ConnectError) => {
      if (this.current === 'stopped') return;
      const code = error.data?.code;
      if (code !== undefined && FINAL_CONNECT_CODES.has(code)) {
        const reason = error.data?.reason ?? code;
        this.stop(isRefusalCode(reason) ? reason : 'UNAUTHENTICATED');
      } else if (!this.socket.active) {
        this.retryLater();
      }
    });
    for (const event of SERVER_EVENTS) {
      this.socket.on(event, (payload: unknown) => {
        this.receive(event, payload);
      });
    }
  }

  private receive(event: ServerEvent, payload: unknown): void {
    if (this.current === 'stopped') return;
    if (event === 'error') {
      const { code } = payload as SocketErrorBody;
      if (code === 'SUPERSEDED' || code === 'AUTHENTICATION_FAILED') {
        this.stop(code);
        return;
      }
    }
    // The server's own events are taken at its word; relayed ones are `unknown` and go through the guards.
    const message = { event, payload } as ServerMessage;
    this.tell((listener) => listener.message?.(message));
  }

  private retryLater(): void {
    this.cancelRetry?.();
    this.cancelRetry = this.clock.after(this.backoff.next(), () => {
      if (this.current === 'connecting') this.socket.connect();
    });
  }

  private answerAllLost(): void {
    for (const settle of [...this.waiting]) settle(LOST);
  }

  private tell(call: (listener: SignalingListener) => void): void {
    for (const listener of [...this.listeners]) call(listener);
  }
}
