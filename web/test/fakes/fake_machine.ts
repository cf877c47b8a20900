// A person's machine: devices that are plugged in and out, and a browser that asks before it gives them.
import type { ListedDevice, MediaEnvironment } from '../../src/core/media/environment';
import type { MediaKind } from '../../src/core/media/types';
import { Preferences } from '../../src/core/preferences';
import { FakeAudioContext } from './fake_audio';
import { FakeStream, FakeTrack } from './fake_connection';

const KINDS = ['audio', 'video'] as const;
const KIND_OF: Partial<Record<MediaDeviceKind, MediaKind>> = { audioinput: 'audio', videoinput: 'video' };

class FakePermission extends EventTarget {
  state: PermissionState = 'granted';
}

export function device(kind: MediaDeviceKind, deviceId: string, label = `Label of ${deviceId}`): ListedDevice {
  return { kind, deviceId, label, groupId: `group-${deviceId}` };
}

export const HEADSET = device('audioinput', 'headset');
export const BUILT_IN = device('audioinput', 'built-in');
export const CAMERA = device('videoinput', 'camera');
export const SECOND_CAMERA = device('videoinput', 'second-camera');
export const SPEAKER = device('audiooutput', 'speaker');
export const HEADPHONES = device('audiooutput', 'headphones');

export class FakeMachine {
  /** In the order of the list: the first of a kind is the system's default. */
  plugged: ListedDevice[];
  readonly permissions: Record<MediaKind, FakePermission> = { audio: new FakePermission(), video: new FakePermission() };
  /** What the person answers when the browser asks. */
  answer: 'allow' | 'block' | 'dismiss' = 'allow';
  /** Chromium lists the default microphone a second time, under this id. */
  listsDefault = false;
  /** Ids that another program holds. */
  readonly busy = new Set<string>();
  /** One camera at a time, as on many phones. */
  oneCamera = false;
  /** The operating system's own settings keep these from the browser. */
  readonly systemDenies = new Set<MediaKind>();
  knowsPermissions = true;
  /** Every question that the browser put to the person. */
  readonly questions: string[] = [];
  /** Every opening that the page asked for: kinds with the ids it insisted on. */
  readonly asked: string[] = [];
  readonly tracks: FakeTrack[] = [];
  readonly stored = new Map<string, string>();
  readonly sounds: string[] = [];
  readonly contexts: FakeAudioContext[] = [];
  endSound: () => void = () => {};
  openScreen: MediaEnvironment['openScreen'];
  private readonly events = new EventTarget();
  private gate: Promise<void> | undefined;
  /** Labels are shown once the page has had a device of the kind; speakers with the microphones. */
  private readonly exposed = new Set<MediaKind>();

  constructor(...plugged: ListedDevice[]) {
    this.plugged = plugged.length > 0 ? plugged : [BUILT_IN, CAMERA, SPEAKER];
  }

  /** Nobody was asked yet. */
  withoutPermission(): this {
    for (const kind of KINDS) this.permissions[kind].state = 'prompt';
    return this;
  }

  readonly environment: MediaEnvironment = {
    devices: {
      open: (constraints) => this.open(constraints),
      list: async () => this.list(),
      onChange: (listener) => {
        this.events.addEventListener('devicechange', listener);
      },
    },
    queryPermission: async (name) => {
      if (!this.knowsPermissions) throw new TypeError(`${name} is no permission`);
      return this.permissions[name === 'microphone' ? 'audio' : 'video'];
    },
    openScreen: (options) => {
      if (!this.openScreen) throw new Error('this test shares no screen');
      return this.openScreen(options);
    },
    makeStream: (tracks) => new FakeStream(tracks) as unknown as MediaStream,
    makeAudioContext: () => {
      const context = new FakeAudioContext();
      this.contexts.push(context);
      return context as unknown as AudioContext;
    },
    speakerChoice: true,
    playTestSound: (speaker) =>
      new Promise((resolve) => {
        this.sounds.push(speaker);
        this.endSound = resolve;
      }),
    preferences: new Preferences(() => ({
      getItem: (key) => this.stored.get(key) ?? null,
      setItem: (key, value) => void this.stored.set(key, value),
      removeItem: (key) => void this.stored.delete(key),
    })),
    page: {
      onReturn: (listener) => {
        this.events.addEventListener('return', listener);
      },
      onBlur: (listener) => {
        this.events.addEventListener('blur', listener);
      },
      onGesture: (listener) => {
        this.events.addEventListener('gesture', listener);
        return () => {
          this.events.removeEventListener('gesture', listener);
        };
      },
    },
  };

  plug(added: ListedDevice, where: 'as default' | 'last' = 'last'): void {
    this.plugged = where === 'last' ? [...this.plugged, added] : [added, ...this.plugged];
    this.fire('devicechange');
  }

