import { afterAll, describe, expect, it } from 'vitest';
import { LANGUAGES, loadTable, setTable, t, type Language, type StringKey } from '../../src/i18n';
import { en } from '../../src/i18n/en';
import { causeText, DEVICE_FAILURE_CODES, isProblem, mediaProblem } from '../../src/screens/errors/problem';
import { ACTION, adviceKey, ALL_PROBLEMS, RECOVERY, RECOVERY_CATEGORIES } from '../../src/screens/errors/recovery';

afterAll(() => {
  setTable({ language: 'en', strings: en });
});

describe('what can be done', () => {
  it('every category is some problem’s, and every category has an action', () => {
    expect(new Set(Object.values(RECOVERY))).toEqual(new Set(RECOVERY_CATEGORIES));
    expect(Object.keys(ACTION).sort()).toEqual([...RECOVERY_CATEGORIES].sort());
  });

  it('no advice is for a code or category that there is not', () => {
    const used = new Set<StringKey>(ALL_PROBLEMS.map(adviceKey));
    for (const category of RECOVERY_CATEGORIES) used.add(`advice.${category}`);
    expect(Object.keys(en).filter((key) => key.startsWith('advice.') && !used.has(key as StringKey))).toEqual([]);
  });

  it('what waits for others or for time is asked again; what is over is not', () => {
    expect(ACTION[RECOVERY.PAYMENT_PENDING]).toBe('check-again');
    expect(ACTION[RECOVERY.TOO_EARLY]).toBe('check-again');
    expect(ACTION[RECOVERY.SESSION_COMPLETED]).toBe('home');
    expect(ACTION[RECOVERY.NOT_A_PARTICIPANT]).toBe('home');
    expect(ACTION[RECOVERY.MEDIA_PERMISSION_DENIED]).toBe('try-again');
  });
});

describe.each(Object.keys(LANGUAGES) as Language[])('in %s', (language) => {
  it.each(ALL_PROBLEMS)('%s has a cause and advice', async (problem) => {
    setTable(await loadTable(language));
    for (const text of [causeText(problem), t(adviceKey(problem))]) {
      expect(text).toMatch(/^\p{Lu}.*\.$/u);
      expect(text).not.toMatch(/[{}]/);
      expect(text).not.toContain(problem);
    }
    expect(t(adviceKey(problem))).not.toBe(causeText(problem));
  });
});

describe('names of problems', () => {
  it('a device’s failure is told apart from the server’s of the same name', () => {
    expect(mediaProblem({ code: 'PERMISSION_DENIED' })).toBe('MEDIA_PERMISSION_DENIED');
    setTable({ language: 'en', strings: en });
    expect(causeText('MEDIA_PERMISSION_DENIED', 'video')).toBe('The browser may not use your camera.');
    expect(causeText('PERMISSION_DENIED')).toContain('session');
  });

  it('only what is on the list is taken from an address', () => {
    for (const problem of ALL_PROBLEMS) expect(isProblem(problem)).toBe(true);
    for (const code of DEVICE_FAILURE_CODES) expect(isProblem(mediaProblem({ code }))).toBe(true);
    for (const other of ['', 'MEDIA_', 'MEDIA_toString', 'SCREEN_NO_DEVICE', 'constructor', '__proto__', null, 7]) {
      expect(isProblem(other)).toBe(false);
    }
  });
});
