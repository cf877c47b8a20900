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
import type { Clock } from '../clock';
import { RetryTimer, type RetryProgress } from './retry_timer';
import type { ConnectError, SocketPort } from './socket_port';

export type SignalingState = 'idle' | 'connecting' | 'up' | 'stopped';

export type ServerMessage = { [E in ServerEvent]: { event: E; payload: ServerPayloads[E] } }[ServerEvent];

export interface SignalingListener {
  up?(): void;
  /** The connection is gone; it is being made again unless `stopped` follows. */
  down?(): void;
  /** It will not come back: the token is no longer good, or another window took over. */
  stopped?(code: RefusalCode): void;
  /** `retry` shows something else. */
  retrying?(): void;
  message?(message: ServerMessage): void;
}

/** The server answers an event at once; past this the answer is lost. */
export const ACK_TIMEOUT_MS = 5_000;

/** Retrying with the same token cannot help after these. */
const FINAL_CONNECT_CODES: ReadonlySet<string> = new Set(['TOKEN_EXPIRED', 'UNAUTHENTICATED', 'AUTHENTICATION_FAILED']);

const LOST: Ack = { ok: false, error: { code: 'SIGNALING_LOST', message: 'no answer' } };

export class Signaling {
  private current: SignalingState = 'idle';
  private stopCode: RefusalCode | undefined;
  private readonly listeners = new Set<SignalingListener>();
  private readonly waiting = new Set<(ack: Ack) => void>();
  private readonly timer: RetryTimer;

  constructor(
    private readonly socket: SocketPort,
    private readonly clock: Clock,
    random: () => number,
  ) {
    this.timer = new RetryTimer(
      clock,
      random,
      () => {
        this.reopen();
      },
      () => {
        this.tell((listener) => listener.retrying?.());
      },
    );
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
    this.timer.stop();
    this.socket.disconnect();
    this.answerAllLost();
    if (code !== undefined) this.tell((listener) => listener.stopped?.(code));
  }

  /** While it is being made again. */
  get retry(): RetryProgress | undefined {
    return this.timer.progress;
  }

  /** Something changed, or a person asked for it: does not wait for the next attempt's turn. */
  hurry(): void {
    if (this.current === 'connecting') this.timer.now();
  }

  /** What looks like a connection does not answer: makes another, without waiting for the heartbeat to find out. */
  renew(): void {
    // The rest follows from its "disconnect".
    if (this.current === 'up') this.socket.disconnect();
  }

  /** False when there is no connection; nothing is queued here, the caller knows better what is still worth sending. */
  send<E extends ClientEvent>(event: E, payload: ClientPayloads[E]): boolean {
    if (this.current !== 'up') return false;
    this.socket.emit(event, payload);
    return true;
  }

  /** Sends and waits for the ack; an answer that does not come is the refusal SIGNALING_LOST. */
  request<E extends ClientEvent>(event: E, payload: ClientPayloads[E], timeoutMs = ACK_TIMEOUT_MS): Promise<Ack> {
    if (this.current !== 'up') return Promise.resolve(LOST);
    return new Promise((resolve) => {
      const settle = (ack: Ack): void => {
        if (!this.waiting.delete(settle)) return;
        cancel();
        resolve(ack);
      };
      this.waiting.add(settle);
      const cancel = this.clock.after(timeoutMs, () => {
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
      this.timer.stop();
      this.tell((listener) => listener.up?.());
    });
    this.socket.on('disconnect', () => {
      if (this.current === 'stopped') return;
      const wasUp = this.current === 'up';
      this.current = 'connecting';
      this.answerAllLost();
      this.timer.later();
      if (wasUp) this.tell((listener) => listener.down?.());
    });
    this.socket.on('connect_error', (error: ConnectError) => {
      if (this.current === 'stopped') return;
      const code = error.data?.code;
      if (code !== undefined && FINAL_CONNECT_CODES.has(code)) {
        const reason = error.data?.reason ?? code;
        this.stop(isRefusalCode(reason) ? reason : 'UNAUTHENTICATED');
      } else {
        this.timer.later();
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

  // An attempt that hangs is given up: its "disconnect" is silent, since it never was connected.
  private reopen(): void {
    this.socket.disconnect();
    this.socket.connect();
  }

  private answerAllLost(): void {
    for (const settle of [...this.waiting]) settle(LOST);
  }

  private tell(call: (listener: SignalingListener) => void): void {
    for (const listener of [...this.listeners]) call(listener);
  }
}
