// The calls of this moment, for an administrator who looks.
import type { RefusalCode } from '../../contract/codes';
import type { LiveCall } from '../../contract/rest';
import type { HomeEnvironment } from '../home/environment';
import { Refresher } from '../home/refresher';
import { SnapshotStore, type Model } from '../model';
import type { Refusal } from '../result';
import { AdminApi } from './admin_api';

const SECOND_MS = 1000;
// 12 questions a minute are more than the 10 that the server allows a person: the first page that was told so asks every 7.5 s
// from then on (Poller), and one that an administrator opens for a moment is as current as can be.
const REFRESH_MS = 5 * SECOND_MS;

export interface LiveCallItem extends LiveCall {
  /** Whole seconds since the call began; undefined while one waits alone. */
  elapsedSeconds: number | undefined;
}

export interface LiveCallsSnapshot {
  /** undefined until the first answer. */
  calls: readonly LiveCallItem[] | undefined;
  /** Server time at which this was true, milliseconds. */
  now: number;
  refusal: RefusalCode | undefined;
}

export class LiveCalls implements Model<LiveCallsSnapshot> {
  private readonly api: AdminApi;
  private readonly refresher: Refresher;
  private readonly store: SnapshotStore<LiveCallsSnapshot>;
  private calls: readonly LiveCall[] | undefined;
  private refusal: RefusalCode | undefined;

  constructor(
    private readonly environment: Pick<HomeEnvironment, 'requests' | 'clock' | 'random' | 'serverClock' | 'page'>,
  ) {
    this.api = new AdminApi(environment.requests);
    this.refresher = new Refresher(environment, {
      periodMs: REFRESH_MS,
      ask: () => this.ask(),
      changed: () => {
        this.changed();
      },
    });
    this.store = new SnapshotStore(this.describe());
  }

  readonly snapshot = (): LiveCallsSnapshot => this.store.snapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

  start(): void {
    this.refresher.start();
  }

  stop(): void {
    this.refresher.stop();
  }

  private async ask(): Promise<Refusal | undefined> {
    const answer = await this.api.liveCalls();
    if (answer.ok) this.calls = answer.value.calls;
    // To be told to ask less often is for the page, not for the person.
    const quiet = answer.ok || (answer.refusal.code === 'RATE_LIMITED' && this.calls !== undefined);
    this.refusal = quiet ? undefined : answer.refusal.code;
    this.changed();
    return answer.ok ? undefined : answer.refusal;
  }

  private changed(): void {
    this.store.set(this.describe());
    const ticking = this.calls?.some(({ startedAt }) => startedAt !== null) === true;
    if (ticking) this.refresher.drawAgainAt(SECOND_MS);
  }

  private describe(): LiveCallsSnapshot {
    const now = this.environment.serverClock.now();
    return {
      calls: this.calls?.map((call) => ({ ...call, elapsedSeconds: elapsed(call.startedAt, now) })),
      now,
      refusal: this.refusal,
    };
  }
}

function elapsed(startedAt: string | null, now: number): number | undefined {
  return startedAt === null ? undefined : Math.max(0, Math.floor((now - Date.parse(startedAt)) / SECOND_MS));
}
