// Somebody who has only a keyboard: finds things with Tab, and sees where they are.
import assert from 'node:assert/strict';

/** Nothing on a page is further away than this, presses of Tab. */
const FAR = 40;

/** What has the focus, and whether one can see that it has; run in the page. */
const describeFocus = () => {
  const focused = document.activeElement;
  if (focused === null || focused === document.body) return undefined;
  const { left, top, width, height } = focused.getBoundingClientRect();
  const atCentre = document.elementFromPoint(left + width / 2, top + height / 2);
  return {
    testId: focused.dataset.testid,
    name: focused.getAttribute('aria-label') ?? focused.labels?.[0]?.innerText ?? focused.innerText,
    marked: focused.matches(':focus-visible'),
    uncovered: atCentre !== null && (focused.contains(atCentre) || atCentre.contains(focused)),
    inside: left >= 0 && top >= 0 && left + width <= window.innerWidth + 1 && top + height <= window.innerHeight + 1,
  };
};

export class Keyboard {
  constructor(page) {
    this.page = page;
  }

  /**
   * Presses Tab until the focus is here; it must be seen there (WCAG 2.4.7, 2.4.11).
   * @param {'forwards' | 'backwards'} [direction]
   * @returns {Promise<string[]>} the test ids that had the focus on the way, this one included
   */
  async tabTo(testId, direction = 'forwards') {
    const way = [];
    for (let presses = 0; presses < FAR; ++presses) {
      if (direction === 'backwards') await this.page.keyDown('Shift');
      await this.page.press('Tab');
      if (direction === 'backwards') await this.page.keyUp('Shift');
      const focus = await this.page.evaluate(describeFocus);
      if (focus?.testId !== undefined) way.push(focus.testId);
      if (focus?.testId !== testId) continue;
      const { name, marked, uncovered, inside } = focus;
      assert.ok(name, `${testId} has a name`);
      assert.ok(marked && uncovered && inside, `the focus is seen on ${testId}: ${JSON.stringify(focus)}`);
      return way;
    }
    assert.fail(`${testId} is not reached by Tab, only ${way}`);
  }

  async press(testId, key = 'Enter') {
    await this.tabTo(testId);
    await this.page.press(key);
  }

  async type(text) {
    for (const character of text) await this.page.press(character);
  }
}
