// Asks the browser for microphone and camera, with what a call needs of them.
import type { MediaEnvironment } from './environment';
import { mediaFailure, mediaFailureFrom, type DeviceFailure } from './media_error';
import type { MediaKind } from './types';

/** The id to insist on for each kind that is wanted; undefined: any. */
export type Wishes = Partial<Record<MediaKind, string | undefined>>;

export type Opened = { stream: MediaStream; failure?: undefined } | { stream?: undefined; failure: DeviceFailure };

// 720p is the best that the call sends; when the network or the machine cannot carry it, the sender scales it down, so
// that the camera need not be opened again. All of it "ideal": a camera that has less is still a camera.
const CONSTRAINTS: Readonly<Record<MediaKind, MediaTrackConstraints>> = {
  audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
  video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } },
};

// On a phone: the camera that looks at the person. Where no camera has a direction it says nothing.
const FRONT: MediaTrackConstraints = { facingMode: { ideal: 'user' } };

export async function openDevices(devices: MediaEnvironment['devices'], wishes: Wishes): Promise<Opened> {
  if (!devices) return { failure: mediaFailure('INSECURE_PAGE') };
  const constraints: MediaStreamConstraints = {};
  for (const kind of Object.keys(wishes) as MediaKind[]) constraints[kind] = constraintsFor(kind, wishes[kind]);
  try {
    return { stream: await devices.open(constraints) };
  } catch (error) {
    return { failure: mediaFailureFrom(error) };
  }
}

function constraintsFor(kind: MediaKind, id: string | undefined): MediaTrackConstraints {
  if (id !== undefined) return { ...CONSTRAINTS[kind], deviceId: { exact: id } };
  return kind === 'video' ? { ...CONSTRAINTS.video, ...FRONT } : CONSTRAINTS.audio;
}

// So many others are tried when the one that is wanted does not answer: each attempt can take a second.
const MAX_OTHERS = 3;

/** One device: the wished one, or any, or, when those are in use elsewhere, each other one that is listed. */
export async function openBest(
  devices: MediaEnvironment['devices'],
  kind: MediaKind,
  wished: string | undefined,
  listed: readonly string[],
): Promise<Opened> {
  const first = await openDevices(devices, { [kind]: wished });
  if (first.stream || !couldBeAnother(first.failure)) return first;
  const any = wished === undefined ? first : await openDevices(devices, { [kind]: undefined });
  if (any.stream || !couldBeAnother(any.failure) || any.failure.code === 'NO_DEVICE') return any;
  for (const id of listed.filter((other) => other !== wished).slice(0, MAX_OTHERS)) {
    const other = await openDevices(devices, { [kind]: id });
    if (other.stream) return other;
  }
  return any;
}

function couldBeAnother({ category }: DeviceFailure): boolean {
  return category === 'device';
}
