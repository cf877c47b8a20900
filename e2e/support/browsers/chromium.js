// Chromium through playwright-core, over a pipe: that works across network namespaces, where a port would not.
import { resolve } from 'node:path';
import { chromium } from 'playwright-core';
import { DrivenBrowser, DrivenPage } from './driver.js';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--autoplay-policy=no-user-gesture-required',
];

const executable = () => process.env.CHROMIUM ?? '/usr/bin/chromium';

export async function launchChromium({ patience, devices, cameras, namespace, insecureOrigin }) {
  const args = [
    ...FLAGS,
    // A moving picture and beeps; a shared screen, too, is one of these.
    `--use-fake-device-for-media-stream=device-count=${cameras}`,
    devices === 'given' ? '--use-fake-ui-for-media-stream' : '--use-fake-ui-for-media-stream=deny',
  ];
  if (insecureOrigin !== undefined) args.push(`--unsafely-treat-insecure-origin-as-secure=${insecureOrigin}`);
  const place =
    namespace === undefined
      ? { executablePath: executable() }
      : {
          executablePath: resolve(import.meta.dirname, 'in_namespace'),
          env: { ...process.env, CALLROOM_NAMESPACE: namespace, CALLROOM_BROWSER: executable() },
        };
  return new ChromiumBrowser(await chromium.launch({ ...place, headless: true, args }), patience);
}

class ChromiumBrowser extends DrivenBrowser {
  name = 'chromium';

  async newPage({ viewport, scale, initScripts = [], ...emulation } = {}) {
    const context = await this.browser.newContext({ viewport, deviceScaleFactor: scale, ...emulation });
    for (const content of initScripts) await context.addInitScript({ content });
    return new ChromiumPage(context, await context.newPage(), this.patience);
  }
}

class ChromiumPage extends DrivenPage {
  async select(css, value) {
    await this.page.locator(css).selectOption(value);
  }

  async waitFor(css, state = 'visible') {
    await this.page.locator(css).first().waitFor({ state });
  }

  async setViewport(size) {
    await this.page.setViewportSize(size);
  }

  /** @param {'light' | 'dark'} colorScheme what the person's system prefers; Chromium only */
  async setColorScheme(colorScheme) {
    await this.page.emulateMedia({ colorScheme });
  }

  async screenshot(path) {
    await this.page.screenshot({ path });
  }

  /**
   * Closes the tab as a person does, who takes it back when the page asks whether to; Chromium only.
   * @returns {Promise<boolean>} whether it asked, and so is still there
   */
  async tryToClose() {
    const asked = this.page.waitForEvent('dialog', (dialog) => dialog.type() === 'beforeunload').then(async (dialog) => {
      await dialog.dismiss();
      return true;
    });
    const closed = this.page.waitForEvent('close').then(() => false);
    await this.page.close({ runBeforeUnload: true });
    return Promise.any([asked, closed]);
  }

  /** The Chrome DevTools protocol of this page, for what the interface has no word for; only tests of Chromium use it. */
  devtools() {
    return this.context.newCDPSession(this.page);
  }
}
