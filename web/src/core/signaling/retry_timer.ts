// When the next attempt is made, and how many there were: what a person who waits is shown, with a button for those who
// cannot wait.
import { ReconnectWaits } from '../backoff';
import type { Cancel, Clock } from '../clock';

export interface RetryProgress {
  /** How often it has been tried since the loss. */
  attempt: number;
  /** Local time of the next try, milliseconds; undefined while one is under way. */
  nextAt: number | undefined;
}

export class RetryTimer {
  private readonly waits: ReconnectWaits;
  private attempt = 0;
  private nextAt: number | undefined;
  private running = false;
  private cancel: Cancel | undefined;

  /** `changed` is called after every change of `progress`. */
  constructor(
    private readonly clock: Clock,
    random: () => number,
    private readonly tryNow: () => void,
    private readonly changed: () => void,
  ) {
    this.waits = new ReconnectWaits(random);
  }

  /** undefined while nothing has to be tried again. */
  get progress(): RetryProgress | undefined {
    return this.running ? { attempt: this.attempt, nextAt: this.nextAt } : undefined;
  }

  /** An attempt failed, or what was had is lost: the next one comes when its wait is over. */
  later(): void {
    const wait = this.waits.next();
    this.cancel?.();
    this.running = true;
    this.nextAt = this.clock.now() + wait;
    this.cancel = this.clock.after(wait, this.fire);
    this.changed();
  }

  /** Does not wait any longer, and begins the waits anew: something is different now. */
  now(): void {
    this.waits.reset();
    this.waits.next();
    this.running = true;
    this.fire();
  }

  /** It worked, or will not be tried any more. */
  stop(): void {
    this.cancel?.();
    this.waits.reset();
    this.attempt = 0;
    this.nextAt = undefined;
    if (!this.running) return;
    this.running = false;
    this.changed();
  }

  private readonly fire = (): void => {
    this.cancel?.();
    this.nextAt = undefined;
    this.attempt += 1;
    this.changed();
    this.tryNow();
  };
}
