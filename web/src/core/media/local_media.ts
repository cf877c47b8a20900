// The person's own microphone, camera and speaker: opened for the preview, used by the call, stopped at its end.
import type { Clock } from '../clock';
import { SnapshotStore, type Model } from '../model';
import { Capture, type Attempt } from './capture';
import { DeviceList } from './device_list';
import type { MediaEnvironment } from './environment';
import { Healing } from './healing';
import { openDevices, type Wishes } from './open_device';
import { PermissionWatch } from './permission_watch';
import { RememberedDevice } from './remembered_device';
import { Speaker } from './speaker';
import type { DeviceSnapshot, LocalMediaSnapshot, MediaKind, MediaNotice } from './types';

export type { MediaEnvironment, OpenDevices } from './environment';
export type { DeviceSnapshot, DeviceState, LocalMediaSnapshot, MediaKind } from './types';

export type TrackListener = (kind: MediaKind, track: MediaStreamTrack | null) => void;

const KINDS: readonly MediaKind[] = ['audio', 'video'];

export class LocalMedia implements Model<LocalMediaSnapshot> {
  private readonly list: DeviceList;
  private readonly permissions: PermissionWatch;
  private readonly captures: Readonly<Record<MediaKind, Capture>>;
  private readonly healings: Readonly<Record<MediaKind, Healing>>;
  private readonly speaker: Speaker;
  private readonly trackListeners = new Set<TrackListener>();
  private readonly store: SnapshotStore<LocalMediaSnapshot>;
  private preview: MediaStream | undefined;
  private notice: MediaNotice | undefined;
  // What the browser would ask is known; until then nothing is opened.
  private checked = false;
  // Counts start() and stop().
  private generation = 0;

  constructor(
    private readonly environment: MediaEnvironment,
    private readonly clock: Clock,
  ) {
    this.list = new DeviceList(environment.devices, clock, (before) => {
      for (const kind of KINDS) this.healings[kind].devicesChanged(before);
      this.changed();
    });
    this.permissions = new PermissionWatch(environment.queryPermission, (kind) => {
      this.healings[kind].permissionChanged();
    });
    this.speaker = new Speaker(environment, this.list, this.changed);
    this.captures = { audio: this.makeCapture('audio'), video: this.makeCapture('video') };
    this.healings = { audio: this.makeHealing('audio'), video: this.makeHealing('video') };
    environment.page.onReturn(() => {
      for (const kind of KINDS) this.healings[kind].returned();
    });
    // The key is released somewhere else, and nobody tells us.
    environment.page.onBlur(this.captures.audio.release);
    this.store = new SnapshotStore(this.describe());
  }

  readonly snapshot = (): LocalMediaSnapshot => this.store.snapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

  /** Called with null when there is nothing to send of that kind. Muting changes no track. */
  onTrack(listener: TrackListener): () => void {
    this.trackListeners.add(listener);
    return () => {
      this.trackListeners.delete(listener);
    };
  }

  track(kind: MediaKind): MediaStreamTrack | null {
    return this.captures[kind].track ?? null;
  }

  /** Whether the other side can hear (audio) or see (video) something. */
  sending(kind: MediaKind): boolean {
    return this.captures[kind].state === 'on' && !this.captures[kind].interrupted;
  }

  /** Opens what may be opened without a question to the person; the rest waits for the snapshot's ask(). */
  async start(): Promise<void> {
    const generation = ++this.generation;
    for (const kind of KINDS) this.captures[kind].wanted = true;
    this.checked = false;
    this.changed();
    await Promise.all([this.list.refresh(), this.permissions.refresh()]);
    if (generation !== this.generation) return;
    this.checked = true;
    this.changed();
    await this.open(KINDS.filter((kind) => !this.needsQuestion(kind)));
  }

  /** Opens it once more, if it is open: a browser may make something else of the same device then. */
  restart(kind: MediaKind): void {
    const capture = this.captures[kind];
    if (capture.track && !capture.opening) void capture.exchange(capture.currentId());
  }

  /** Closes everything; start() opens it again. */
  stop(): void {
    this.generation += 1;
    for (const kind of KINDS) this.captures[kind].close();
  }

  private readonly ask = (): void => {
    void this.open(KINDS.filter((kind) => this.mayAsk(kind)));
  };

  // One question for both; but what cannot be had must not cost the other one.
  private async open(kinds: readonly MediaKind[]): Promise<void> {
    const hopeful = (kind: MediaKind): boolean =>
      this.permissions.state(kind) !== 'denied' && this.list.current.mayHave(kind);
    const together = kinds.filter(hopeful);
    const alone = kinds.filter((kind) => !hopeful(kind));
    await Promise.all([this.openTogether(together), ...alone.map((kind) => this.captures[kind].open())]);
  }

