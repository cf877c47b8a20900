import { describe, expect, it } from 'vitest';
import { Account } from '../../src/core/account';
import { TokenKeeper } from '../../src/core/link';
import type { Result } from '../../src/core/result';
import type { LoginAnswer } from '../../src/contract/rest';
import { bad, FakeServer, good } from '../fakes/fake_server';
import { ManualClock, settle } from '../fakes/manual_clock';

const user = { id: 'u', name: 'Client Example', email: 'client@example.org', role: 'client' } as const;
const ME = 'GET /auth/me';

function world(token?: string) {
  const stored = new Map<string, string>();
  const tokens = new TokenKeeper({
    getItem: (key) => stored.get(key) ?? null,
    setItem: (key, value) => void stored.set(key, value),
    removeItem: (key) => void stored.delete(key),
  });
  if (token !== undefined) tokens.keep(token);
  const server = new FakeServer();
  const clock = new ManualClock();
  const logins: string[] = [];
  let answers: Result<LoginAnswer>[] = [];
  const api = {
    request: <T>(...asked: Parameters<FakeServer['request']>) => server.request<T>(...asked),
    login: async (email: string, password: string) => {
      logins.push(`${email}:${password}`);
      return answers.shift() ?? { ok: true as const, value: { token: 'fresh', expiresAt: '', user } };
    },
  };
  return {
    account: new Account(api, tokens, clock),
    tokens,
    server,
    clock,
    logins,
    script: (...next: Result<unknown>[]) => {
      answers = next as Result<LoginAnswer>[];
    },
  };
}

describe('signing in', () => {
  it('knows who it is from the answer, and cannot be pressed twice', async () => {
    const { account, tokens, logins } = world();
    const { signIn } = account.snapshot();
    signIn?.(' client@example.org ', 'secret');
    expect(account.snapshot()).toMatchObject({ busy: true, signIn: undefined });
    await settle();
    expect(logins).toEqual(['client@example.org:secret']);
    expect(account.snapshot()).toMatchObject({ signedIn: true, user, refusal: undefined });
    expect(tokens.current()).toBe('fresh');
  });

  it('says that the name or the password is wrong, and lets one try again', async () => {
    const { account, script } = world();
    script(bad('INVALID_CREDENTIALS'));
    account.snapshot().signIn?.('a', 'b');
    await settle();
    expect(account.snapshot()).toMatchObject({ signedIn: false, refusal: 'INVALID_CREDENTIALS' });
    expect(account.snapshot().signIn).toBeDefined();
  });

  it('waits as long as the server says after too many attempts, counting down', async () => {
    const { account, script, clock } = world();
    script(bad('RATE_LIMITED', { retryAfterMs: 3000 }));
    account.snapshot().signIn?.('a', 'b');
    await settle();
    expect(account.snapshot()).toMatchObject({ waitSeconds: 3, signIn: undefined });
    await clock.advance(1000);
    expect(account.snapshot().waitSeconds).toBe(2);
    await clock.advance(2000);
    expect(account.snapshot()).toMatchObject({ waitSeconds: undefined, refusal: undefined });
    expect(account.snapshot().signIn).toBeDefined();
    expect(clock.pending).toBe(0);
  });
});

describe('a token that is there already', () => {
  it('is asked whose it is, once', async () => {
    const { account, server } = world('from-a-link');
    server.on(ME, good(user));
    account.load();
    account.load();
    await settle();
    account.load();
    expect(server.count(ME)).toBe(1);
    expect(account.snapshot().user).toEqual(user);
  });

  it('can be asked again when the server was away', async () => {
    const { account, server } = world('from-a-link');
    server.on(ME, bad('NETWORK'), good(user));
    account.load();
    await settle();
    expect(account.snapshot()).toMatchObject({ signedIn: true, refusal: 'NETWORK', user: undefined });
    account.snapshot().reload?.();
    await settle();
    expect(account.snapshot()).toMatchObject({ refusal: undefined, user });
  });
});

describe('a token that is no longer good', () => {
  it.each(['TOKEN_EXPIRED', 'UNAUTHENTICATED'] as const)('%s: leads to the sign-in, and keeps who it was', async (code) => {
    const { account, server, tokens } = world('old');
    server.on(ME, good(user)).on('GET /sessions', bad(code));
    account.load();
    await settle();
    expect(await account.request('GET', '/sessions')).toMatchObject({ ok: false });
    expect(account.snapshot()).toMatchObject({ signedIn: false, refusal: code, user });
    expect(tokens.current()).toBeUndefined();
    account.snapshot().signIn?.('client@example.org', 'secret');
    await settle();
    expect(account.snapshot()).toMatchObject({ signedIn: true, refusal: undefined, user });
  });

  it('a late answer to the old token does not end the new sign-in', async () => {
    const { account, server, tokens } = world('old');
    const release = server.on('GET /sessions', bad('TOKEN_EXPIRED')).hold();
    const late = account.request('GET', '/sessions');
    tokens.keep('new');
    release();
    await late;
    expect(tokens.current()).toBe('new');
    expect(account.snapshot().signedIn).toBe(true);
  });

  it('other refusals leave the sign-in alone', async () => {
    const { account, server } = world('good');
    server.on('GET /users', bad('FORBIDDEN'));
    await account.request('GET', '/users');
    expect(account.snapshot()).toMatchObject({ signedIn: true, refusal: undefined });
  });
});

describe('signing out', () => {
  it('forgets the token and the person, even with an answer under way', async () => {
    const { account, server, tokens } = world('from-a-link');
    const release = server.on(ME, good(user)).hold();
    account.load();
    account.snapshot().signOut?.();
    release();
    await settle();
    expect(tokens.current()).toBeUndefined();
    expect(account.snapshot()).toMatchObject({ signedIn: false, user: undefined });
  });
});
