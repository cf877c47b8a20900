// The test before a call: will it work from here? At most eight seconds, on connections of its own, so that what is prepared for the
// call is not disturbed.
import type { ApiClient } from '../api';
import type { Cancel, Clock } from '../clock';
import { SnapshotStore, type Model } from '../model';
import type { SocketPort } from '../signaling/socket_port';
import { TestRun, untouchedSteps } from './test_run';
import type { ConnectionTestSnapshot } from './types';
import { judgeConnection } from './verdict';

export interface ConnectionTestOptions {
  clock: Clock;
  api: Pick<ApiClient, 'callConfig' | 'raw'>;
  makeConnection: (config: RTCConfiguration) => RTCPeerConnection;
  /** A socket of its own that is not connected yet. */
  makeSocket: (transport: 'best' | 'polling') => SocketPort;
}

/** Who waits longer does not wait. */
export const DEADLINE_MS = 8_000;
/** So often the progress is renewed. */
const PROGRESS_MS = 250;

export class ConnectionTest implements Model<ConnectionTestSnapshot> {
  private readonly store: SnapshotStore<ConnectionTestSnapshot>;
  private current: TestRun | undefined;
  private startedAt = 0;
  private state: ConnectionTestSnapshot['state'] = 'idle';
  private closed = false;
  private cancelDeadline: Cancel | undefined;
  private cancelProgress: Cancel | undefined;

  constructor(private readonly options: ConnectionTestOptions) {
    this.store = new SnapshotStore(this.describe());
  }

  readonly snapshot = (): ConnectionTestSnapshot => this.store.snapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

  /** Join was pressed, or the page is left: what runs is given up at once, and nothing runs any more. */
  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.stopTimers();
    if (this.state === 'running') {
      this.current?.cancel();
      this.current = undefined;
      this.state = 'idle';
    }
    this.changed();
  }

  private readonly begin = (): void => {
    if (this.closed || this.state === 'running') return;
    const { clock } = this.options;
    const run = new TestRun(this.options, () => {
      if (this.current === run) this.changed();
    });
    this.current = run;
    this.state = 'running';
    this.startedAt = clock.now();
    this.cancelDeadline = clock.after(DEADLINE_MS, () => {
      run.expire();
      this.end(run);
    });
    this.progressLater();
    void run.run().then(() => {
      this.end(run);
    });
    this.changed();
  };

  private progressLater(): void {
    this.cancelProgress = this.options.clock.after(PROGRESS_MS, () => {
      this.progressLater();
      this.changed();
    });
  }

  private end(run: TestRun): void {
    if (this.current !== run || this.state !== 'running') return;
    this.stopTimers();
    this.state = 'done';
    this.changed();
  }

  private stopTimers(): void {
    this.cancelDeadline?.();
    this.cancelProgress?.();
  }

  private changed(): void {
    this.store.set(this.describe());
  }

  private describe(): ConnectionTestSnapshot {
    const { state } = this;
    const steps = this.current?.steps ?? untouchedSteps();
    const elapsed = this.options.clock.now() - this.startedAt;
    return {
      state,
      steps,
      progress: state === 'idle' ? 0 : state === 'done' ? 1 : Math.min(1, elapsed / DEADLINE_MS),
      verdict: state === 'done' ? judgeConnection(steps) : undefined,
      run: state === 'idle' && !this.closed ? this.begin : undefined,
      again: state === 'done' && !this.closed ? this.begin : undefined,
    };
  }
}
