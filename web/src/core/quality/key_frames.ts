// Whole pictures, when they are needed. After a gap in the packets nothing can be decoded until there is one; a browser that
// misses it asks by RTCP (PLI, RFC 4585 section 6.3.1), but libwebrtc does so every 3 s only, and what it asks during the gap
// is lost. Who sees packets again therefore sends one unasked, since what was lost one way was often lost the other way, too,
// and asks the other page, whose browser may not have noticed anything.
import type { Clock } from '../clock';

/** A picture that stands still is asked for again, as long as it does. */
const ASK_AGAIN_MS = 3_000;
/** How long a gap is looked at more often than once a second: who sends nothing at all has one that lasts. */
const WATCH_GAP_MS = 15_000;
/** A whole picture costs as much as a dozen others: the other page gets no more than this, however often it asks. */
const SEND_AGAIN_MS = 1_000;

export interface KeyFrameOptions {
  clock: Clock;
  /** Makes our encoders begin anew. */
  send: () => void;
  /** Asks the other page to do so. */
  ask: () => void;
}

export class KeyFrames {
  /** When nothing was found to have arrived; undefined while packets come. */
  private gapSince: number | undefined;
  private askedAt = -Infinity;
  private sentAt = -Infinity;
  private owed = false;

  constructor(private readonly options: KeyFrameOptions) {}

  /** Packets may come again at any moment. */
  get inGap(): boolean {
    return this.gapSince !== undefined && this.options.clock.now() - this.gapSince < WATCH_GAP_MS;
  }

  /** Another connection: it begins with a whole picture by itself. */
  reset(): void {
    this.gapSince = undefined;
    this.owed = false;
  }

  /** `packets`: how many have come since the last look; undefined: that is not known. */
  arrived(packets: number | undefined): void {
    if (packets === undefined) return;
    const ended = this.gapSince !== undefined && packets > 0;
    this.gapSince = packets > 0 ? undefined : (this.gapSince ?? this.options.clock.now());
    if (!ended) return;
    this.send();
    this.ask();
  }

  /** To be called at every look at a picture that stands still although packets arrive. */
  standsStill(): void {
    if (this.options.clock.now() - this.askedAt >= ASK_AGAIN_MS) this.ask();
  }

  /** The other page asks. */
  asked(): void {
    this.owed = true;
    this.sendOwed();
  }

  /** What was asked for too soon after the last one. */
  sendOwed(): void {
    if (this.owed && this.options.clock.now() - this.sentAt >= SEND_AGAIN_MS) this.send();
  }

  send(): void {
    this.owed = false;
    this.sentAt = this.options.clock.now();
    this.options.send();
  }

  private ask(): void {
    this.askedAt = this.options.clock.now();
    this.options.ask();
  }
}
