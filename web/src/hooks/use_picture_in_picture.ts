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
    };
  }, [video]);

  // Absent in Firefox, whatever the type says.
  if (!video || !(document as Partial<Document>).pictureInPictureEnabled) return { on: false, toggle: undefined };
  return {
    on,
    toggle: () => {
      const change = on ? document.exitPictureInPicture() : video.requestPictureInPicture();
      change.catch((error: unknown) => {
        // InvalidStateError before the first frame: there is nothing to show yet, and it may be pressed again.
        console.warn('picture in picture', error);
      });
    },
  };
}
