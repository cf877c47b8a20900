// One person at a browser: opens their link, presses buttons, looks at the screen.
import assert from 'node:assert/strict';
import { chromium } from 'playwright-core';

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--autoplay-policy=no-user-gesture-required',
];

/** How long anything on the page may take, ms. Generous: the machine may be busy; nothing waits this long when it works. */
export const PATIENCE = 20_000;

export const launch = () =>
  chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, args: FLAGS });

export class Person {
  static async open(browser, link, viewport = { width: 1280, height: 800 }) {
    const person = new Person();
    person.context = await browser.newContext({ viewport });
    person.page = await person.context.newPage();
    person.page.setDefaultTimeout(PATIENCE);
    person.violations = [];
    person.foreign = [];
    const own = new URL(link).host;
    person.page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) person.violations.push(message.text());
    });
    person.page.on('pageerror', (error) => person.violations.push(String(error)));
    person.page.on('request', (request) => {
      const url = new URL(request.url());
      if (url.host !== own && !['data:', 'blob:'].includes(url.protocol)) person.foreign.push(request.url());
    });
    await person.page.goto(link);
    return person;
  }

  get(testId) {
    return this.page.getByTestId(testId);
  }

  async join() {
    await this.get('join-button').click();
  }

  /** Waits until the status line says this. */
  async sees(status) {
    await this.page.locator(`[data-testid=status][data-status=${status}]`).waitFor();
  }

  async refusedBecause(reason) {
    await this.page.locator(`[data-testid=refusal][data-reason=${reason}]`).waitFor();
    return this.get('refusal').innerText();
  }

  async remoteState(kind, value) {
    await this.page.locator(`[data-testid=remote-state][data-${kind}=${value}]`).waitFor();
  }

  stats() {
    return this.page.evaluate(() => window.__callroom.stats());
  }

  /** Waits, frame by frame, until `holds` (run in the page, given the page's stats and `argument`) is true. */
  async until(what, holds, argument) {
    // A text, as the page's policy lets it evaluate none itself; the browser's own evaluation is not the page's.
    const met = await this.page.evaluate(`(async () => {
      const check = ${holds};
      const giveUp = performance.now() + ${PATIENCE};
      for (;;) {
        if (check(await window.__callroom.stats(), ${JSON.stringify(argument)})) return true;
        if (performance.now() > giveUp) return false;
        await new Promise((next) => requestAnimationFrame(next));
      }
    })()`);
    assert.ok(met, `${what}; seen: ${JSON.stringify(await this.stats())}`);
  }

  /** Waits until the other's picture moves: more frames are decoded than there were when this was called. */
  async seesFrames() {
    const { peers } = await this.stats();
    await this.until(
      'frames of the other are decoded',
      (stats, before) => stats.peers[0]?.connectionState === 'connected' && stats.peers[0].framesDecoded > before + 5,
      peers[0]?.framesDecoded ?? 0,
    );
  }

  /** Samples once a second until `count` samples: what was decoded and heard in each of these seconds. */
  watchSeconds(count) {
    return this.page.evaluate(async (seconds) => {
      const look = async () => {
        const { peers, status } = await window.__callroom.stats();
        return { frames: peers[0]?.framesDecoded ?? 0, energy: peers[0]?.audioEnergy ?? 0, status, at: performance.now() };
      };
      const samples = [await look()];
      await new Promise((done) => {
        const timer = setInterval(async () => {
          samples.push(await look());
          if (samples.length > seconds) {
            clearInterval(timer);
            done();
          }
        }, 1000);
      });
      return samples.slice(1).map((sample, i) => ({
        frames: sample.frames - samples[i].frames,
        energy: sample.energy - samples[i].energy,
        status: sample.status,
      }));
    }, count);
  }

  screenshot(name) {
    return this.page.screenshot({ path: `../build/screenshots/${name}.png` });
  }

  /** Nothing was blocked by the policy, nothing threw, nobody else was asked for anything. */
  async close() {
    await this.context.close();
    assert.deepEqual(this.violations, [], 'content security policy or page errors');
    assert.deepEqual(this.foreign, [], 'requests to other hosts');
  }
}
