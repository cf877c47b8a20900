// The browsers that tests drive, behind one small interface, so that a test never knows which one it has.
//
// A Browser has
//   name, version()
//   newPage(options)     a page with cookies, storage and permissions of its own: one person's.
//                        { viewport: {width, height}, scale, initScripts: [source text], reducedMotion, colorScheme, locale }
//                        scale: pixels of the screen for one of the page; 2 in half the viewport is a zoom of 200 %
//   close()
// A Page has
//   goto(url) reload() url() close()
//   click(css) fill(css, text) select(css, value) waitFor(css, 'visible' | 'hidden')
//   press(key) keyDown(key) keyUp(key)
//   evaluate(functionOrText, argument)      in the page's own world; not subject to its content security policy
//   setViewport({width, height}) screenshot(path)
//   on('console' | 'pageerror' | 'request', (text) => …)      the message, the error, the address
import { launchChromium } from './chromium.js';
import { launchFirefox } from './firefox.js';

/** How long anything on the page may take, ms. Generous: the machine may be busy; nothing waits this long when it works. */
export const PATIENCE = 20_000;

const launchers = { chromium: launchChromium, firefox: launchFirefox };

/**
 * @param {'chromium' | 'firefox'} name
 * @param {object} [options]
 * @param {'given' | 'denied'} [options.devices] what the person answers when the page asks for camera and microphone
 * @param {number} [options.cameras] how many there are (Chromium; Firefox has one)
 * @param {string} [options.namespace] the network namespace the browser lives in (Chromium only)
 * @param {string} [options.insecureOrigin] an http origin that is to count as secure (Chromium only)
 */
export function launch(name, options = {}) {
  return launchers[name]({ patience: PATIENCE, devices: 'given', cameras: 1, ...options });
}
