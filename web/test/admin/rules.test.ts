import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { dayBegins, dayEnds, fromLocalInput, toLocalInput } from '../../src/core/admin/local_time';
import { isFinal, movesFrom } from '../../src/core/admin/status_moves';
import type { SessionStatus } from '../../src/contract/rest';

describe('the moves of a status', () => {
  it('are the contract’s', () => {
    const contract = readFileSync(`${import.meta.dirname}/../../../contract/openapi.yaml`, 'utf8').replace(/\s+/g, ' ');
    const sentence = /Only legal status moves: ([^.]*)\./.exec(contract)?.[1] ?? '';
    for (const part of sentence.split('; ')) {
      const [from = '', to = ''] = part.split(' to ');
      expect(movesFrom(from as SessionStatus)).toEqual(to.split(/, | or /));
    }
    expect(sentence.split('; ')).toHaveLength(3);
  });

  it.each(['Completed', 'Cancelled', 'Declined'] as const)('%s is the end', (status) => {
    expect(isFinal(status)).toBe(true);
  });
});

describe('a time of the reader’s wall clock', () => {
  it('goes to the server and back', () => {
    const iso = new Date(2030, 5, 7, 8, 9).toISOString();
    expect(toLocalInput(iso)).toBe('2030-06-07T08:09');
    expect(fromLocalInput('2030-06-07T08:09')).toBe(iso);
  });

  it.each(['', 'tomorrow', '2030-02-31T10:00'])('"%s" is none', (text) => {
    expect(fromLocalInput(text)).toBeUndefined();
  });

  it('an hour that clocks leave out is none', () => {
    const zone = process.env['TZ'];
    process.env['TZ'] = 'Europe/Berlin';
    try {
      expect(fromLocalInput('2030-03-31T02:30')).toBeUndefined();
      expect(fromLocalInput('2030-03-31T03:30')).toBe('2030-03-31T01:30:00.000Z');
    } finally {
      if (zone === undefined) delete process.env['TZ'];
      else process.env['TZ'] = zone;
    }
  });

  it('a day is whole, and no day is no bound', () => {
    expect(Date.parse(dayEnds('2030-01-01')) - Date.parse(dayBegins('2030-01-01'))).toBe(86_400_000 - 1);
    expect([dayBegins(''), dayEnds('')]).toEqual(['', '']);
  });
});
