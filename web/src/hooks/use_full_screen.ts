import { useSyncExternalStore } from 'react';

export interface Switch {
  on: boolean;
  /** undefined where the browser cannot. */
  toggle: (() => void) | undefined;
}

function subscribe(listener: () => void): () => void {
  document.addEventListener('fullscreenchange', listener);
  return () => {
    document.removeEventListener('fullscreenchange', listener);
  };
}

/** The whole page in full screen: menus and dialogs live beside the room in the document, and must be seen too. */
export function useFullScreen(): Switch {
  const on = useSyncExternalStore(subscribe, () => Boolean(document.fullscreenElement));
  // Absent on iPhones, whatever the type says.
  if (!(document as Partial<Document>).fullscreenEnabled) return { on: false, toggle: undefined };
  return {
    on,
    toggle: () => {
      const change = on ? document.exitFullscreen() : document.documentElement.requestFullscreen();
      change.catch((error: unknown) => {
        // The page stays as it is, and the button too: it may be pressed again.
        console.warn('full screen', error);
      });
    },
  };
}
