// Keeps the data channel to one other person open as long as the path works. A channel can end alone (a stream that was reset, a
// message that was too large for the other browser); the media does not notice.
import type { Cancel, Clock } from '../clock';
import type { PeerLink } from '../peer/peer_link';

/** The impolite side opens it again. When it has not noticed that there is something to open, the polite one does, after this. */
export const ALONE_REOPENS_AFTER_MS = 2_000;
/** On a path that works a channel opens within a round trip or two. */
export const REOPEN_AGAIN_MS = 5_000;
/** After so many in vain the SCTP association is suspect, and only another connection has another one. */
export const REOPENINGS_BEFORE_REPLACING = 3;

export interface ChannelMenderOptions {
  polite: boolean;
  clock: Clock;
  /** Makes a new connection. */
  replace: () => void;
}

export class ChannelMender {
  private link: PeerLink | undefined;
  private reopenings = 0;
  // Once in a call: what did not help then costs a moment of the picture and does not help.
  private replaced = false;
  private cancelTimer: Cancel | undefined;

  constructor(private readonly options: ChannelMenderOptions) {}

  watch(link: PeerLink): void {
    this.stop();
    this.link = link;
  }

  stop(): void {
    this.cancel();
    this.link = undefined;
    // The other side may have been the one that replaced it.
    this.replaced ||= this.reopenings >= REOPENINGS_BEFORE_REPLACING;
    this.reopenings = 0;
  }

  opened(): void {
    this.cancel();
    this.reopenings = 0;
  }

  /** It ended, or the path works again on which it may have ended. */
  check(): void {
    if (this.link?.control.state !== 'closed' || this.cancelTimer) return;
    this.reopenIn(this.options.polite ? ALONE_REOPENS_AFTER_MS : 0);
  }

  private reopen(): void {
    const { link } = this;
    // Otherwise check() comes with the path.
    if (!link || link.control.state === 'open' || link.state !== 'connected') return;
    if (this.reopenings >= REOPENINGS_BEFORE_REPLACING) {
      this.replace();
      return;
    }
    this.reopenings += 1;
    link.control.reopen();
    this.reopenIn(REOPEN_AGAIN_MS);
  }

  private replace(): void {
    if (this.replaced) return;
    this.replaced = true;
    this.options.replace();
  }

  private reopenIn(ms: number): void {
    this.cancelTimer = this.options.clock.after(ms, () => {
      this.cancelTimer = undefined;
      this.reopen();
    });
  }

  private cancel(): void {
    this.cancelTimer?.();
    this.cancelTimer = undefined;
  }
}
