// Asks again and again while somebody looks: at once, every so often, and when the page is seen again. After a failure it
// tries again soon, but never sooner than the server wants (Retry-After); who was told to come less often does.
import { Backoff } from '../backoff';
import type { Cancel, Clock } from '../clock';
import type { PageVisibility } from '../page_visibility';
import type { Refusal } from '../result';

/** After RATE_LIMITED the page asks this much less often for as long as it lives. */
const SLOWER = 1.5;
/** The first try after a failure; it doubles up to the period. */
const FIRST_RETRY_MS = 2000;

export interface PollerOptions {
  clock: Clock;
  /** [0,1), as Math.random gives. */
  random: () => number;
  page: PageVisibility;
  periodMs: number;
  /** One asking; resolves to the refusal, if it was one. Must not reject. */
  ask: () => Promise<Refusal | undefined>;
}

export class Poller {
  private running = false;
  private asking = false;
  private periodMs: number;
  private readonly backoff: Backoff;
  private waitUntil = 0;
  private cancel: Cancel | undefined;
  private stopWatching: (() => void) | undefined;

  constructor(private readonly options: PollerOptions) {
    this.periodMs = options.periodMs;
    this.backoff = new Backoff({ firstMs: FIRST_RETRY_MS, maxMs: options.periodMs }, options.random);
  }

  start(): void {
    if (this.running) return;
    this.running = true;
    this.stopWatching = this.options.page.onChange(this.pageChanged);
    if (this.options.page.visible()) this.askNow();
  }

  stop(): void {
    this.running = false;
    this.cancel?.();
    this.cancel = undefined;
    this.stopWatching?.();
    this.stopWatching = undefined;
  }

  /** Asks now, whatever the time; unless an answer is awaited or the server asked us to wait. */
  readonly askNow = (): void => {
    if (!this.running || this.asking) return;
    const wait = this.waitUntil - this.options.clock.now();
    if (wait > 0) this.askIn(wait);
    else void this.ask();
  };

  private readonly pageChanged = (): void => {
    this.cancel?.();
    this.cancel = undefined;
    if (this.options.page.visible()) this.askNow();
  };

  private async ask(): Promise<void> {
    this.cancel?.();
    this.asking = true;
    const refusal = await this.options.ask();
    this.asking = false;
    const wait = this.waitAfter(refusal);
    if (this.running && this.options.page.visible()) this.askIn(wait);
  }

  private waitAfter(refusal: Refusal | undefined): number {
    this.waitUntil = this.options.clock.now() + (refusal?.retryAfterMs ?? 0);
    if (refusal === undefined) this.backoff.reset();
    if (refusal?.code === 'RATE_LIMITED') this.periodMs *= SLOWER;
    const soon = refusal !== undefined && refusal.code !== 'RATE_LIMITED';
    return soon ? this.backoff.next() : this.periodMs;
  }

  private askIn(ms: number): void {
    this.cancel?.();
    this.cancel = this.options.clock.after(Math.max(ms, this.waitUntil - this.options.clock.now()), this.askNow);
  }
}
