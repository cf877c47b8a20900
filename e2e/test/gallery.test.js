// Every screen in every state, on a phone and a desktop, light and dark, under the server's own policy: nothing that axe
// finds, nothing that scrolls sideways, nothing blocked, nobody else asked. Screenshots of all are in build/screenshots/.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { test } from 'node:test';
import { launch } from '../support/browsers/index.js';
import { Person } from '../support/person.js';
import { Server } from '../support/server.js';

const galleryDir = process.env.GALLERY_DIR ?? resolve('../web/dist-gallery');

const SIZES = { phone: { width: 360, height: 740 }, desktop: { width: 1280, height: 800 } };
/**
 * Each story on both sizes and in both schemes, in one pairing or the other by turns: neighbours are of one screen, so that
 * every screen is seen in all four. GALLERY=all looks at all four of each, which takes twice as long.
 */
const PAIRINGS = [
  [['phone', 'light'], ['desktop', 'dark']],
  [['phone', 'dark'], ['desktop', 'light']],
];
const ALL_PAIRS = PAIRINGS.flat();
const pairsOf = (index) => (process.env.GALLERY === 'all' ? ALL_PAIRS : PAIRINGS[index % PAIRINGS.length]);
/** Where nothing may scroll sideways: a phone; 1280×800 at 200 % (WCAG 1.4.4) and at 400 % (1.4.10, reflow). */
const NARROW = [SIZES.phone, { width: 640, height: 400 }, { width: 320, height: 256 }];
/** Longer words than English has break layouts; the rest of a screen is the same in all. */
const LANGUAGES = ['en', 'es', 'fr', 'sw'];
/** Stories looked at at the same time, each in a page of its own. */
const PAGES = 2;

const AXE_OPTIONS = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  // Off by default, although part of WCAG 2.2 AA (2.5.8).
  rules: { 'target-size': { enabled: true } },
  resultTypes: ['violations'],
};

/** Two frames, and every transition that ends has ended: colours on their way would be measured as they are not meant. */
const settle = (page) =>
  page.evaluate(async () => {
    await document.fonts.ready;
    const frame = () => new Promise((next) => requestAnimationFrame(next));
    await frame();
    await frame();
    const ending = document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map((one) => one.finished));
  });

async function showStory(page, origin, story, language) {
  await page.goto(`${origin}/gallery.html?story=${encodeURIComponent(story.id)}&lang=${language}`);
  await page.waitFor('#root > *');
  await settle(page);
}

/** What stands out to the right, or undefined when nothing does. */
const sidewaysOverflow = (page) =>
  page.evaluate(async () => {
    // What listens for the size of the window draws itself anew in the next frame.
    await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(next)));
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return undefined;
    const wide = [...document.body.querySelectorAll('*')].filter((one) => one.getBoundingClientRect().right > root.clientWidth + 1);
    return `${root.scrollWidth} px in ${root.clientWidth}: ${wide.slice(-3).map((one) => one.outerHTML.slice(0, 120)).join(' … ')}`;
  });

async function axeFindings(page, options) {
  const violations = await page.evaluate(async (wanted) => (await window.axe.run(document, wanted)).violations, options);
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} (${help}) at ${target.join(' ')}: ${failureSummary.replaceAll(/\s+/g, ' ')}`),
  );
}

/** Looks at one story in all sizes, schemes and languages. */
async function examine(person, origin, story, pairs, axe) {
  const { page } = person;
  const problems = [];
  let found = 0;
  await showStory(page, origin, story, 'en');
  await page.evaluate(axe);
  for (const [size, scheme] of pairs) {
    await page.setViewport(SIZES[size]);
    await page.setColorScheme(scheme);
    await settle(page);
    const findings = await axeFindings(page, AXE_OPTIONS);
    found += findings.length;
    problems.push(...findings.map((finding) => `${size}, ${scheme}: ${finding}`));
    await person.screenshot(`gallery/${story.id.replaceAll('/', '-')}-${size}-${scheme}`);
  }
  await page.setColorScheme('light');
  for (const language of LANGUAGES) {
    if (language !== 'en') await showStory(page, origin, story, language);
    for (const size of NARROW) {
      await page.setViewport(size);
      const overflow = await sidewaysOverflow(page);
      if (overflow !== undefined) problems.push(`scrolls sideways at ${size.width}×${size.height} in ${language}: ${overflow}`);
    }
  }
  problems.push(...person.violations.splice(0), ...person.foreign.splice(0));
  return { problems: [...new Set(problems)], found };
}

test('the gallery', { concurrency: PAGES }, async (t) => {
  assert.ok(existsSync(join(galleryDir, 'gallery.html')), `no gallery in ${galleryDir}: npm run gallery in web/ builds it`);
  const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  const server = await Server.start({ WEB_DIR: galleryDir });
  const browser = await launch('chromium');
  t.after(async () => {
    await browser.close();
    await server.stop();
  });
  // Moving things are looked at by people; here they would make pictures of chance moments.
  const open = () => Person.open(browser, `${server.origin}/gallery.html`, { reducedMotion: 'reduce' });
  const people = await Promise.all(Array.from({ length: PAGES }, open));
  const stories = await people[0].page.evaluate(() => window.__gallery.stories);
  assert.ok(stories.length > 0, 'there are stories');

  const free = [...people];
  let found = 0;
  let states = 0;
  await Promise.all(
    stories.map((story, index) =>
      t.test(`${story.id}: ${story.title}`, async () => {
        const person = free.pop();
        try {
          const seen = await examine(person, server.origin, story, pairsOf(index), axe);
          found += seen.found;
          states += pairsOf(index).length;
          assert.ok(seen.problems.length === 0, seen.problems.join('\n'));
        } finally {
          free.push(person);
        }
      }),
    ),
  );
  console.log(`axe violations: ${found} over ${states} states`);
  for (const person of people) await person.close();
});
