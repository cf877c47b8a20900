// @vitest-environment jsdom
import { act, cleanup, renderHook } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Preferences } from '../../src/core/preferences';
import { SnapshotStore } from '../../src/core/model';
import { useCountdown } from '../../src/hooks/use_countdown';
import { usePictureInPicture } from '../../src/hooks/use_picture_in_picture';
import { useRoomSettings } from '../../src/hooks/use_room_settings';
import { useSelected } from '../../src/hooks/use_selected';
import { ManualClock } from '../fakes/manual_clock';

afterEach(cleanup);

describe('the countdown', () => {
  it('counts whole seconds, rounded up, and stops at none', async () => {
    const clock = new ManualClock();
    const at = clock.now() + 2500;
    const { result, unmount } = renderHook(() => useCountdown(at, clock));
    const seen = [result.current];
    for (const ms of [500, 1000, 1000]) {
      await act(() => clock.advance(ms));
      seen.push(result.current);
    }
    expect(seen).toEqual([3, 2, 1, 0]);
    expect(clock.pending).toBe(0);
    unmount();
  });

  it('leaves no timer behind', () => {
    const clock = new ManualClock();
    renderHook(() => useCountdown(clock.now() + 5000, clock)).unmount();
    expect(clock.pending).toBe(0);
  });
});

describe('the room’s settings', () => {
  function storage() {
    const map = new Map<string, string>();
    return {
      getItem: (key: string) => map.get(key) ?? null,
      setItem: (key: string, value: string) => void map.set(key, value),
      removeItem: (key: string) => void map.delete(key),
    };
  }

  it('are the same the next time', () => {
    const kept = storage();
    const remembered = new Preferences(() => kept);
    const first = renderHook(() => useRoomSettings(remembered));
    expect(first.result.current).toMatchObject({ ownPictureCorner: undefined, ownPictureShown: true, shortcuts: true });
    act(() => {
      first.result.current.placeOwnPicture('top-left');
    });
    act(() => {
      first.result.current.showOwnPicture(false);
      first.result.current.switchShortcuts(false);
    });
    const second = renderHook(() => useRoomSettings(remembered));
    expect(second.result.current).toMatchObject({ ownPictureCorner: 'top-left', ownPictureShown: false, shortcuts: false });
  });

  it('a picture that was never moved can be hidden, too', () => {
    const kept = storage();
    const preferences = new Preferences(() => kept);
    const { result } = renderHook(() => useRoomSettings(preferences));
    act(() => {
      result.current.showOwnPicture(false);
    });
    expect(result.current).toMatchObject({ ownPictureCorner: undefined, ownPictureShown: false });
  });
});

describe('a selected value', () => {
  it('draws again when it changes, and not when something else does', () => {
    const store = new SnapshotStore({ level: 0, speaking: false });
    const drawn = vi.fn();
    renderHook(() => {
      drawn(useSelected(store, ({ speaking }) => speaking));
    });
    act(() => {
      store.set({ level: 0.5, speaking: false });
    });
    expect(drawn).toHaveBeenCalledTimes(1);
    act(() => {
      store.set({ level: 0.5, speaking: true });
    });
    expect(drawn).toHaveBeenLastCalledWith(true);
  });
});

describe('picture in picture', () => {
  afterEach(() => {
    for (const name of ['pictureInPictureEnabled', 'pictureInPictureElement', 'exitPictureInPicture']) {
      Reflect.deleteProperty(document, name);
    }
  });

  /** A browser in which `shown` is in the small window. */
  function browserShowing(shown: HTMLVideoElement): ReturnType<typeof vi.fn> {
    const exit = vi.fn(() => Promise.resolve());
    Object.defineProperty(document, 'pictureInPictureEnabled', { value: true, configurable: true });
    Object.defineProperty(document, 'pictureInPictureElement', { value: shown, configurable: true });
    Object.defineProperty(document, 'exitPictureInPicture', { value: exit, configurable: true });
    return exit;
  }

  it('is offered for a picture where the browser has it, and follows its window', async () => {
    Object.defineProperty(document, 'pictureInPictureEnabled', { value: true, configurable: true });
    const video = document.createElement('video');
    video.requestPictureInPicture = vi.fn(() => Promise.resolve({} as PictureInPictureWindow));
    const { result } = renderHook(() => usePictureInPicture(video));
    result.current.toggle?.();
    expect(video.requestPictureInPicture).toHaveBeenCalledOnce();
    act(() => void video.dispatchEvent(new Event('enterpictureinpicture')));
    expect(result.current.on).toBe(true);
    act(() => void video.dispatchEvent(new Event('leavepictureinpicture')));
    expect(result.current.on).toBe(false);
  });

  it('closes its window with the picture', () => {
    const video = document.createElement('video');
    const exit = browserShowing(video);
    const { unmount } = renderHook(() => usePictureInPicture(video));
    expect(exit).not.toHaveBeenCalled();
    unmount();
    expect(exit).toHaveBeenCalledOnce();
  });

  it('leaves the window of another picture open', () => {
    const exit = browserShowing(document.createElement('video'));
    renderHook(() => usePictureInPicture(document.createElement('video'))).unmount();
    expect(exit).not.toHaveBeenCalled();
  });

  it('is not offered without a picture, nor where the browser lacks it', () => {
    expect(renderHook(() => usePictureInPicture(document.createElement('video'))).result.current.toggle).toBeUndefined();
    Object.defineProperty(document, 'pictureInPictureEnabled', { value: true, configurable: true });
    expect(renderHook(() => usePictureInPicture(null)).result.current.toggle).toBeUndefined();
  });
});