  unplug({ deviceId }: ListedDevice): void {
    this.plugged = this.plugged.filter((other) => other.deviceId !== deviceId);
    for (const track of this.tracks) if (realId(track) === deviceId) track.end();
    this.fire('devicechange');
  }

  makeDefault(chosen: ListedDevice): void {
    this.plugged = [chosen, ...this.plugged.filter((other) => other !== chosen)];
    this.fire('devicechange');
  }

  /** In the browser's own controls. */
  setPermission(kind: MediaKind, state: PermissionState): void {
    this.permissions[kind].state = state;
    if (state !== 'granted') for (const track of this.live(kind)) track.end();
    this.permissions[kind].dispatchEvent(new Event('change'));
  }

  fire(event: 'devicechange' | 'return' | 'blur' | 'gesture'): void {
    this.events.dispatchEvent(new Event(event));
  }

  /** What is opened from now on waits until the returned function is called. */
  holdOpening(): () => void {
    let go = (): void => {};
    this.gate = new Promise((resolve) => {
      go = () => {
        this.gate = undefined;
        resolve();
      };
    });
    return go;
  }

  live(kind: MediaKind): FakeTrack[] {
    return this.tracks.filter((track) => track.kind === kind && track.readyState === 'live');
  }

  private list(): ListedDevice[] {
    const hidden = (entry: ListedDevice): boolean => {
      const kind = KIND_OF[entry.kind] ?? 'audio';
      return !this.exposed.has(kind) && (!this.knowsPermissions || this.permissions[kind].state !== 'granted');
    };
    const shown = this.plugged.map((entry) => (hidden(entry) ? { ...entry, deviceId: '', label: '', groupId: '' } : entry));
    const first = shown.find(({ kind }) => kind === 'audioinput');
    if (!this.listsDefault || first === undefined || first.deviceId === '') return shown;
    return [{ ...first, deviceId: 'default', label: `Default - ${first.label}` }, ...shown];
  }

  private async open(constraints: MediaStreamConstraints): Promise<MediaStream> {
    const kinds = KINDS.filter((kind) => constraints[kind]);
    this.asked.push(kinds.map((kind) => [kind, exactId(constraints, kind)].filter(Boolean).join(':')).join('+'));
    await this.gate;
    const found = kinds.map((kind) => this.find(kind, exactId(constraints, kind)));
    this.decide(kinds);
    const tracks = found.map((entry, index) => this.take(kinds[index]!, entry, exactId(constraints, kinds[index]!)));
    for (const kind of kinds) this.exposed.add(kind);
    this.tracks.push(...tracks);
    return new FakeStream(tracks) as unknown as MediaStream;
  }

  private find(kind: MediaKind, id: string | undefined): ListedDevice {
    const listed = this.plugged.filter((entry) => KIND_OF[entry.kind] === kind);
    if (listed.length === 0) throw new DOMException('', 'NotFoundError');
    const match = id === undefined || id === 'default' ? listed[0] : listed.find(({ deviceId }) => deviceId === id);
    if (!match) throw new DOMException('', 'OverconstrainedError');
    return match;
  }

  private decide(kinds: readonly MediaKind[]): void {
    if (kinds.some((kind) => this.systemDenies.has(kind))) {
      throw new DOMException('Permission denied by system', 'NotAllowedError');
    }
    if (kinds.some((kind) => this.permissions[kind].state === 'denied')) throw new DOMException('', 'NotAllowedError');
    const open = kinds.filter((kind) => this.permissions[kind].state === 'prompt');
    if (open.length === 0) return;
    this.questions.push(open.join('+'));
    const state = { allow: 'granted', block: 'denied', dismiss: 'prompt' } as const;
    for (const kind of open) this.permissions[kind].state = state[this.answer];
    for (const kind of open) this.permissions[kind].dispatchEvent(new Event('change'));
    if (this.answer !== 'allow') throw new DOMException('', 'NotAllowedError');
  }

  private take(kind: MediaKind, entry: ListedDevice, id: string | undefined): FakeTrack {
    const { deviceId, groupId, label } = entry;
    const occupied = kind === 'video' && this.oneCamera && this.live('video').length > 0;
    if (this.busy.has(deviceId) || occupied) throw new DOMException('', 'NotReadableError');
    const byDefault = this.listsDefault && kind === 'audio' && (id === undefined || id === 'default');
    return new FakeTrack(kind, label, { deviceId: byDefault ? 'default' : deviceId, groupId });
  }
}

function realId(track: FakeTrack): string | undefined {
  return track.getSettings().groupId?.replace('group-', '');
}

function exactId(constraints: MediaStreamConstraints, kind: MediaKind): string | undefined {
  const wish = constraints[kind];
  if (typeof wish !== 'object') return undefined;
  return (wish.deviceId as { exact?: string } | undefined)?.exact;
}
