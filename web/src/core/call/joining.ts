// Getting into the room, and back into it on every new socket: asks, waits for room-joined, asks again when the answer was
// lost or can change.
import type { RefusalCode } from '../../contract/codes';
import type { Cancel, Clock } from '../clock';
import { RetryTimer, type RetryProgress } from '../signaling/retry_timer';
import type { Signaling } from '../signaling/signaling';
import { joinFailure } from './join_refusal';

/** The server sends room-joined together with its yes to join-room; without it the yes is of no use. */
const ROOM_JOINED_EXPECTED_MS = 3_000;

export interface JoiningOptions {
  room: { roomId: string; sessionId: string };
  signaling: Signaling;
  clock: Clock;
  random: () => number;
  /** The server's no is final. */
  refused: (code: RefusalCode) => void;
  /** The call ended while this page was away. */
  over: () => void;
  /** `retry` shows something else. */
  changed: () => void;
}

export class Joining {
  /** In the room, by this socket. */
  joined = false;
  /** Has been in the room: what is refused to a newcomer may only be too early for one who returns. */
  everJoined = false;
  private stopped = false;
  private readonly timer: RetryTimer;
  private cancelExpecting: Cancel | undefined;

  constructor(private readonly options: JoiningOptions) {
    this.timer = new RetryTimer(
      options.clock,
      options.random,
      () => {
        // While the connection is down its return joins; asking twice would only use up the rate limit.
        if (!this.joined && options.signaling.state === 'up') void this.ask();
      },
      options.changed,
    );
  }

  get retry(): RetryProgress | undefined {
    return this.timer.progress;
  }

  /** There is a new socket. */
  start(): void {
    this.stopTimers();
    void this.ask();
  }

  /** room-joined came. */
  succeeded(): void {
    this.stopTimers();
    this.joined = true;
    this.everJoined = true;
  }

  /** The socket is gone. */
  lost(): void {
    this.stopTimers();
    this.joined = false;
  }

  /** Does not wait for the next attempt's turn. */
  readonly now = (): void => {
    if (!this.joined && !this.stopped) this.timer.now();
  };

  stop(): void {
    this.stopped = true;
    this.lost();
  }

  private async ask(): Promise<void> {
    const ack = await this.options.signaling.request('join-room', this.options.room);
    if (this.stopped || this.joined) return;
    if (ack.ok) {
      this.cancelExpecting = this.options.clock.after(ROOM_JOINED_EXPECTED_MS, () => {
        this.timer.later();
      });
      return;
    }
    const failure = joinFailure(ack.error, this.everJoined);
    if (failure.kind === 'retry') this.timer.later();
    else if (failure.kind === 'over') this.options.over();
    else this.options.refused(failure.code);
  }

  private stopTimers(): void {
    this.cancelExpecting?.();
    this.timer.stop();
  }
}
