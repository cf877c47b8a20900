import { useEffect, useState } from 'react';
import type { Switch } from './use_full_screen';

/** `video` in a small window that stays above others (Picture-in-Picture, W3C); undefined where there is no picture. */
export function usePictureInPicture(video: HTMLVideoElement | null): Switch {
  const [on, setOn] = useState(false);
  useEffect(() => {
    if (!video) return undefined;
    const entered = (): void => {
      setOn(true);
    };
    const left = (): void => {
      setOn(false);
    };
    video.addEventListener('enterpictureinpicture', entered);
    video.addEventListener('leavepictureinpicture', left);
    return () => {
      left();
      video.removeEventListener('enterpictureinpicture', entered);
      video.removeEventListener('leavepictureinpicture', left);
      // Chromium keeps the window, with its last picture, of an element that has gone from the page.
      if (document.pictureInPictureElement === video) document.exitPictureInPicture().catch(report);
    };
  }, [video]);

  // Whatever the type says, not every browser has it: Firefox had no scripted way into its window for long.
  if (!video || !(document as Partial<Document>).pictureInPictureEnabled) return { on: false, toggle: undefined };
  return {
    on,
    toggle: () => {
      const change = on ? document.exitPictureInPicture() : video.requestPictureInPicture();
      change.catch(report);
    },
  };
}

/** InvalidStateError: before the first frame there is nothing to show yet, or the person was quicker to close the window. */
function report(error: unknown): void {
  console.warn('picture in picture', error);
}
