// Keeps the media path to one other person working: sees that it broke, asks whether it still works when there is reason to
// doubt it, restarts ICE, and has the connection replaced when that does not help.
import type { Cancel, Clock } from '../clock';
import type { PeerLink } from '../peer/peer_link';

/**
 * 'disconnected' often mends itself (a Wi-Fi hiccup). It comes late, though, after seconds without an answer, and an ICE
 * restart leaves the old path in use until a new one works: waiting longer would cost more than it saves.
 */
export const DISCONNECTED_GRACE_MS = 1_000;
/** Between attempts to mend; an ICE restart that can work has worked by then. */
export const MEND_AGAIN_MS = 6_000;
/** The polite side lets the other mend first, so that their offers do not collide. */
export const POLITE_DELAY_MS = 1_000;
/** After so many ICE restarts in vain the connection itself is suspect, and a new one is made. */
export const RESTARTS_BEFORE_REPLACING = 3;
/** A page that is awake answers a ping in one round trip, and SCTP repeats a lost one within half a second. */
export const PONG_EXPECTED_MS = 1_000;
/** Two things that break together have one cause: a path that breaks so soon after a hint gets no grace. */
export const HINT_GOOD_FOR_MS = 10_000;

/** A time without a working path. Local time, milliseconds. */
export interface Heal {
  lostAt: number;
  healedAt: number;
}

export interface PathMenderOptions {
  polite: boolean;
  clock: Clock;
  /** Whether what the link says now would reach the other page. */
  canSay: () => boolean;
  /** Makes a new connection in place of one that cannot be mended. */
  replace: () => void;
  /** The path is broken, or does not answer. */
  lost: () => void;
  healed: (heal: Heal) => void;
}

export class PathMender {
  /** Of all connections to this person. */
  iceRestarts = 0;
  /** A ping was not answered, though the browser may still believe in the path. */
  doubtful = false;

  private link: PeerLink | undefined;
  private restartsInVain = 0;
  private restartOwed = false;
  private hintedAt = -Infinity;
  private lostAt: number | undefined;
  private pings = 0;
  private cancelTimer: Cancel | undefined;
  private cancelPing: Cancel | undefined;

  constructor(private readonly options: PathMenderOptions) {}

  watch(link: PeerLink): void {
    this.stop();
    this.link = link;
    this.restartsInVain = 0;
    this.mendIn(MEND_AGAIN_MS);
  }

  /** The connection is closed; whether the path is thought lost is kept, for the connection that follows. */
  stop(): void {
    this.cancelTimer?.();
    this.cancelPing?.();
    this.link = undefined;
    this.doubtful = false;
    this.restartOwed = false;
  }

  linkChanged(): void {
    const { link } = this;
    switch (link?.state) {
      case 'connected':
        this.restartsInVain = 0;
        this.cancelTimer?.();
        this.works();
        break;
      case 'disconnected':
        this.lost(this.options.clock.now());
        this.mendIn(this.isHinted() ? 0 : DISCONNECTED_GRACE_MS + this.turnDelay());
        break;
      case 'failed':
        this.lost(this.options.clock.now());
        this.mendIn(this.isHinted() ? 0 : this.turnDelay());
        break;
      default:
        break;
    }
  }

  /** The link has something new to offer; what is lost of that on its way is said again. */
  offered(): void {
    if (this.link?.state === 'connected') this.mendIn(MEND_AGAIN_MS);
  }

  /** Something came over the data channel: the path works in this direction at least. */
  works(): void {
    this.cancelPing?.();
    this.doubtful = false;
    if (this.lostAt === undefined || this.link?.state !== 'connected') return;
    this.options.healed({ lostAt: this.lostAt, healedAt: this.options.clock.now() });
    this.lostAt = undefined;
  }

  /** Something happened that often breaks paths, too (signaling was lost, the machine slept): asks whether this one works. */
  doubt(): void {
    const { link } = this;
    this.hintedAt = this.options.clock.now();
    if (!link) return;
    if (link.state === 'disconnected' || link.state === 'failed') {
      this.restartNow();
      return;
    }
    this.pings += 1;
    if (!link.control.send({ type: 'ping', n: this.pings })) return;
    const askedAt = this.options.clock.now();
    this.cancelPing?.();
    this.cancelPing = this.options.clock.after(PONG_EXPECTED_MS, () => {
      this.doubtful = true;
      this.lost(askedAt);
      this.restartNow();
    });
  }

  /** The machine is on another network: the old path cannot be good, whatever it looks like. */
  networkChanged(): void {
    this.hintedAt = this.options.clock.now();
    this.restartNow();
  }

  /** The other page can be reached again: says what was left unsaid and mends what broke meanwhile. */
  resume(): void {
    const { link } = this;
    if (!link) return;
    const flushed = link.flush();
    if (!link.awaitingAnswer) {
      if (this.restartOwed || this.doubtful || link.state !== 'connected') this.restartNow();
      return;
    }
    if (!flushed) link.repeatOffer();
    if (this.restartOwed) this.restart(link);
  }

  private restartNow(): void {
    const { link } = this;
    if (!link) return;
    if (!this.options.canSay()) {
      this.restartOwed = true;
      return;
    }
    if (link.awaitingAnswer) link.repeatOffer();
    this.restart(link);
  }

  // While an offer of ours is unanswered the restart follows its answer, by itself.
  private restart(link: PeerLink): void {
    this.cancelPing?.();
    this.restartOwed = false;
    this.iceRestarts += 1;
    link.restart();
    this.mendIn(MEND_AGAIN_MS + this.turnDelay());
  }

  private mend(): void {
    const { link } = this;
    if (!link) return;
    const broken = link.state === 'failed' || link.state === 'disconnected';
    if (link.state === 'connected' && !link.awaitingAnswer) return;
    // When nobody can be told there is nobody to mend it with: resume() does it when there is.
    if (this.options.canSay()) {
      if (broken && this.restartsInVain >= RESTARTS_BEFORE_REPLACING) {
        this.options.replace();
        return;
      }
      if (broken) this.restartsInVain += 1;
      if (link.awaitingAnswer) link.repeatOffer();
      else if (broken) {
        this.restart(link);
        return;
      }
    }
    this.mendIn(MEND_AGAIN_MS + this.turnDelay());
  }

  private lost(at: number): void {
    if (this.lostAt !== undefined) return;
    this.lostAt = at;
    this.options.lost();
  }

  private isHinted(): boolean {
    return this.options.clock.now() - this.hintedAt < HINT_GOOD_FOR_MS;
  }

  private turnDelay(): number {
    return this.options.polite ? POLITE_DELAY_MS : 0;
  }

  private mendIn(ms: number): void {
    this.cancelTimer?.();
    this.cancelTimer = this.options.clock.after(ms, () => {
      this.mend();
    });
  }
}
