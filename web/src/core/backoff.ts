// Growing, bounded, jittered delays between attempts.

export interface BackoffLimits {
  firstMs: number;
  maxMs: number;
}

export class Backoff {
  private attempts = 0;

  /** `random` gives [0,1), as Math.random does. */
  constructor(
    private readonly limits: BackoffLimits,
    private readonly random: () => number,
  ) {}

  /** The next delay: doubles each time up to the maximum, then takes off up to half so that clients do not come in step. */
  next(): number {
    const full = Math.min(this.limits.firstMs * 2 ** Math.min(this.attempts, 30), this.limits.maxMs);
    this.attempts += 1;
    return full * (1 - this.random() / 2);
  }

  reset(): void {
    this.attempts = 0;
  }
}
