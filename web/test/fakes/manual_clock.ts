import type { Clock } from '../../src/core/clock';

/** Time that stands still until a test moves it. */
export class ManualClock implements Clock {
  private time = Date.parse('2030-01-01T10:00:00.000Z');
  private timers: { at: number; run: () => void }[] = [];

  now(): number {
    return this.time;
  }

  after(ms: number, run: () => void): () => void {
    const timer = { at: this.time + ms, run };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  /** The machine sleeps: time passes and nothing runs. */
  sleep(ms: number): void {
    this.time += ms;
  }

  get pending(): number {
    return this.timers.length;
  }

  /** Runs what falls due, in order, letting promises settle after each. */
  async advance(ms: number): Promise<void> {
    const end = this.time + ms;
    for (;;) {
      const due = this.timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) break;
      this.time = Math.max(this.time, due.at);
      this.timers = this.timers.filter((other) => other !== due);
      due.run();
      await settle();
    }
    this.time = end;
    await settle();
  }
}

/** Lets everything that is only waiting for promises happen; no time passes. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 600; turn += 1) await Promise.resolve();
}
