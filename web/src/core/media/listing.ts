// One look at what is plugged in, and what can be read from it. Ids and labels are hidden until the person has allowed one.
import { INPUT_KIND, type ListedDevice } from './environment';
import type { DeviceChoice, MediaKind } from './types';

/** Chromium's entry for "whatever the system's default is". */
export const DEFAULT_ID = 'default';
// Chromium on Windows lists the default for telephony once more; nobody would know what that is.
const COMMUNICATIONS_ID = 'communications';

export class Listing {
  constructor(private readonly entries: readonly ListedDevice[]) {}

  /** What can be told apart and so be chosen. */
  choices(kind: MediaDeviceKind): DeviceChoice[] {
    return this.entries
      .filter((entry) => entry.kind === kind && entry.deviceId !== '' && entry.deviceId !== COMMUNICATIONS_ID)
      .map(({ deviceId, label }) => ({ id: deviceId, label }));
  }

  inputs(kind: MediaKind): DeviceChoice[] {
    return this.choices(INPUT_KIND[kind]);
  }

  /** Whether there is one at all. Browsers tell every page this much; a browser that tells nothing may have all. */
  mayHave(kind: MediaKind): boolean {
    return this.entries.length === 0 || this.entries.some((entry) => entry.kind === INPUT_KIND[kind]);
  }

  /** Labels are shown only to pages that may use the device. */
  showsLabels(kind: MediaKind): boolean {
    return this.entries.some((entry) => entry.kind === INPUT_KIND[kind] && entry.label !== '');
  }

  /**
   * `name` changes when another microphone becomes the system's default; `isDefault`: this id is, or stands for, the default.
   */
  defaultMicrophone(id: string | undefined): { name: string | undefined; isDefault: boolean } {
    const first = this.firstMicrophone();
    // Chromium's entry keeps its id; its group is that of the real device.
    const name = first && (first.groupId || first.deviceId || undefined);
    return { name, isDefault: id !== undefined && id === first?.deviceId };
  }

  // The default is listed first: Media Capture and Streams, section 9.2 (enumerateDevices).
  private firstMicrophone(): ListedDevice | undefined {
    return this.entries.find(({ kind }) => kind === 'audioinput');
  }
}

/** The entry that is meant: by its id, or by its label, because Firefox and Safari give new ids from time to time. */
export function findDevice(choices: readonly DeviceChoice[], meant: DeviceChoice | undefined): DeviceChoice | undefined {
  if (meant === undefined) return undefined;
  return (
    choices.find(({ id }) => id === meant.id) ?? choices.find(({ label }) => label !== '' && label === meant.label)
  );
}
