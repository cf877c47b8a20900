// Gets a microphone or camera back without a reload, or takes the next best one, and tells the person what was done.
import type { Cancel, Clock } from '../clock';
import { AttemptBudget } from './attempt_budget';
import type { Capture } from './capture';
import type { DeviceList } from './device_list';
import type { Listing } from './listing';
import { mediaFailure } from './media_error';
import type { Opened } from './open_device';
import type { PermissionWatch } from './permission_watch';
import type { MediaNotice } from './types';

export interface HealingContext {
  clock: Clock;
  list: DeviceList;
  permissions: PermissionWatch;
  changed: () => void;
  notify: (notice: MediaNotice) => void;
}

// After a device did not answer: another program may be closing it, a driver may be waking up.
const RETRY_MS = [500, 1500, 4000] as const;

// After a phone call, systems unmute by themselves within a moment, or (Safari) never.
const UNMUTE_PATIENCE_MS = 2000;

export class Healing {
  private readonly budget = new AttemptBudget();
  private retries = 0;
  private cancelRetry: Cancel | undefined;
  // What was used before, to tell "works again" from "another one is used now".
  private before: string | undefined;
  private toldLost = false;

  constructor(
    private readonly capture: Capture,
    private readonly context: HealingContext,
  ) {}

  died(track: MediaStreamTrack): void {
    this.before = identity(track);
    this.retries = 0;
    this.toldLost = false;
    void this.heal();
  }

  /** Opens what is wanted and not open, the chosen one or the next best; without a question to the person. */
  async heal(): Promise<void> {
    const { capture } = this;
    const { permissions } = this.context;
    if (!capture.wanted || capture.opening || capture.track || !this.mayTryNow()) return;
    const attempt = capture.begin();
    await permissions.refresh();
    if (!capture.isCurrent(attempt)) return;
    const opened: Opened = permissions.takenBack(capture.kind)
      ? { failure: mediaFailure('PERMISSION_DENIED') }
      : asLost(await capture.openBest(attempt));
    if (!capture.finish(attempt, opened)) return;
    if (opened.stream) {
      this.tellBack();
      await capture.settle(attempt);
      return;
    }
    this.tellLost();
    const { code, category } = opened.failure;
    // These wait for an event: a device appears, a permission is given.
    if (code === 'DEVICE_LOST' || category === 'permission' || category === 'environment') return;
    const delay = RETRY_MS[this.retries];
    this.retries += 1;
    if (delay !== undefined) this.healAfter(delay);
  }

  /** Something was plugged in or out, or is the default now. */
  devicesChanged(before: Listing): void {
    const { capture } = this;
    if (!capture.wanted || capture.opening) return;
    if (!capture.track) {
      this.tryAgain();
      return;
    }
    const meant = capture.meant();
    const cameBack = meant !== undefined && capture.meant(before) === undefined;
    if (cameBack && meant.id !== capture.currentId()) void this.exchange(meant.id);
    else if (meant === undefined && capture.hasNewDefault) void this.exchange(undefined);
  }

  permissionChanged(): void {
    const { capture, context } = this;
    if (context.permissions.state(capture.kind) === 'granted') void this.heal();
    else context.changed();
  }

  /** The page is looked at again: what died meanwhile, with or without an event, is opened again. */
  returned(): void {
    const { capture } = this;
    const { track } = capture;
    if (!capture.wanted || capture.opening) return;
    if (!track) this.tryAgain();
    else if (track.readyState === 'ended') capture.lose(track);
    else if (track.muted) {
      this.context.clock.after(UNMUTE_PATIENCE_MS, () => {
        if (capture.track === track && track.muted && !capture.opening) void this.exchange(capture.currentId());
      });
    }
  }

  private async exchange(id: string | undefined): Promise<void> {
    const { capture } = this;
    const { clock } = this.context;
    if (!capture.track || this.budget.wait(clock.now()) > 0) return;
    this.budget.spend(clock.now());
    this.before = identity(capture.track);
    if (await capture.exchange(id)) this.tellBack();
  }

  private tryAgain(): void {
    const { capture, context } = this;
    const { list, permissions } = context;
    const { kind, failure } = capture;
    if (failure?.category === 'permission' || failure?.category === 'environment' || !list.current.mayHave(kind)) return;
    if (capture.opened || list.current.showsLabels(kind) || permissions.state(kind) === 'granted') {
      void this.heal();
      return;
    }
    // It is there now, but the browser would ask the person, who has to be told first what for.
    capture.failure = undefined;
    context.changed();
  }

  private mayTryNow(): boolean {
    const { clock } = this.context;
    this.cancelRetry?.();
    const wait = this.budget.wait(clock.now());
    if (wait === 0) {
      this.budget.spend(clock.now());
      return true;
    }
    this.tellLost();
    this.healAfter(wait);
    return false;
  }

  private healAfter(ms: number): void {
    this.cancelRetry = this.context.clock.after(ms, () => {
      void this.heal();
    });
  }

  private tellLost(): void {
    if (this.toldLost) return;
    this.toldLost = true;
    this.context.notify({ what: 'lost', kind: this.capture.kind });
  }

  private tellBack(): void {
    const { track, kind } = this.capture;
    const newsToThePerson = this.before !== undefined || this.toldLost;
    this.retries = 0;
    this.toldLost = false;
    if (!track || !newsToThePerson) return;
    const another = this.before !== undefined && this.before !== identity(track);
    this.context.notify(another ? { what: 'switched', kind, label: track.label } : { what: 'recovered', kind });
  }
}

// By its label: the id of one and the same device may change, and Chromium has two for the default.
function identity(track: MediaStreamTrack): string {
  return track.label || (track.getSettings().deviceId ?? '');
}

// Nothing is left where something was: that is not the same as never having had one.
function asLost(opened: Opened): Opened {
  return opened.failure?.code === 'NO_DEVICE' ? { failure: mediaFailure('DEVICE_LOST', opened.failure.name) } : opened;
}
