// How often a device may be opened without the person's doing. A loose plug or a driver that gives up at once must not
// make the camera's light flicker for the rest of the call.

const WINDOW_MS = 30_000;
const ATTEMPTS = 6;

export class AttemptBudget {
  private spent: number[] = [];

  /** Milliseconds until the next attempt is allowed; 0: now. */
  wait(now: number): number {
    this.spent = this.spent.filter((at) => at > now - WINDOW_MS);
    const [oldest] = this.spent;
    return oldest === undefined || this.spent.length < ATTEMPTS ? 0 : oldest + WINDOW_MS - now;
  }

  spend(now: number): void {
    this.spent.push(now);
  }
}
