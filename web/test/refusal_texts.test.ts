// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import {
  ACCESS_REASONS,
  CLIENT_ERROR_CODES,
  REST_ERROR_CODES,
  SOCKET_ERROR_CODES,
  type RefusalCode,
} from '../src/contract/codes';
import { joinFailure } from '../src/core/call/join_refusal';
import type { CallStatus } from '../src/core/call/status';
import { en } from '../src/i18n/en/index';
import { accessText, refusalText, statusText } from '../src/screens/texts';

const ALL: readonly RefusalCode[] = [
  ...new Set<RefusalCode>([...ACCESS_REASONS, ...SOCKET_ERROR_CODES, ...REST_ERROR_CODES, ...CLIENT_ERROR_CODES]),
];

describe('refusals in words', () => {
  it.each(ALL)('%s has a sentence', (code) => {
    const text = refusalText(code);
    expect(text).toMatch(/^[A-Z].*\.$/);
    expect(text).not.toContain(code);
  });

  it('each reason of the access rule has its own', () => {
    expect(new Set(ACCESS_REASONS.map(refusalText)).size).toBe(ACCESS_REASONS.length);
  });

  it('each code of the events has its own', () => {
    expect(new Set(SOCKET_ERROR_CODES.map(refusalText)).size).toBe(SOCKET_ERROR_CODES.length);
  });

  it('no sentence is for a code that nobody sends', () => {
    const sentences = Object.keys(en).filter((key) => key.startsWith('refusal.'));
    expect(sentences.map((key) => key.replace('refusal.', '')).sort()).toEqual([...ALL].sort());
  });

  it('too early says from when', () => {
    const opensAt = new Date(2030, 0, 1, 14, 45).getTime();
    const text = accessText({ kind: 'refused', code: 'TOO_EARLY', opensAt }, opensAt - 3_600_000);
    expect(text).toMatch(/^You can join from (14:45|2:45\sPM)\./);
    const dayBefore = accessText({ kind: 'refused', code: 'TOO_EARLY', opensAt }, opensAt - 24 * 3_600_000);
    expect(dayBefore).toContain('2030');
  });
});

describe('what a refused join-room means', () => {
  const body = (code: string, reason?: string) => ({ code, message: '', details: reason === undefined ? null : { reason } });

  it.each(ACCESS_REASONS)('INVALID_SESSION for %s is told as that', (reason) => {
    expect(joinFailure(body('INVALID_SESSION', reason), false)).toEqual({ kind: 'refused', code: reason });
  });

  it('a place still held by one’s own lost connection is waited for', () => {
    expect(joinFailure(body('ROOM_FULL'), false)).toEqual({ kind: 'refused', code: 'ROOM_FULL' });
    expect(joinFailure(body('ROOM_FULL'), true)).toEqual({ kind: 'retry' });
  });

  it('what a newcomer is refused for, a returner may find over', () => {
    expect(joinFailure(body('INVALID_SESSION', 'SESSION_COMPLETED'), false).kind).toBe('refused');
    expect(joinFailure(body('INVALID_SESSION', 'SESSION_COMPLETED'), true).kind).toBe('over');
  });

  it('the busy and the lost are tried again, the unknown is told', () => {
    for (const code of ['UNAVAILABLE', 'RATE_LIMITED', 'CONNECTION_TIMEOUT', 'SIGNALING_LOST', 'INTERNAL']) {
      expect(joinFailure(body(code), false)).toEqual({ kind: 'retry' });
    }
    expect(joinFailure(body('SOMETHING_NEW'), false)).toEqual({ kind: 'refused', code: 'BAD_ANSWER' });
  });
});

describe('the status line', () => {
  const STATUSES: readonly CallStatus[] = [
    'connecting',
    'waiting',
    'connected',
    'reconnecting',
    'remote-reconnecting',
    'detached',
    'ended',
    'left',
    'superseded',
    'refused',
  ];
  it.each(STATUSES)('%s has words, with and without media and a name', (status) => {
    for (const media of ['flowing', 'interrupted'] as const) {
      for (const about of [undefined, 'Boris']) {
        const text = statusText({ status, media, about, refusal: undefined });
        expect(text).not.toBe('');
        expect(text).not.toMatch(/[{}]|undefined/);
      }
    }
  });
});
