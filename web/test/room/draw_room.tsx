// Draws the room from the plain one of the gallery, with changes.
import { render } from '@testing-library/react';
import { vi } from 'vitest';
import { ROOM } from '../../gallery/samples/room';
import type { RoomProps } from '../../src/hooks/room_props';
import { RoomScreen, type RoomScreenProps } from '../../src/screens/room/room_screen';

export type RoomChanges = { [K in keyof RoomProps]?: Partial<RoomProps[K]> } & Pick<RoomScreenProps, 'opened'>;

export function roomWith({ opened, ...changes }: RoomChanges): RoomScreenProps {
  return {
    call: { ...ROOM.call, ...changes.call },
    media: { ...ROOM.media, ...changes.media },
    voice: { ...ROOM.voice, ...changes.voice },
    screen: { ...ROOM.screen, ...changes.screen },
    quality: { ...ROOM.quality, ...changes.quality },
    chat: { ...ROOM.chat, ...changes.chat },
    settings: { ...ROOM.settings, ...changes.settings },
    ...(opened && { opened }),
  };
}

export function drawRoom(changes: RoomChanges = {}) {
  const { rerender } = render(<RoomScreen {...roomWith(changes)} />);
  return {
    change: (next: RoomChanges): void => {
      rerender(<RoomScreen {...roomWith(next)} />);
    },
  };
}

/** jsdom plays nothing. */
export function silenceMedia(): void {
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
}

/** A window in which all of `holding` is true of the media queries, and nothing else. */
export function stubMediaQueries(holding: RegExp): void {
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: holding.test(query),
    addEventListener: () => {},
    removeEventListener: () => {},
  }));
}

export const DESKTOP = /min-width/;
/** None of the widths from which on there is room for more. */
export const PHONE = /prefers-nothing/;
