// @vitest-environment jsdom
// The pages around the call with their real models, over a scripted server and a clock that stands still.
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Account } from '../../src/core/account';
import { TokenKeeper } from '../../src/core/link';
import type { User, UserRole } from '../../src/contract/rest';
import AccountPages from '../../src/screens/home/account_pages';
import { bad, good } from '../fakes/fake_server';
import { settle } from '../fakes/manual_clock';
import { HomeWorld, MINUTE, SECOND } from './home_world';

// jsdom takes its time to tell roles; on a machine that is busy with the other tests that adds up.
vi.setConfig({ testTimeout: 30_000 });

afterEach(cleanup);
beforeEach(() => {
  location.hash = '';
});

const page = (...sessions: unknown[]) => good({ sessions, nextCursor: null });

function signedIn(role: UserRole = 'client', id = 'c') {
  const world = new HomeWorld();
  const user: User = { id, name: 'Client Example', email: 'client@example.org', role };
  const tokens = new TokenKeeper({ getItem: () => null, setItem: () => {}, removeItem: () => {} });
  tokens.keep('token');
  world.server.on('GET /auth/me', good(user)).on('GET /sessions', page());
  const account = new Account(
    {
      login: async () => ({ ok: true, value: { token: 'again', expiresAt: '', user } }),
      request: <T,>(...asked: Parameters<typeof world.server.request>) => world.server.request<T>(...asked),
    },
    tokens,
    world.clock,
  );
  const environment = { ...world.environment, requests: account };
  const draw = async (place: 'home' | 'admin' = 'home') => {
    render(<AccountPages account={account} environment={environment} place={place} reload={() => {}} />);
    await act(async () => {
      // What is loaded only when it is needed has arrived.
      if (role === 'admin') await import('../../src/screens/admin/admin_pages');
      await settle();
    });
  };
  const advance = async (ms: number) => {
    await act(() => world.clock.advance(ms));
  };
  const signIn = async () => {
    fireEvent.change(screen.getByLabelText(/Password/), { target: { value: 'secret' } });
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    await act(settle);
  };
  return { world, draw, advance, signIn };
}

describe('the next session', () => {
  it('has a Join that turns on by itself at the second the window opens', async () => {
    const { world, draw, advance } = signedIn();
    world.server.on('GET /sessions', page(world.session(15 * MINUTE + 3 * SECOND)));
    await draw();
    const join = () => screen.getByTestId('join-link');
    expect(screen.getByRole('heading', { level: 2 }).textContent).toBe('Individual session with Psychologist Example');
    expect(screen.getByTestId('countdown').textContent).toBe('Opens in 0:03');
    expect((join() as HTMLButtonElement).disabled).toBe(true);
    await advance(2 * SECOND);
    expect(screen.getByTestId('countdown').textContent).toBe('Opens in 0:01');
    expect((join() as HTMLButtonElement).disabled).toBe(true);
    await advance(SECOND);
    expect(join().getAttribute('href')).toBe(`/call/${'1'.repeat(24)}`);
    expect(screen.getByTestId('door').textContent).toBe('You can join now.');
    expect(screen.queryByTestId('countdown')).toBeNull();
  });

  it('is not counted aloud: the status region speaks only when the door changes', async () => {
    const { world, draw, advance } = signedIn();
    world.server.on('GET /sessions', page(world.session(15 * MINUTE + 5 * SECOND)));
    await draw();
    const said = screen.getByTestId('door').textContent;
    await advance(4 * SECOND);
    expect(screen.getByTestId('door').textContent).toBe(said);
  });

  it('says why not and what to do', async () => {
    const { world, draw } = signedIn();
    world.server.on(
      'GET /sessions',
      page(world.session(MINUTE, { canJoin: false, reason: 'PAYMENT_PENDING', paymentStatus: 'Pending' })),
    );
    await draw();
    const join = screen.getByTestId<HTMLButtonElement>('join-link');
    expect(join.disabled).toBe(true);
    const why = document.getElementById(join.getAttribute('aria-describedby')!)!;
    expect(why.textContent).toMatch(/payment for this session has not arrived.*get in touch/);
  });

  it('offers to join again while it is in progress', async () => {
    const { world, draw } = signedIn();
    world.server.on('GET /sessions', page(world.session(-MINUTE, { status: 'In Progress' })));
    await draw();
    const link = screen.getByRole('link', { name: 'Join again: Individual session with Psychologist Example' });
    expect(link.getAttribute('href')).toBe(`/call/${'1'.repeat(24)}`);
  });
});

