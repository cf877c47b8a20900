// Keeps the screen on during a call (Screen Wake Lock, W3C): a phone that locks itself stops the camera. The browser takes the
// lock back whenever the page is hidden, so it is asked for again when the page is seen.
import type { PageVisibility } from './page_visibility';

export interface WakeLockPort {
  /** undefined where there is no such thing; rejects when the battery is low, or the page is not seen. */
  request: (() => Promise<{ release: () => Promise<void> }>) | undefined;
}

export class WakeLock {
  private wanted = false;
  private held: { release: () => Promise<void> } | undefined;
  private stopWatching: (() => void) | undefined;

  constructor(
    private readonly port: WakeLockPort,
    private readonly page: PageVisibility,
  ) {}

  hold(): void {
    if (this.wanted) return;
    this.wanted = true;
    this.stopWatching = this.page.onChange(() => {
      this.held = undefined;
      void this.ask();
    });
    void this.ask();
  }

  release(): void {
    this.wanted = false;
    this.stopWatching?.();
    this.letGo();
  }

  private async ask(): Promise<void> {
    if (!this.port.request || !this.wanted || this.held || !this.page.visible()) return;
    try {
      this.held = await this.port.request();
    } catch {
      return; // The system decides (battery saver): the screen then follows its own settings.
    }
    // The call may have ended meanwhile.
    if (!this.isWanted()) this.letGo();
  }

  // A function, since what was checked before an await may have changed after it.
  private isWanted(): boolean {
    return this.wanted;
  }

  private letGo(): void {
    // Released by the browser already: then there is nothing left to do.
    void this.held?.release().catch(() => undefined);
    this.held = undefined;
  }
}
