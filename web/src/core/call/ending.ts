// How a call ends: for everybody by end-call, or by REST while signaling is down; for oneself by leaving; or it was over
// before this page came back.
import type { ServerPayloads } from '../../contract/events';
import type { ApiClient } from '../api';
import type { Clock, ServerClock } from '../clock';
import type { Signaling } from '../signaling/signaling';
import { parseTime, secondsBetween } from './times';

/** call-ended follows the yes to end-call at once; without it the call is over all the same. */
const CALL_ENDED_EXPECTED_MS = 1_000;

export interface EndingOptions {
  room: { roomId: string; sessionId: string };
  signaling: Signaling;
  api: Pick<ApiClient, 'endCall' | 'callSession'>;
  clock: Clock;
  serverClock: ServerClock;
  /** Server time, milliseconds; undefined before the call's start. */
  startedAt: () => number | undefined;
  isOver: () => boolean;
  finish: (phase: 'ended' | 'left') => void;
  changed: () => void;
}

export class Ending {
  /** end-call is on its way. */
  underWay = false;
  problem: 'END_FAILED' | undefined;
  durationSeconds: number | undefined;

  constructor(private readonly options: EndingOptions) {}

  readonly end = (): void => {
    this.underWay = true;
    this.problem = undefined;
    this.options.changed();
    void this.endForAll();
  };

  readonly leave = (): void => {
    this.options.signaling.send('leave-room', { roomId: this.options.room.roomId });
    this.options.finish('left');
  };

  /** The server says so. */
  ended({ endedAt, durationSeconds }: ServerPayloads['call-ended']): void {
    this.durationSeconds = durationSeconds ?? secondsBetween(this.options.startedAt(), parseTime(endedAt));
    this.options.finish('ended');
  }

  /** The call ended while we were away: the record knows for how long it was. */
  async endedUnheard(): Promise<void> {
    this.options.finish('ended');
    const record = await this.options.api.callSession(this.options.room.sessionId);
    if (record.ok) this.durationSeconds = record.value.callDurationSeconds ?? undefined;
    this.options.changed();
  }

  private async endForAll(): Promise<void> {
    const { signaling, api, room, clock, serverClock, startedAt, isOver, finish } = this.options;
    const ack = await signaling.request('end-call', { roomId: room.roomId });
    const done = ack.ok || (await api.endCall(room.sessionId)).ok;
    if (isOver()) return;
    if (!done) {
      this.underWay = false;
      this.problem = 'END_FAILED';
      this.options.changed();
    } else if (startedAt() === undefined) {
      // Nobody else had come: there was no call to end, and the server has only let us go.
      finish('left');
    } else {
      clock.after(CALL_ENDED_EXPECTED_MS, () => {
        if (isOver()) return;
        this.durationSeconds = secondsBetween(startedAt(), serverClock.now());
        finish('ended');
      });
    }
  }
}