describe('a sign-in that expires', () => {
  it('is said, and after the next one the page is as it was and goes on', async () => {
    const { world, draw, advance, signIn } = signedIn();
    world.server.on('GET /sessions', page(world.session(MINUTE)), bad('TOKEN_EXPIRED'), page());
    await draw();
    await advance(MINUTE);
    expect(screen.getByTestId('refusal').dataset['reason']).toBe('TOKEN_EXPIRED');
    expect(screen.getByLabelText<HTMLInputElement>(/Email/).value).toBe('client@example.org');
    expect(screen.getByTestId('next-session').closest('[hidden]')).not.toBeNull();
    const asked = world.server.count('GET /sessions');
    // Nothing is asked, and nothing is waited for, without a token.
    expect(world.clock.pending).toBe(0);
    await signIn();
    expect(screen.queryByLabelText(/Password/)).toBeNull();
    expect(world.server.count('GET /sessions')).toBe(asked + 1);
    expect(screen.getByText('Nothing ahead')).toBeDefined();
  });

  it('puts an open form aside and brings it back with what was typed', async () => {
    const { world, draw, signIn } = signedIn('admin', 'a');
    location.hash = '#users';
    world.server
      .on('GET /users', good({ users: [], nextCursor: null }))
      .on('POST /users', bad('TOKEN_EXPIRED'), good({ id: 'x', name: 'Mia', email: 'm@x', role: 'client' }));
    await draw('admin');
    fireEvent.click(screen.getByRole('button', { name: 'New user' }));
    fireEvent.change(screen.getByLabelText(/^Name/), { target: { value: 'Mia' } });
    fireEvent.change(screen.getByLabelText(/^Email/), { target: { value: 'm@x' } });
    fireEvent.click(screen.getByRole('button', { name: 'Create user' }));
    await act(settle);
    expect(screen.queryByRole('dialog')).toBeNull();
    await signIn();
    expect(screen.getByRole('dialog')).toBeDefined();
    expect(screen.getByLabelText<HTMLInputElement>(/^Name/).value).toBe('Mia');
    fireEvent.click(screen.getByRole('button', { name: 'Create user' }));
    await act(settle);
    expect(screen.getByTestId('notice').textContent).toBe('Mia has been added.');
  });
});

describe('the sections', () => {
  it('are addresses: the past calls are fetched when they are gone to, and their heading has the focus', async () => {
    const { world, draw } = signedIn();
    world.server.on('GET /video-calls/history', good({ calls: [], nextCursor: null }));
    await draw();
    expect(world.server.count('GET /video-calls/history')).toBe(0);
    await act(async () => {
      location.hash = '#history';
      window.dispatchEvent(new HashChangeEvent('hashchange'));
      await settle();
    });
    expect(world.server.count('GET /video-calls/history')).toBe(1);
    expect(document.activeElement).toBe(screen.getByRole('heading', { level: 1, name: 'Your past calls' }));
    expect(document.title).toBe('Your past calls · callroom');
    expect(screen.getByRole('link', { current: 'page' }).textContent).toBe('Past calls');
  });
});

describe('the administration', () => {
  it('is not for others, who are shown the way back', async () => {
    const { world, draw } = signedIn('psychologist', 'p');
    await draw('admin');
    expect(screen.getByTestId('not-for-you')).toBeDefined();
    expect(screen.getByRole('link', { name: 'To your sessions' }).getAttribute('href')).toBe('/');
    expect(world.server.asked.map(({ path }) => path)).toEqual(['/auth/me']);
  });

  it('goes to the first field that is wrong', async () => {
    const { world, draw } = signedIn('admin', 'a');
    world.server.on('GET /users', good({ users: [], nextCursor: null }));
    await draw('admin');
    fireEvent.click(screen.getByRole('button', { name: 'New session' }));
    await act(settle);
    fireEvent.click(screen.getByRole('button', { name: 'Book it' }));
    await act(settle);
    const client = screen.getByLabelText(/^Client/);
    expect(document.activeElement).toBe(client);
    expect(client.getAttribute('aria-invalid')).toBe('true');
    expect(document.getElementById(client.getAttribute('aria-describedby')!)?.textContent).toBe('Please fill this in.');
  });
});

describe('without an answer to who one is', () => {
  it('offers to try again', async () => {
    const { world, draw } = signedIn();
    world.server.on('GET /auth/me', bad('NETWORK'), good({ id: 'c', name: 'C', email: null, role: 'client' }));
    await draw();
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await act(settle);
    expect(screen.getByText('Nothing ahead')).toBeDefined();
  });
});
