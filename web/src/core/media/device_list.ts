// Keeps the list of what is plugged in up to date.
import type { Cancel, Clock } from '../clock';
import type { DevicesPort } from './environment';
import { Listing } from './listing';

// A headset is two or three devices, and browsers tell of each: one look is enough.
const SETTLE_MS = 250;

export class DeviceList {
  current = new Listing([]);
  private refreshes = 0;
  private cancelLook: Cancel | undefined;

  /** `changed` is called after something was plugged in or out, with what was there before. */
  constructor(
    private readonly port: DevicesPort | undefined,
    clock: Clock,
    changed: (before: Listing) => void,
  ) {
    port?.onChange(() => {
      this.cancelLook?.();
      this.cancelLook = clock.after(SETTLE_MS, () => {
        const before = this.current;
        void this.refresh().then(() => {
          changed(before);
        });
      });
    });
  }

  async refresh(): Promise<void> {
    if (!this.port) return;
    const refresh = ++this.refreshes;
    try {
      const entries = await this.port.list();
      // An older look that comes back later knows less.
      if (refresh === this.refreshes) this.current = new Listing(entries);
    } catch {
      // The page is not the active one, or is going away: what was known stays, and the next look is not far.
    }
  }
}
