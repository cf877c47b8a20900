import { describe, expect, it } from 'vitest';
import { readPlace, readReceiptId, readSessionId, TokenKeeper, type TokenStorage } from '../src/core/link';

const ID = '0123456789abcdef01234567';

function memoryStorage(): TokenStorage & { content: Map<string, string> } {
  const content = new Map<string, string>();
  return {
    content,
    getItem: (key) => content.get(key) ?? null,
    setItem: (key, value) => void content.set(key, value),
    removeItem: (key) => void content.delete(key),
  };
}

function recordingHistory(): { state: unknown; urls: string[]; replaceState: (d: unknown, u: string, url: string) => void } {
  const urls: string[] = [];
  return { state: null, urls, replaceState: (_data, _unused, url) => void urls.push(url) };
}

describe('the token in the link', () => {
  it('is read once and gone from the address bar', () => {
    const history = recordingHistory();
    const keeper = new TokenKeeper(memoryStorage());
    keeper.takeFrom({ pathname: `/call/${ID}`, search: '?transport=polling', hash: '#token=aaa.bbb.ccc' }, history);
    expect(history.urls).toEqual([`/call/${ID}?transport=polling`]);
    expect(keeper.current()).toBe('aaa.bbb.ccc');
  });

  it('survives a reload in the same tab', () => {
    const storage = memoryStorage();
    new TokenKeeper(storage).takeFrom({ pathname: '/', search: '', hash: '#token=t' }, recordingHistory());
    expect(new TokenKeeper(storage).current()).toBe('t');
  });

  it('is replaced by a newer one and forgotten on request', () => {
    const storage = memoryStorage();
    const keeper = new TokenKeeper(storage);
    keeper.keep('old');
    keeper.takeFrom({ pathname: '/', search: '', hash: '#token=new' }, recordingHistory());
    expect(keeper.current()).toBe('new');
    keeper.forget();
    expect([keeper.current(), storage.content.size]).toEqual([undefined, 0]);
  });

  it('is never taken from the query', () => {
    const history = recordingHistory();
    const keeper = new TokenKeeper(memoryStorage());
    keeper.takeFrom({ pathname: '/', search: '?token=t', hash: '' }, history);
    expect([keeper.current(), history.urls]).toEqual([undefined, []]);
  });

  it('is removed from the address bar even when it is empty', () => {
    const history = recordingHistory();
    const keeper = new TokenKeeper(memoryStorage());
    keeper.takeFrom({ pathname: '/', search: '', hash: '#token=' }, history);
    expect([keeper.current(), history.urls]).toEqual([undefined, ['/']]);
  });

  it('lives in memory where storage is forbidden', () => {
    const forbidden = (): never => {
      throw new DOMException('', 'SecurityError');
    };
    const keeper = new TokenKeeper({ getItem: forbidden, setItem: forbidden, removeItem: forbidden });
    expect(keeper.current()).toBeUndefined();
    keeper.keep('t');
    expect(keeper.current()).toBe('t');
    keeper.forget();
    expect(keeper.current()).toBeUndefined();
  });
});

describe('the session in the path', () => {
  it.each([
    [`/call/${ID}`, ID],
    [`/call/${ID}/`, ID],
    [`/call/${ID.toUpperCase()}`, ID],
    ['/', undefined],
    ['/call/', undefined],
    [`/call/${ID}0`, undefined],
    [`/call/${ID}/x`, undefined],
    ['/call/zzzzzzzzzzzzzzzzzzzzzzzz', undefined],
  ])('%s', (pathname, id) => {
    expect(readSessionId({ pathname })).toBe(id);
  });
});

describe('the receipt in the path', () => {
  it.each([
    [`/receipt/${ID}`, ID],
    [`/receipt/${ID}/`, ID],
    [`/receipt/${ID}0`, undefined],
    [`/call/${ID}`, undefined],
    ['/receipt/', undefined],
  ])('%s', (pathname, id) => {
    expect(readReceiptId({ pathname })).toBe(id);
  });
});

describe('the place in the path', () => {
  it('is help, the administration, or home', () => {
    expect(readPlace({ pathname: '/help' })).toBe('help');
    expect(readPlace({ pathname: '/help/' })).toBe('help');
    expect(readPlace({ pathname: '/admin' })).toBe('admin');
    for (const pathname of ['/', '/helpful', '/x/help']) expect(readPlace({ pathname })).toBe('home');
  });
});
