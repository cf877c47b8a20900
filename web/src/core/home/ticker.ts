// Calls back on whole seconds (or minutes) of the server's clock, so that what counts down changes when it should.
import type { Cancel, Clock, ServerClock } from '../clock';

export class Ticker {
  private cancel: Cancel | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly serverClock: ServerClock,
    private readonly tick: () => void,
  ) {}

  /** The next tick comes at the next whole multiple of `stepMs`, and no other. */
  schedule(stepMs: number): void {
    this.stop();
    const now = this.serverClock.now();
    this.cancel = this.clock.after(stepMs - (now % stepMs), this.tick);
  }

  stop(): void {
    this.cancel?.();
    this.cancel = undefined;
  }
}
