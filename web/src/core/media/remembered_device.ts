// The device that a person chose, kept for the next visit: id and label, see findDevice.
import type { PreferenceKey } from '../preferences';
import type { MediaEnvironment } from './environment';
import type { DeviceChoice } from './types';

export class RememberedDevice {
  private choice: DeviceChoice | undefined;

  constructor(
    private readonly preferences: MediaEnvironment['preferences'],
    private readonly key: PreferenceKey,
  ) {
    this.choice = parse(preferences.read(key));
  }

  get(): DeviceChoice | undefined {
    return this.choice;
  }

  /** undefined: the system's default, whatever that is then. */
  set(choice: DeviceChoice | undefined): void {
    this.choice = choice;
    this.preferences.write(this.key, choice && JSON.stringify({ id: choice.id, label: choice.label }));
  }
}

// What is stored may be of an older version, or of somebody who tried things out.
function parse(text: string | undefined): DeviceChoice | undefined {
  if (text === undefined) return undefined;
  try {
    const { id, label } = (JSON.parse(text) ?? {}) as Partial<Record<keyof DeviceChoice, unknown>>;
    return typeof id === 'string' && typeof label === 'string' ? { id, label } : undefined;
  } catch {
    return undefined;
  }
}
