// What keeps a list current as long as its page is shown: it is asked for again and again, and drawn again when time alone
// changes what it says.
import type { Refusal } from '../result';
import type { HomeEnvironment } from './environment';
import { Poller } from './poller';
import { Ticker } from './ticker';

export type RefresherEnvironment = Pick<HomeEnvironment, 'clock' | 'random' | 'serverClock' | 'page'>;

export interface RefresherOptions {
  periodMs: number;
  /** One asking; resolves to the refusal, if it was one. Must not reject. */
  ask: () => Promise<Refusal | undefined>;
  /** The page has begun to be shown, or it is time to draw it again. */
  changed: () => void;
}

export class Refresher {
  private readonly poller: Poller;
  private readonly ticker: Ticker;
  private running = false;

  constructor(
    { clock, random, serverClock, page }: RefresherEnvironment,
    private readonly options: RefresherOptions,
  ) {
    const { periodMs, ask, changed } = options;
    this.poller = new Poller({ clock, random, page, periodMs, ask });
    this.ticker = new Ticker(clock, serverClock, changed);
  }

  start(): void {
    this.running = true;
    this.poller.start();
    this.options.changed();
  }

  stop(): void {
    this.running = false;
    this.poller.stop();
    this.ticker.stop();
  }

  /** Asks now, whatever the time; unless an answer is awaited or the server asked us to wait. */
  get askNow(): () => void {
    return this.poller.askNow;
  }

  /** `changed` comes at the next whole multiple of `stepMs` of the server's clock, once. */
  drawAgainAt(stepMs: number): void {
    if (this.running) this.ticker.schedule(stepMs);
  }
}
