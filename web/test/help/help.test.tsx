// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Browser } from '../../src/core/browser';
import { ALL_PROBLEMS } from '../../src/screens/errors/recovery';
import { causeText } from '../../src/screens/errors/problem';
import { HelpScreen } from '../../src/screens/help/help_screen';
import { PERMISSION_HELPS, QUESTIONS, QUICK_FIXES, readHelpTopic } from '../../src/screens/help/topics';

afterEach(cleanup);

const chrome: Browser = { name: 'chrome', platform: 'desktop', help: 'chrome' };

function show(topic: Parameters<typeof HelpScreen>[0]['topic'], browser = chrome): void {
  render(<HelpScreen topic={topic} signedIn={false} browser={browser} back={undefined} />);
}

/** Presses a disclosure's title, as a mouse or the Enter key does. */
function open(testId: string): HTMLElement {
  const disclosure = screen.getByTestId(testId);
  fireEvent.click(disclosure.querySelector('summary')!);
  fireEvent(disclosure, new Event('toggle'));
  return disclosure;
}

describe('help', () => {
  it.each(ALL_PROBLEMS)('begins with %s when that is the problem at hand', (problem) => {
    show(problem);
    const [first] = screen.getAllByRole('heading', { level: 2 });
    expect(first!.textContent).toBe('What happened');
    expect(screen.getByTestId('help-problem').textContent).toContain(causeText(problem));
  });

  it('begins with the quick fixes when there is none', () => {
    show(undefined);
    expect(screen.queryByTestId('help-problem')).toBeNull();
    expect(screen.getAllByRole('heading', { level: 2 })[0]!.textContent).toBe('Quick fixes');
  });

  it.each(PERMISSION_HELPS)('says at once how to allow the devices again in %s', (help) => {
    show('MEDIA_PERMISSION_DENIED', { name: 'other', platform: help === 'ios' || help === 'android' ? help : 'desktop', help });
    const steps = within(screen.getByTestId('help-problem')).getByTestId('permission-steps');
    expect(steps.dataset['browser']).toBe(help);
    expect(within(steps).getAllByRole('listitem')).toHaveLength(3);
  });

  it('has steps for what people notice, opened by pressing', () => {
    show(undefined);
    for (const fix of QUICK_FIXES) {
      expect(within(screen.getByTestId(`fix-${fix}`)).queryAllByRole('listitem')).toEqual([]);
      expect(within(open(`fix-${fix}`)).getAllByRole('listitem').length).toBeGreaterThanOrEqual(4);
    }
  });

  it('opens the quick fix that the address asks for, and shows it first', () => {
    show('freezes');
    const fixes = within(screen.getByTestId('help-fixes')).getAllByRole('heading', { level: 3 });
    expect(fixes[0]!.textContent).toBe('The picture freezes or the sound breaks up');
    expect(within(screen.getByTestId('fix-freezes')).getAllByRole('listitem').length).toBeGreaterThan(0);
  });

  it('answers every question', () => {
    show(undefined);
    for (const question of QUESTIONS) expect(open(`faq-${question}`).querySelector('p')!.textContent).toMatch(/\.$/);
  });

  it('has its headings in order', () => {
    show('NETWORK');
    open('permit-others');
    const levels = screen.getAllByRole('heading').map(({ tagName }) => Number(tagName.slice(1)));
    expect(levels[0]).toBe(1);
    levels.reduce((before, level) => {
      expect(level).toBeLessThanOrEqual(before + 1);
      return level;
    });
  });

  it('leads back to where the person came from', () => {
    const back = vi.fn();
    render(<HelpScreen topic={undefined} signedIn browser={chrome} back={back} />);
    fireEvent.click(screen.getByTestId('help-back'));
    expect(back).toHaveBeenCalledOnce();
    expect(screen.getByRole('link', { name: 'Your sessions' }).getAttribute('href')).toBe('/');
  });
});

describe('the topic in an address', () => {
  it('is a problem or a quick fix', () => {
    expect(readHelpTopic('?problem=NETWORK')).toBe('NETWORK');
    expect(readHelpTopic('?lang=es&problem=MEDIA_NO_DEVICE')).toBe('MEDIA_NO_DEVICE');
    expect(readHelpTopic('?problem=lost')).toBe('lost');
  });

  it('is nothing when nobody knows it', () => {
    for (const search of ['', '?problem=', '?problem=toString', '?problem=<b>']) expect(readHelpTopic(search)).toBeUndefined();
  });
});
