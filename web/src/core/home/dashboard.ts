// One's sessions as they stand now: fetched again every minute and whenever the page is seen again, and drawn again
// whenever time alone changes something.
import type { RefusalCode } from '../../contract/codes';
import type { SessionRow } from '../../contract/rest';
import { SnapshotStore, type Model } from '../model';
import type { Refusal } from '../result';
import { agendaAt, type Agenda, type AgendaItem } from './agenda';
import type { HomeEnvironment } from './environment';
import { HomeApi } from './home_api';
import { Refresher } from './refresher';

const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

const REFRESH_MS = MINUTE_MS;
/** A countdown of less than this runs by the second. */
export const CLOSE_MS = HOUR_MS;
/** How far back one looks: a call that began before midnight is still under way after it. */
const LOOK_BACK_MS = 12 * HOUR_MS;

export interface DashboardSnapshot {
  /** undefined until the first answer. */
  agenda: Agenda | undefined;
  /** Server time at which this was true, milliseconds. */
  now: number;
  /** Why what is shown may be old; undefined after a good answer. */
  refusal: RefusalCode | undefined;
  /** undefined while an answer is awaited. */
  refresh: (() => void) | undefined;
}

export class Dashboard implements Model<DashboardSnapshot> {
  private readonly api: HomeApi;
  private readonly refresher: Refresher;
  private readonly store: SnapshotStore<DashboardSnapshot>;
  private rows: readonly SessionRow[] | undefined;
  private refusal: RefusalCode | undefined;
  private failures = 0;
  private busy = false;

  constructor(
    private readonly environment: Pick<HomeEnvironment, 'requests' | 'clock' | 'random' | 'serverClock' | 'page'>,
    private readonly userId: string,
  ) {
    this.api = new HomeApi(environment.requests);
    this.refresher = new Refresher(environment, {
      periodMs: REFRESH_MS,
      ask: () => this.ask(),
      changed: () => {
        this.changed();
      },
    });
    this.store = new SnapshotStore(this.describe());
  }

  readonly snapshot = (): DashboardSnapshot => this.store.snapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

  start(): void {
    this.refresher.start();
  }

  stop(): void {
    this.refresher.stop();
  }

  private async ask(): Promise<Refusal | undefined> {
    this.busy = true;
    this.changed();
    const answer = await this.api.sessionsFrom(this.lookFrom());
    this.busy = false;
    if (answer.ok) this.rows = answer.value;
    this.failures = answer.ok ? 0 : this.failures + 1;
    this.refusal = answer.ok || this.isQuiet() ? undefined : answer.refusal.code;
    this.changed();
    return answer.ok ? undefined : answer.refusal;
  }

  // One refresh that failed is no news while the sessions are on the screen: the next one comes soon.
  private isQuiet(): boolean {
    return this.rows !== undefined && this.failures === 1;
  }

  // The whole of today, and what may have begun before midnight.
  private lookFrom(): number {
    const now = this.environment.serverClock.now();
    return Math.min(new Date(now).setHours(0, 0, 0, 0), now - LOOK_BACK_MS);
  }

  private changed(): void {
    const next = this.describe();
    this.store.set(next);
    if (next.agenda) this.refresher.drawAgainAt(hasCloseDoor(next.agenda) ? SECOND_MS : MINUTE_MS);
  }

  private describe(): DashboardSnapshot {
    const now = this.environment.serverClock.now();
    return {
      agenda: this.rows && agendaAt(this.rows, this.userId, now),
      now,
      refusal: this.refusal,
      refresh: this.busy ? undefined : this.refresher.askNow,
    };
  }
}

// A door that opens within the hour, and the end of one that is open, come on a second.
function hasCloseDoor({ next, today, days }: Agenda): boolean {
  const items: (AgendaItem | undefined)[] = [next, ...today, ...(days[0]?.items ?? [])];
  return items.some((item) => item?.door.kind === 'opens' && item.door.opensInMs <= CLOSE_MS + MINUTE_MS);
}
