// Firefox ESR through puppeteer-core over WebDriver BiDi, the protocol Firefox itself keeps up.
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import puppeteer from 'puppeteer-core';
import { DrivenBrowser, DrivenPage } from './driver.js';

const PREFERENCES = {
  // A camera with a moving picture and a microphone with a tone.
  'media.navigator.streams.fake': true,
  // Sound plays although nobody has clicked yet.
  'media.autoplay.default': 0,
  'media.autoplay.blocking_policy': 0,
  // Frames are drawn and timers run in every window, whichever has the focus.
  'widget.windows.window_occlusion_tracking.enabled': false,
  'dom.min_background_timeout_value': 4,
  'media.suspend-background-video.enabled': false,
};

/** Given without asking, or refused without asking: 2 is "block". */
const ANSWERS = {
  given: { 'media.navigator.permission.disabled': true },
  denied: { 'permissions.default.camera': 2, 'permissions.default.microphone': 2 },
};

export async function launchFirefox({ patience, devices, namespace }) {
  // Its protocol is a socket on the loopback of the namespace, where nobody outside could reach it.
  if (namespace !== undefined) throw new Error('Firefox in a network namespace is not supported');
  const browser = await puppeteer.launch({
    browser: 'firefox',
    executablePath: process.env.FIREFOX ?? '/usr/bin/firefox-esr',
    headless: true,
    extraPrefsFirefox: { ...PREFERENCES, ...ANSWERS[devices] },
  });
  return new FirefoxBrowser(browser, patience);
}

class FirefoxBrowser extends DrivenBrowser {
  name = 'firefox';

  async newPage({ viewport, scale = 1, initScripts = [] } = {}) {
    const context = await this.browser.createBrowserContext();
    const page = await context.newPage();
    if (viewport !== undefined) await page.setViewport({ ...viewport, deviceScaleFactor: scale });
    for (const source of initScripts) await page.evaluateOnNewDocument(source);
    return new FirefoxPage(context, page, this.patience);
  }
}

class FirefoxPage extends DrivenPage {
  constructor(context, page, patience) {
    super(context, page, patience);
    // A running call asks whether its page may be closed or reloaded: it may, as Chromium's driver answers, too.
    page.on('dialog', (dialog) => {
      if (dialog.type() === 'beforeunload') void dialog.accept();
    });
  }

  async select(css, value) {
    await this.page.select(css, value);
  }

  async waitFor(css, state = 'visible') {
    await this.page.waitForSelector(css, { [state]: true });
  }

  async setViewport(size) {
    await this.page.setViewport(size);
  }

  async screenshot(path) {
    await mkdir(dirname(path), { recursive: true });
    await this.page.screenshot({ path });
  }
}