  private async openTogether(kinds: readonly MediaKind[]): Promise<void> {
    const attempts = kinds.map((kind): [Capture, Attempt] => [this.captures[kind], this.captures[kind].begin()]);
    if (attempts.length === 0) return;
    const wishes = (insist: boolean): Wishes =>
      Object.fromEntries(attempts.map(([{ kind }, { wished }]) => [kind, insist ? wished : undefined]));
    let opened = await openDevices(this.environment.devices, wishes(true));
    // While the list is hidden, remembered ids are guesses. A wrong one costs no second question to the person: whichever
    // was right is taken when the list shows it, in settle().
    const guessed = ([{ kind }, { wished }]: [Capture, Attempt]): boolean =>
      wished !== undefined && this.list.current.inputs(kind).length === 0;
    const wrongGuess = opened.failure?.category === 'device' && attempts.some(guessed);
    if (wrongGuess) opened = await openDevices(this.environment.devices, wishes(false));
    // A person who said no is not asked again for each alone.
    const final = opened.stream !== undefined || opened.failure.category === 'permission';
    await Promise.all(
      attempts.map(async ([capture, attempt]) => {
        if (final) {
          capture.finish(attempt, opened);
          await capture.settle(wrongGuess ? { wished: undefined } : attempt);
        } else if (capture.isCurrent(attempt)) {
          await capture.open();
        }
      }),
    );
  }

  private makeCapture(kind: MediaKind): Capture {
    const { environment, list, permissions, changed } = this;
    return new Capture(kind, {
      devices: environment.devices,
      list,
      permissions,
      remembered: new RememberedDevice(environment.preferences, kind === 'audio' ? 'microphone' : 'camera'),
      changed,
      replaced: (track) => {
        if (kind === 'video') this.preview = track && environment.makeStream([track]);
        for (const listener of [...this.trackListeners]) listener(kind, track ?? null);
      },
      died: (track) => {
        this.healings[kind].died(track);
      },
    });
  }

  private makeHealing(kind: MediaKind): Healing {
    const { clock, list, permissions, changed } = this;
    const notify = (notice: MediaNotice): void => {
      this.notice = notice;
      changed();
    };
    return new Healing(this.captures[kind], { clock, list, permissions, changed, notify });
  }

  /** Opening it would make the browser ask the person. */
  private needsQuestion(kind: MediaKind): boolean {
    const state = this.permissions.state(kind);
    const allowed = state === 'granted' || this.list.current.showsLabels(kind) || this.captures[kind].opened;
    return this.environment.devices !== undefined && this.list.current.mayHave(kind) && state !== 'denied' && !allowed;
  }

  private mayAsk(kind: MediaKind): boolean {
    const { wanted, track, opening, failure } = this.captures[kind];
    if (!wanted || track || opening) return false;
    return failure ? failure.category === 'permission' : this.needsQuestion(kind);
  }

  private permission(): LocalMediaSnapshot['permission'] {
    if (!this.checked) return 'checking';
    const captures = KINDS.map((kind) => this.captures[kind]);
    const denied = captures.filter(({ failure }) => failure?.category === 'permission');
    if (captures.some(({ opening, kind }) => opening && this.needsQuestion(kind))) return 'asking';
    if (captures.some(({ failure, kind }) => !failure && this.mayAsk(kind))) return 'ask';
    const missing = captures.filter(({ failure }) => failure && failure.category !== 'permission');
    return denied.length > 0 && denied.length + missing.length === captures.length ? 'denied' : 'granted';
  }

  // An arrow, because it is handed to the parts, the last of which are made before the store is.
  private readonly changed = (): void => {
    this.store.set(this.describe());
  };

  private describe(): LocalMediaSnapshot {
    const { notice, preview, speaker, captures } = this;
    return {
      audio: this.describeDevice('audio'),
      video: this.describeDevice('video'),
      speaker: speaker.describe(),
      preview,
      holdMic: captures.audio.holdSwitch(),
      permission: this.permission(),
      ask: this.checked && KINDS.some((kind) => this.mayAsk(kind)) ? this.ask : undefined,
      notice,
      dismissNotice: notice && this.dismissNotice,
    };
  }

  private describeDevice(kind: MediaKind): DeviceSnapshot {
    const described = this.captures[kind].describe();
    return this.checked ? described : { ...described, toggle: undefined };
  }

  private readonly dismissNotice = (): void => {
    this.notice = undefined;
    this.changed();
  };
}
