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

/** Between attempts to get back to the call's server: at once, then 0.3 s times n squared, then steadily. */
export const RECONNECT_WAITS_MS = [0, 300, 1_200, 2_700, 4_800, 7_000] as const;
/** How much of a wait chance may take off, so that a restarted server does not meet everybody at the same instant. */
const RECONNECT_JITTER = 0.1;

/** The waits of a call that has lost its server: short at first, never so long that somebody would give up. */
export class ReconnectWaits {
  private attempts = 0;

  /** `random` gives [0,1), as Math.random does. */
  constructor(private readonly random: () => number) {}

  next(): number {
    const wait = RECONNECT_WAITS_MS[Math.min(this.attempts, RECONNECT_WAITS_MS.length - 1)] ?? 0;
    this.attempts += 1;
    return wait * (1 - this.random() * RECONNECT_JITTER);
  }

  reset(): void {
    this.attempts = 0;
  }
}
