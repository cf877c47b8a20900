// One microphone or camera: opened, muted, exchanged for another, closed. What dies is got back by Healing.
//
// Whatever opens a device first gets an Attempt. The latest attempt counts: what an older one brings is closed at once. So
// stopping, pressing twice and plugging about while the browser is still asking cannot leave two devices open.
import type { DeviceList } from './device_list';
import type { DevicesPort } from './environment';
import { DEFAULT_ID, findDevice } from './listing';
import { mediaFailure, type DeviceFailure } from './media_error';
import { openBest, openDevices, type Opened } from './open_device';
import type { PermissionWatch } from './permission_watch';
import type { RememberedDevice } from './remembered_device';
import type { DeviceSnapshot, DeviceState, HoldSwitch, MediaKind } from './types';

export interface CaptureContext {
  devices: DevicesPort | undefined;
  list: DeviceList;
  permissions: PermissionWatch;
  remembered: RememberedDevice;
  /** Something that describe() tells has changed. */
  changed: () => void;
  /** There is another track to send, or none. */
  replaced: (track: MediaStreamTrack | undefined) => void;
  /** The track ended without our doing, and nothing took its place. */
  died: (track: MediaStreamTrack) => void;
}

/** A value of its own each time: compared by identity. */
export interface Attempt {
  readonly wished: string | undefined;
}

export class Capture {
  /** The person wants it open; not so a camera that they turned off. */
  wanted = false;
  /** It has worked on this page before: the browser may be asked for it without asking the person. */
  opened = false;
  track: MediaStreamTrack | undefined;
  failure: DeviceFailure | undefined;
  private attempt: Attempt | undefined;
  private muted = false;
  private held = false;
  private defaultWhenOpened: string | undefined;

  constructor(
    readonly kind: MediaKind,
    private readonly context: CaptureContext,
  ) {}

  get state(): DeviceState {
    if (this.track) return this.audible ? 'on' : 'off';
    if (this.attempt) return 'starting';
    return this.failure ? 'failed' : 'off';
  }

  get opening(): boolean {
    return this.attempt !== undefined;
  }

  /** The system lets nothing through. */
  get interrupted(): boolean {
    return this.track?.muted ?? false;
  }

  /** `wished`: the id to insist on at first; undefined: any will do. */
  begin(wished = this.wishedId()): Attempt {
    const attempt: Attempt = { wished };
    this.attempt = attempt;
    this.wanted = true;
    this.failure = undefined;
    this.context.changed();
    return attempt;
  }

  isCurrent(attempt: Attempt): boolean {
    return this.attempt === attempt;
  }

  /** Ends an attempt; false: it was no longer the current one, and what it opened is closed. */
  finish(attempt: Attempt, opened: Opened): boolean {
    const track = opened.stream?.getTracks().find(({ kind }) => kind === this.kind);
    if (this.attempt !== attempt) {
      track?.stop();
      return false;
    }
    this.attempt = undefined;
    if (track) this.adopt(track);
    else this.failure = opened.failure ?? mediaFailure('NO_DEVICE');
    this.context.changed();
    return true;
  }

  /** Opens it, or the next best one. */
  async open(): Promise<void> {
    const attempt = this.begin();
    this.finish(attempt, await this.openBest(attempt));
    await this.settle(attempt);
  }

  openBest({ wished }: Attempt): Promise<Opened> {
    const listed = this.choices().map(({ id }) => id);
    return openBest(this.context.devices, this.kind, wished, listed);
  }

  /**
   * After it was opened the list shows more: which one is the default, and under which id the remembered one, if that is
   * another now and only its label is the same, can be had.
   */
  async settle({ wished }: Attempt): Promise<void> {
    const { list, permissions } = this.context;
    const { track } = this;
    if (!track) return;
    await Promise.all([list.refresh(), permissions.refresh()]);
    if (this.track !== track) return;
    const { isDefault, name } = list.current.defaultMicrophone(this.currentId());
    this.defaultWhenOpened = isDefault ? name : undefined;
    this.context.changed();
    const meant = this.meant();
    // Not where the browser would ask the person again, who has just pointed at another device in its question.
    const quiet = permissions.state(this.kind) !== 'prompt';
    if (!meant || !quiet || this.attempt || meant.id === wished || meant.id === this.currentId()) return;
    await this.exchange(meant.id);
  }

