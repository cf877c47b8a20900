// Notices that the machine slept: no browser says so, but its clock has jumped.
import type { Cancel, Clock } from './clock';

const LOOK_EVERY_MS = 2_000;
/** A busy page is late by a second or two; past this it was not running. Background tabs may be slowed to one look a minute. */
const SLEPT_MS = 10_000;

export class SleepWatch {
  private cancel: Cancel | undefined;

  constructor(
    private readonly clock: Clock,
    private readonly woke: () => void,
  ) {}

  start(): void {
    if (this.cancel) return;
    this.lookLater();
  }

  stop(): void {
    this.cancel?.();
    this.cancel = undefined;
  }

  private lookLater(): void {
    const lookedAt = this.clock.now();
    this.cancel = this.clock.after(LOOK_EVERY_MS, () => {
      const slept = this.clock.now() - lookedAt - LOOK_EVERY_MS > SLEPT_MS;
      this.lookLater();
      if (slept) this.woke();
    });
  }
}
