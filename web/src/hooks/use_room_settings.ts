// What a person has set up in the room and will want again: where their own picture is, whether single keys act.
import { useState } from 'react';
import type { Preferences } from '../core/preferences';

export interface RoomSettings {
  /** The corner of one's own picture, as it was stored; undefined: never moved. */
  ownPictureCorner: string | undefined;
  ownPictureShown: boolean;
  placeOwnPicture: (corner: string) => void;
  showOwnPicture: (shown: boolean) => void;
  /** Single keys act. */
  shortcuts: boolean;
  switchShortcuts: (use: boolean) => void;
}

const HIDDEN = 'hidden';
const OFF = 'off';

/** Stored as `corner` or `corner hidden`. */
export function useRoomSettings(preferences: Preferences): RoomSettings {
  const [ownPicture, setOwnPicture] = useState(() => preferences.read('own-picture') ?? '');
  const [shortcuts, setShortcuts] = useState(() => preferences.read('shortcuts') !== OFF);
  const [corner = '', visibility] = ownPicture.split(' ');

  const keep = (words: readonly string[]): void => {
    const text = words.join(' ');
    preferences.write('own-picture', text);
    setOwnPicture(text);
  };
  return {
    ownPictureCorner: corner === '' ? undefined : corner,
    ownPictureShown: visibility !== HIDDEN,
    placeOwnPicture: (next) => {
      keep([next]);
    },
    showOwnPicture: (shown) => {
      keep(shown ? [corner] : [corner, HIDDEN]);
    },
    shortcuts,
    switchShortcuts: (use) => {
      preferences.write('shortcuts', use ? undefined : OFF);
      setShortcuts(use);
    },
  };
}
