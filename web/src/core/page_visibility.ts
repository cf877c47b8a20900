// Whether anybody can see the page: what only renews itself rests while nobody looks.

export interface PageVisibility {
  visible: () => boolean;
  /** Calls `listener` after every change; returns how to stop that. */
  onChange: (listener: () => void) => () => void;
}

/** The browser's `document`. */
export function documentVisibility(page: Document): PageVisibility {
  return {
    visible: () => page.visibilityState === 'visible',
    onChange: (listener) => {
      page.addEventListener('visibilitychange', listener);
      return () => {
        page.removeEventListener('visibilitychange', listener);
      };
    },
  };
}
