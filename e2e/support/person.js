// One person at a browser: opens their link, presses buttons, looks at the screen.
import assert from 'node:assert/strict';
import { PATIENCE } from './browsers/index.js';

/** What a page that breaks its own policy says of itself: not every browser lets a test see its console's own words. */
const CONFESS_VIOLATIONS = `window.addEventListener('securitypolicyviolation', (event) => {
  console.error('Content Security Policy: ' + event.violatedDirective + ' ' + event.blockedURI);
});`;

const byTestId = (id) => `[data-testid="${id}"]`;

/** One thing on the screen, by its test id. */
class Element {
  constructor(page, testId) {
    this.page = page;
    this.css = byTestId(testId);
  }

  click() {
    return this.page.click(this.css);
  }

  fill(text) {
    return this.page.fill(this.css, text);
  }

  waitFor(state) {
    return this.page.waitFor(this.css, state);
  }

  async innerText() {
    await this.waitFor();
    return this.page.evaluate((css) => document.querySelector(css).innerText, this.css);
  }

  async attribute(name) {
    await this.waitFor();
    return this.page.evaluate(([css, key]) => document.querySelector(css).getAttribute(key), [this.css, name]);
  }

  /** There at this moment, and enabled. */
  canBePressed() {
    return this.page.evaluate((css) => document.querySelector(css)?.disabled === false, this.css);
  }

  /** There at this moment. */
  isThere() {
    return this.page.evaluate((css) => document.querySelector(css) !== null, this.css);
  }
}

export class Person {
  /** @param {{viewport?: {width: number, height: number}, initScripts?: string[], colorScheme?: string}} [options] */
  static async open(browser, link, { viewport = { width: 1280, height: 800 }, initScripts = [], ...rest } = {}) {
    const person = new Person();
    person.page = await browser.newPage({ viewport, initScripts: [CONFESS_VIOLATIONS, ...initScripts], ...rest });
    person.violations = [];
    person.foreign = [];
    const own = new URL(link).host;
    person.page.on('console', (text) => {
      if (text.includes('Content Security Policy')) person.violations.push(text);
    });
    person.page.on('pageerror', (error) => person.violations.push(error));
    person.page.on('request', (address) => {
      const url = new URL(address);
      if (url.host !== own && !['data:', 'blob:'].includes(url.protocol)) person.foreign.push(address);
    });
    await person.page.goto(link);
    return person;
  }

  get(testId) {
    return new Element(this.page, testId);
  }

  /** On the page one came to. */
  async signIn({ email, password }) {
    await this.page.fill('input[name=email]', email);
    await this.page.fill('input[name=password]', password);
    await this.page.click('button[type=submit]');
  }

  /** Lets the page ask for the devices if it wants to, which the browser's settings answer. */
  async answerForDevices() {
    const answered = ['local-video', 'device-problem', 'try-devices-again'].map(byTestId).join(', ');
    await this.page.waitFor(`${byTestId('allow-devices')}, ${answered}`);
    if (await this.get('allow-devices').isThere()) {
      await this.get('allow-devices').click();
      await this.page.waitFor(answered);
    }
  }

  async join() {
    await this.answerForDevices();
    await this.get('join-button').click();
  }

  /** Ends the call for both: who may do that is asked first which is meant. */
  async end() {
    await this.page.waitFor(`${byTestId('hangup-button')}, ${byTestId('end-button')}`);
    if (await this.get('hangup-button').isThere()) await this.get('hangup-button').click();
    await this.get('end-button').click();
  }

  /** Waits until the status line says this. */
  async sees(status) {
    await this.page.waitFor(`[data-testid=status][data-status=${status}]`);
  }

  async openChat() {
    if (await this.get('chat-panel').isThere()) return;
    await this.get('chat-button').click();
    await this.get('chat-panel').waitFor();
  }

  async writes(text) {
    await this.openChat();
    await this.get('chat-input').fill(text);
    await this.get('chat-send').click();
  }

  /** Waits until the other's message with this text is there. */
  async reads(text) {
    await this.openChat();
    await this.untilMessage(text, 'false');
  }

  /** Waits until one's own message with this text has arrived at the other's page. */
  async seesDelivered(text) {
    await this.untilMessage(text, 'true', 'delivered');
  }

  untilMessage(text, own, state) {
    return this.until(
      `the message "${text}" is shown`,
      (_, wanted) =>
        [...document.querySelectorAll('[data-testid=chat-message]')].some(
          ({ innerText, dataset }) =>
            innerText.includes(wanted.text) &&
            dataset.own === wanted.own &&
            (wanted.state === undefined || dataset.state === wanted.state),
        ),
      { text, own, state },
    );
  }

  async refusedBecause(reason) {
    await this.page.waitFor(`[data-testid=refusal][data-reason=${reason}]`);
    return this.get('refusal').innerText();
  }

  async remoteState(kind, value) {
    await this.page.waitFor(`[data-testid=remote-state][data-${kind}=${value}]`);
  }

  stats() {
    return this.page.evaluate(() => window.__callroom.stats());
  }

  /** Waits, frame by frame, until `holds` (run in the page, given the page's stats and `argument`) is true. */
  async until(what, holds, argument, patience = PATIENCE) {
    // A text, as the page's policy lets it evaluate none itself; the browser's own evaluation is not the page's.
    const met = await this.page.evaluate(`(async () => {
      const check = ${holds};
      const giveUp = performance.now() + ${patience};
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

  /** Waits until more of the other's voice has arrived than when this was called. */
  async hears() {
    const { peers } = await this.stats();
    await this.until(
      'sound of the other arrives',
      (stats, before) => (stats.peers[0]?.audioEnergy ?? 0) > before,
      peers[0]?.audioEnergy ?? 0,
    );
  }

  /** For each of `count` seconds: what was decoded and heard in it, and at its end the step sent and the level shown. */
  watchSeconds(count) {
    return this.page.evaluate(async (seconds) => {
      const look = async () => {
        const { peers, status } = await window.__callroom.stats();
        const [peer] = peers;
        return { frames: peer?.framesDecoded ?? 0, energy: peer?.audioEnergy ?? 0, status, step: peer?.step, level: peer?.level };
      };
      const grown = (now, before) => (now < before ? now : now - before);
      const watched = [];
      let last = await look();
      while (watched.length < seconds) {
        const sum = { frames: 0, energy: 0 };
        const ends = performance.now() + 1000;
        while (performance.now() < ends) {
          await new Promise((resume) => setTimeout(resume, 100));
          // Firefox counts anew when a negotiation makes it receive anew. Ten times a second that is a step down; once a
          // second the new count could have reached the old one.
          const now = await look();
          sum.frames += grown(now.frames, last.frames);
          sum.energy += grown(now.energy, last.energy);
          last = now;
        }
        watched.push({ ...last, ...sum });
      }
      return watched;
    }, count);
  }

  screenshot(name) {
    return this.page.screenshot(`../build/screenshots/${name}.png`);
  }

  /** Nothing was blocked by the policy, nothing threw, nobody else was asked for anything. */
  async close() {
    await this.page.close();
    assert.deepEqual(this.violations, [], 'content security policy or page errors');
    assert.deepEqual(this.foreign, [], 'requests to other hosts');
  }
}
