// What a person chose on this device and will want again: language, camera, microphone, speaker, where their own picture
// is, whether single keys act. Nothing about any session is kept here.

export interface PreferenceStorage {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

export type PreferenceKey = 'language' | 'camera' | 'microphone' | 'speaker' | 'own-picture' | 'shortcuts';

const PREFIX = 'callroom.';

export class Preferences {
  /** `storage` throws where the browser forbids even to look at it. */
  constructor(private readonly storage: () => PreferenceStorage) {}

  read(key: PreferenceKey): string | undefined {
    try {
      return this.storage().getItem(PREFIX + key) ?? undefined;
    } catch {
      return undefined; // Storage is forbidden here: nothing was remembered.
    }
  }

  write(key: PreferenceKey, value: string | undefined): void {
    try {
      if (value === undefined) this.storage().removeItem(PREFIX + key);
      else this.storage().setItem(PREFIX + key, value);
    } catch {
      // Full or forbidden: the choice holds for this visit only.
    }
  }
}
