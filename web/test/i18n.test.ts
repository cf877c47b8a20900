// @vitest-environment jsdom
import { afterEach, describe, expect, it } from 'vitest';
import {
  chooseLanguage,
  formatClock,
  formatMoment,
  formatPercent,
  formatRelative,
  LANGUAGES,
  loadTable,
  setTable,
  t,
  type Language,
} from '../src/i18n';
import { en, type StringKey } from '../src/i18n/en/index';

const OTHERS = (Object.keys(LANGUAGES) as Language[]).filter((language) => language !== 'en');
const KEYS = Object.keys(en) as StringKey[];
const PLACEHOLDER = /\{\w+\}/g;

/** The product's name, and texts that only put figures and units together. */
const WORDLESS = /^(callroom|[^\p{L}]*(\{\w+\}[^\p{L}]*(h|min|s|ms|[kM]bit\/s|fps|px)?[^\p{L}]*)+)$/u;
/** Words that are the same in both languages. */
const SHARED_WORDS: Readonly<Partial<Record<Language, readonly string[]>>> = {
  es: ['Chat'],
  fr: ['Client', 'Microphone', 'Microphone {number}', 'direct'],
};

function placeholders(text: string): string[] {
  return (text.match(PLACEHOLDER) ?? []).sort();
}

describe.each(OTHERS)('the table of %s', (language) => {
  it('fills in the same things as English', async () => {
    const { strings } = await loadTable(language);
    const wrong = KEYS.filter((key) => placeholders(strings[key]).join() !== placeholders(en[key]).join());
    expect(wrong).toEqual([]);
  });

  it('has nothing left in English', async () => {
    const { strings } = await loadTable(language);
    const shared = SHARED_WORDS[language] ?? [];
    const untranslated = KEYS.filter((key) => {
      const text: string = strings[key];
      return text === en[key] && !shared.includes(text) && !WORDLESS.test(text);
    });
    expect(untranslated.map((key) => `${key}: ${en[key]}`)).toEqual([]);
  });

  it('has no empty text', async () => {
    const { strings } = await loadTable(language);
    expect(KEYS.filter((key) => strings[key].trim() === '')).toEqual([]);
  });
});

describe('the choice of a language', () => {
  it('takes the first wish that there is, whatever its region', () => {
    expect(chooseLanguage(['de-DE', 'fr-CA', 'es'])).toBe('fr');
    expect(chooseLanguage([null, undefined, 'SW'])).toBe('sw');
    expect(chooseLanguage(['tlh'])).toBe('en');
    expect(chooseLanguage(['constructor'])).toBe('en');
  });
});

describe('times and numbers', () => {
  afterEach(async () => {
    setTable(await loadTable('en'));
  });

  it('look as the reader’s region has them', async () => {
    const afternoon = new Date(2030, 0, 1, 14, 5).getTime();
    setTable(await loadTable('en'), ['en-US']);
    expect(formatClock(afternoon)).toMatch(/^2:05\sPM$/);
    setTable(await loadTable('en'), ['de-DE', 'en-GB']);
    expect(formatClock(afternoon)).toBe('14:05');
    setTable(await loadTable('fr'), ['fr-FR']);
    expect(formatMoment(afternoon, afternoon - 48 * 3_600_000)).toContain('mardi 1 janvier 2030');
    expect(formatPercent(0.034)).toMatch(/^3,4\s%$/);
  });

  it('are said in relation to now', async () => {
    setTable(await loadTable('en'), ['en']);
    expect(formatRelative(12 * 60_000)).toBe('in 12 minutes');
    expect(formatRelative(-3 * 24 * 3_600_000)).toBe('3 days ago');
    setTable(await loadTable('es'), ['es']);
    expect(formatRelative(45_000)).toBe('dentro de 45 segundos');
  });

  it('leave what is not known as it stands', () => {
    expect(t('time.seconds', { other: 1 })).toBe('{seconds} s');
  });
});
