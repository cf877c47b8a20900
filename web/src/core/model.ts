// What every model of core offers to a view: a read-only snapshot that changes identity when something in it changed.

export interface Model<S> {
  readonly snapshot: () => S;
  /** Calls `listener` after every change; returns how to stop that. */
  readonly subscribe: (listener: () => void) => () => void;
}

export class SnapshotStore<S> implements Model<S> {
  private readonly listeners = new Set<() => void>();

  constructor(private current: S) {}

  readonly snapshot = (): S => this.current;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  set(next: S): void {
    this.current = next;
    for (const listener of [...this.listeners]) listener();
  }
}
