import type { PageVisibility } from '../../src/core/page_visibility';

/** A page that a test puts into the background. */
export class FakeVisibility implements PageVisibility {
  private readonly listeners = new Set<() => void>();
  private seen = true;

  readonly visible = (): boolean => this.seen;

  readonly onChange = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  become(seen: boolean): void {
    this.seen = seen;
    for (const listener of [...this.listeners]) listener();
  }

  get watchers(): number {
    return this.listeners.size;
  }
}
