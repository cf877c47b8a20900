// @vitest-environment jsdom
// Every screen in every state, in a language in which each translated text stands in brackets: what has none was written
// past i18n, or kept from the language before. Dates and numbers are formatted in Cyrillic, so that Latin letters outside of brackets can only be data.
import { cleanup, render } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { pseudoTable } from '../gallery/pseudo';
import { FakeStream } from './fakes/fake_connection';
import { allStories } from '../gallery/stories';
import { LANGUAGES, setTable, type Language } from '../src/i18n';
import { en } from '../src/i18n/en';

const SPOKEN_ATTRIBUTES = ['aria-label', 'aria-description', 'aria-valuetext', 'title', 'placeholder', 'alt'];

/** What is data: people, their addresses and what they write, devices as their makers call them; and names that are the
 *  same everywhere: languages, keys, initials, protocols, the world's time. */
const DATA = new RegExp(
  [
    '\\p{Lu}\\p{L}+ (Example|Client)( With A Rather Long Name)?',
    '[\\w.]+@example\\.org',
    'https://example\\.org\\S+',
    'Here is the address of the exercise:',
    'Thank you, I have it\\.',
    'One more question',
    '(Default|Built-in (camera|microphone)|(camera|microphone) of a headset with quite a long name)',
    ...Object.values(LANGUAGES),
    '(?<!\\p{L})(\\p{Lu}|UDP|TCP|TLS|UTC)(?!\\p{L})',
  ].join('|'),
  'gu',
);

function spoken(root: HTMLElement): string[] {
  const texts: string[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) texts.push(walker.currentNode.textContent ?? '');
  for (const element of root.querySelectorAll('*')) {
    texts.push(...SPOKEN_ATTRIBUTES.map((name) => element.getAttribute(name) ?? ''));
  }
  return texts;
}

/** What is left without brackets and data, if letters are left. */
function untranslated(text: string): string | undefined {
  let rest = text;
  for (let before = ''; before !== rest; ) {
    before = rest;
    rest = rest.replace(/⟦[^⟦⟧]*⟧/g, ' ');
  }
  return /\p{Script=Latin}/u.test(rest.replace(DATA, ' ')) ? text : undefined;
}

beforeEach(() => {
  // jsdom plays and paints nothing.
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
  HTMLCanvasElement.prototype.captureStream = () => new FakeStream() as unknown as MediaStream;
});
afterEach(cleanup);

describe('every text on the screen comes through i18n', () => {
  it.each(allStories().map((story) => [story.id, story] as const))('%s', (_id, story) => {
    // In English first: whoever changes the language in the middle of something must not find old words among the new ones.
    setTable({ language: 'en', strings: en });
    const { rerender } = render(story.render());
    setTable({ language: 'ru' as Language, strings: pseudoTable() });
    rerender(story.render());
    expect([...new Set(spoken(document.body).flatMap((text) => untranslated(text) ?? []))]).toEqual([]);
  });
});
