// Time and timers as a value that is passed in, so that tests own them.

export type Cancel = () => void;

export interface Clock {
  /** Milliseconds since the Unix epoch, by this machine's clock. */
  now(): number;
  /** Calls `run` once after `ms`; the returned function cancels it and may be called at any time. */
  after(ms: number, run: () => void): Cancel;
}

// Browsers keep the delay in 32 bits: a longer one would fire at once.
const MAX_DELAY_MS = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const handle = setTimeout(run, Math.min(Math.max(ms, 0), MAX_DELAY_MS));
    return () => {
      clearTimeout(handle);
    };
  },
};

/** The server's clock is the only one that counts: this keeps how far ours is from it. */
export class ServerClock {
  private offsetMs = 0;

  constructor(private readonly clock: Clock) {}

  /** `askedAt` and `answeredAt` are local times; the answer is taken to have been written halfway. */
  learn(serverTime: string, askedAt: number, answeredAt: number): void {
    const server = Date.parse(serverTime);
    if (Number.isNaN(server)) return;
    this.offsetMs = server - (askedAt + answeredAt) / 2;
  }

  now(): number {
    return this.clock.now() + this.offsetMs;
  }
}
