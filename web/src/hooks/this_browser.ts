import { describeBrowser, type Browser } from '../core/browser';

/** The browser that shows this page: for instructions, never for decisions about what it can do. */
export function thisBrowser(): Browser {
  return describeBrowser(navigator);
}
