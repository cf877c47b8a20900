// What the media models need, made of the real browser.
import type { Preferences } from '../preferences';
import type { DevicesPort, MediaEnvironment, PagePort } from './environment';
import { playTwoTones } from './test_sound';

/** `window` and `preferences` are the page's own; call it once. */
export function browserMediaEnvironment(window: Window & typeof globalThis, preferences: Preferences): MediaEnvironment {
  // Absent, whatever the types say, on a page that is neither https nor localhost; permissions in older browsers.
  const { mediaDevices, permissions } = window.navigator as {
    mediaDevices?: Partial<MediaDevices> & Pick<MediaDevices, 'getUserMedia' | 'enumerateDevices' | 'addEventListener'>;
    permissions?: Permissions;
  };
  const openScreen = mediaDevices?.getDisplayMedia?.bind(mediaDevices);
  return {
    devices: mediaDevices && devicesPort(mediaDevices),
    queryPermission: permissions && ((name) => permissions.query({ name })),
    openScreen,
    makeStream: (tracks) => new MediaStream(tracks),
    makeAudioContext: () => new AudioContext(),
    speakerChoice: 'setSinkId' in window.HTMLMediaElement.prototype,
    playTestSound: playTwoTones,
    preferences,
    page: pagePort(window),
  };
}

function devicesPort(
  devices: Pick<MediaDevices, 'getUserMedia' | 'enumerateDevices' | 'addEventListener'>,
): DevicesPort {
  return {
    open: (constraints) => devices.getUserMedia(constraints),
    list: () => devices.enumerateDevices(),
    onChange: (listener) => {
      devices.addEventListener('devicechange', listener);
    },
  };
}

const GESTURES = ['pointerdown', 'keydown'] as const;

function pagePort(window: Window): PagePort {
  const { document } = window;
  return {
    onReturn: (listener) => {
      document.addEventListener('visibilitychange', () => {
        if (document.visibilityState === 'visible') listener();
      });
      // A page that was frozen, or kept for "back", comes without the other event.
      window.addEventListener('pageshow', ({ persisted }) => {
        if (persisted) listener();
      });
    },
    onBlur: (listener) => {
      window.addEventListener('blur', listener);
    },
    onGesture: (listener) => {
      for (const event of GESTURES) document.addEventListener(event, listener, true);
      return () => {
        for (const event of GESTURES) document.removeEventListener(event, listener, true);
      };
    },
  };
}