  /** Takes another one while the call goes on; false: it could not be had, and the old one, or the next best, is used. */
  async exchange(id: string | undefined): Promise<boolean> {
    const { devices } = this.context;
    const old = this.track;
    const attempt = this.begin(id);
    // The new one is opened while the old one still runs, so that nobody is cut off.
    let opened = await openDevices(devices, { [this.kind]: id });
    let { failure } = opened;
    if (failure && mayBeHeldByUs(failure) && old && this.isCurrent(attempt)) {
      // Many phones open one camera only: there the old one has to go first.
      old.stop();
      opened = await openDevices(devices, { [this.kind]: id });
      failure = opened.failure;
      if (failure) opened = await this.openBest({ wished: old.getSettings().deviceId });
    }
    if (!this.isCurrent(attempt)) return this.finish(attempt, opened);
    if (opened.failure && this.track?.readyState === 'ended') this.drop();
    if (opened.failure && this.track) this.attempt = undefined;
    else this.finish(attempt, opened);
    this.failure = failure;
    this.context.changed();
    if (!this.track && old) this.context.died(old);
    await this.settle(attempt);
    return failure === undefined;
  }

  close(): void {
    this.wanted = false;
    this.attempt = undefined;
    this.failure = undefined;
    const { track } = this;
    this.drop();
    track?.stop();
    this.context.changed();
  }

  /** The track ended without our doing. */
  lose(track: MediaStreamTrack): void {
    if (this.track !== track) return;
    this.drop();
    // Otherwise another one is being opened already, and that tells how it went.
    if (!this.attempt) {
      this.failure = mediaFailure('DEVICE_LOST');
      this.context.died(track);
    }
    this.context.changed();
  }

  currentId(): string | undefined {
    return this.track?.getSettings().deviceId;
  }

  /** The device that the person chose, if it is there. */
  meant(list = this.context.list.current): { id: string } | undefined {
    return findDevice(list.inputs(this.kind), this.context.remembered.get());
  }

  /** It was opened as the system's default, and the default is another now. */
  get hasNewDefault(): boolean {
    const { name } = this.context.list.current.defaultMicrophone(this.currentId());
    return this.defaultWhenOpened !== undefined && name !== undefined && name !== this.defaultWhenOpened;
  }

  describe(): DeviceSnapshot {
    const { state, failure, interrupted } = this;
    const choices = this.choices();
    const current = this.currentId();
    return {
      state,
      failure,
      interrupted,
      toggle: state === 'starting' ? undefined : this.toggle,
      choices,
      chosen: choices.find(({ id }) => id === current)?.id ?? this.wishedId(),
      choose: this.attempt || choices.length === 0 ? undefined : this.choose,
    };
  }

  holdSwitch(): HoldSwitch | undefined {
    return this.track && { press: this.press, release: this.release, held: this.held };
  }

  readonly release = (): void => {
    this.hold(false);
  };

  private readonly press = (): void => {
    this.hold(true);
  };

  private readonly toggle = (): void => {
    if (this.track && this.kind === 'video') {
      this.close();
    } else if (this.track) {
      this.muted = this.audible;
      this.held = false;
      this.applyMute();
    } else if (!this.attempt) {
      this.muted = false;
      void this.open();
    }
  };

  private readonly choose = (id: string): void => {
    const choice = this.choices().find((listed) => listed.id === id);
    if (choice === undefined || this.attempt) return;
    const remember = (): void => {
      this.context.remembered.set(id === DEFAULT_ID ? undefined : choice);
      this.context.changed();
    };
    if (this.track && id !== this.currentId()) {
      void this.exchange(id).then((exchanged) => {
        if (exchanged) remember();
      });
      return;
    }
    remember();
    if (this.wanted && !this.track) void this.open();
  };

  // Muting keeps the microphone open but silent, so that unmuting is immediate; the camera is really closed instead, so
  // that its light goes out.
  private get audible(): boolean {
    return this.muted === this.held;
  }

  private hold(held: boolean): void {
    if (this.held === held || !this.track) return;
    this.held = held;
    this.applyMute();
  }

  private applyMute(): void {
    if (this.track) this.track.enabled = this.audible;
    this.context.changed();
  }

  private choices(): DeviceSnapshot['choices'] {
    return this.context.list.current.inputs(this.kind);
  }

  private wishedId(): string | undefined {
    // While the browser hides what there is, the remembered id is as good a guess as any.
    return this.choices().length === 0 ? this.context.remembered.get()?.id : this.meant()?.id;
  }

  private adopt(track: MediaStreamTrack): void {
    const old = this.track;
    this.track = track;
    this.opened = true;
    this.failure = undefined;
    track.enabled = this.audible;
    track.addEventListener('ended', () => {
      this.lose(track);
    });
    for (const event of ['mute', 'unmute']) track.addEventListener(event, this.context.changed);
    this.context.replaced(track);
    old?.stop();
  }

  private drop(): void {
    if (!this.track) return;
    this.track = undefined;
    this.held = false;
    this.defaultWhenOpened = undefined;
    this.context.replaced(undefined);
  }
}

function mayBeHeldByUs({ code }: DeviceFailure): boolean {
  return code === 'DEVICE_IN_USE' || code === 'ABORTED';
}
