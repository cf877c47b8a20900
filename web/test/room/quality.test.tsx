// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { NUMBERS, QUALITY } from '../../gallery/samples/room';
import type { QualityReason, QualitySide } from '../../src/core/quality/types';
import { figures, levelHistoryText, reasonText } from '../../src/screens/room/quality/quality_texts';
import { linePath } from '../../src/ui/history_chart';
import { drawRoom, silenceMedia } from './draw_room';

beforeEach(silenceMedia);
afterEach(cleanup);

// A table, so that a new reason does not compile until it is here.
const REASONS: Readonly<Record<QualityReason, true>> = {
  good: true,
  'loss-out': true,
  'loss-in': true,
  delay: true,
  jitter: true,
  'bandwidth-out': true,
  'bandwidth-in': true,
  cpu: true,
  'cpu-theirs': true,
  'no-packets': true,
  frozen: true,
};
const SIDES: readonly QualitySide[] = ['mine', 'theirs', 'between'];
const PAIRS = (Object.keys(REASONS) as QualityReason[]).flatMap((reason) => SIDES.map((side) => ({ reason, side })));

describe('why, in words', () => {
  it.each(PAIRS)('$reason, $side', (pair) => {
    expect(reasonText(pair)).toMatch(/^[A-Z].*\.$/);
  });

  it('each reason has a sentence of its own, and says whose side where there is one', () => {
    const sentences = Object.keys(REASONS).map((reason) =>
      reasonText({ reason: reason as QualityReason, side: undefined }),
    );
    expect(new Set(sentences).size).toBe(sentences.length);
    expect(reasonText({ reason: 'jitter', side: 'mine' })).toContain('your side');
    expect(reasonText({ reason: 'jitter', side: 'theirs' })).toContain('other person’s side');
    expect(reasonText({ reason: 'good', side: 'mine' })).toBe('Everything arrives as it should.');
  });
});

describe('figures', () => {
  const value = (numbers: typeof NUMBERS, name: string): string | undefined =>
    figures(numbers).find((figure) => figure.name === name)?.value;

  it('have units', () => {
    expect(figures(NUMBERS).map((figure) => figure.value)).toEqual([
      '48 ms',
      '4 ms',
      '0.2%',
      '0%',
      '1.5 Mbit/s',
      '980 kbit/s',
      '2.6 Mbit/s',
      '1280 × 720, 30 frames/s',
      '854 × 480, 30 frames/s',
      'through a relay, UDP',
    ]);
  });

  it('what the browser does not say is not known, and not zero', () => {
    expect(value({ ...NUMBERS, rttMs: undefined }, 'There and back')).toBe('not known');
    expect(value({ ...NUMBERS, rttMs: 0 }, 'There and back')).toBe('0 ms');
  });

  it('a path without relay at either end is direct', () => {
    expect(value({ ...NUMBERS, remoteCandidateType: 'host', protocol: 'tcp' }, 'Path')).toBe('direct, TCP');
  });
});

describe('history', () => {
  it('in a sentence', () => {
    expect(levelHistoryText(QUALITY.history)).toBe('Now very good; at its worst poor, at its best very good.');
    expect(levelHistoryText([])).toBe('Nothing was measured yet.');
  });

  it('as a line that ends at the right edge and breaks where nothing is known', () => {
    const path = linePath([1, 3, undefined, 5], [1, 5], 4);
    expect(path).toBe('M0.0 54.0L80.0 28.0M240.0 2.0');
  });

  it('keeps what lies outside of the range inside of the picture, and the newest of too many', () => {
    expect(linePath([9, -9, 9], [0, 1], 2)).toBe('M0.0 54.0L240.0 2.0');
  });
});

describe('the indicator', () => {
  it('is never colour alone: as many bars as the level, a word, and the reason in its name', () => {
    drawRoom({ quality: { level: 2, reason: 'loss-out', side: 'mine' } });
    const button = screen.getByTestId('quality-indicator');
    expect(button.querySelectorAll('rect[data-filled="true"]')).toHaveLength(2);
    expect(button.textContent).toBe('poor');
    expect(button.getAttribute('aria-label')).toMatch(/^Connection quality: poor\. Part of what you send is lost/);
  });

  it('opens the figures', () => {
    drawRoom();
    fireEvent.click(screen.getByTestId('quality-indicator'));
    expect(screen.getByTestId('quality-panel').textContent).toContain('1280 × 720, 30 frames/s');
    const chart = screen.getByRole('img', { name: 'Quality in the last two minutes' });
    expect(chart.querySelector('desc')?.textContent).toContain('at its worst poor');
  });

  it('before the first figures says so', () => {
    drawRoom({ quality: { level: undefined, reason: undefined, numbers: undefined, history: [] } });
    const button = screen.getByTestId('quality-indicator');
    expect(button.querySelectorAll('rect[data-filled="true"]')).toHaveLength(0);
    expect(button.textContent).toBe('measuring…');
  });
});
