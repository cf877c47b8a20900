// What Chromium's and Firefox's drivers have in common: playwright-core and puppeteer-core call most things by one name, the
// one having learned them from the other. Each driver adds what differs.

/** What a page's events are told as: the message, the error, the address. */
const TEXT_OF = {
  console: (message) => message.text(),
  pageerror: String,
  request: (request) => request.url(),
};

export class DrivenBrowser {
  /** @param {number} patience how long anything on a page may take, ms */
  constructor(browser, patience) {
    this.browser = browser;
    this.patience = patience;
  }

  version() {
    return this.browser.version();
  }

  async close() {
    await this.browser.close();
  }
}

export class DrivenPage {
  /** @param context what holds the page's cookies, storage and permissions */
  constructor(context, page, patience) {
    this.context = context;
    this.page = page;
    page.setDefaultTimeout(patience);
  }

  async goto(url) {
    await this.page.goto(url);
  }

  async reload() {
    await this.page.reload();
  }

  url() {
    return this.page.url();
  }

  async close() {
    await this.context.close();
  }

  async click(css) {
    await this.page.locator(css).click();
  }

  async fill(css, text) {
    await this.page.locator(css).fill(text);
  }

  async press(key) {
    await this.page.keyboard.press(key);
  }

  async keyDown(key) {
    await this.page.keyboard.down(key);
  }

  async keyUp(key) {
    await this.page.keyboard.up(key);
  }

  evaluate(script, argument) {
    return this.page.evaluate(script, argument);
  }

  on(event, listener) {
    this.page.on(event, (what) => listener(TEXT_OF[event](what)));
  }
}
