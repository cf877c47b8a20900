import { describe, expect, it } from 'vitest';
import { UserDesk } from '../../src/core/admin/user_desk';
import { bad, FakeServer, good } from '../fakes/fake_server';
import { settle } from '../fakes/manual_clock';

const zoe = { id: '1', name: 'Zoe Example', email: 'zoe@example.org', role: 'client' } as const;
const ann = { id: '2', name: 'Ann Example', email: 'ann@example.org', role: 'psychologist' } as const;

async function open(server = new FakeServer().on('GET /users', good({ users: [zoe, ann], nextCursor: null }))) {
  const desk = new UserDesk(server);
  desk.start();
  await settle();
  return { server, shot: () => desk.snapshot() };
}

describe('the users', () => {
  it('are all fetched, page after page, and stand by name', async () => {
    const server = new FakeServer().on(
      'GET /users',
      good({ users: [zoe], nextCursor: 'n' }),
      good({ users: [ann], nextCursor: null }),
    );
    const { shot } = await open(server);
    expect(server.last().path).toContain('cursor=n');
    expect(shot().directory).toMatchObject({ users: [ann, zoe], busy: false });
  });

  it('that came before the network went away stay', async () => {
    const server = new FakeServer().on('GET /users', good({ users: [zoe], nextCursor: 'n' }), bad('NETWORK'));
    const { shot } = await open(server);
    expect(shot().directory).toMatchObject({ users: [zoe], refusal: 'NETWORK' });
    expect(shot().directory.refresh).toBeDefined();
  });
});

describe('a new user', () => {
  it('is checked before it is sent', async () => {
    const { server, shot } = await open();
    shot().startNew();
    shot().form?.change?.('email', 'not an address');
    shot().form?.change?.('password', 'short');
    shot().form?.save?.();
    expect(shot().form?.problems).toEqual({ name: 'required', email: 'not-an-email', password: 'too-short' });
    expect(server.count('POST /users')).toBe(0);
  });

  it('may have no password, and shows in the list at once', async () => {
    const { server, shot } = await open();
    server.on('POST /users', good({ ...ann, id: '3', name: 'Mia Example' }));
    shot().startNew();
    shot().form?.change?.('name', ' Mia Example ');
    shot().form?.change?.('email', 'mia@example.org');
    shot().form?.change?.('role', 'psychologist');
    shot().form?.save?.();
    await settle();
    expect(server.last().body).toEqual({ name: 'Mia Example', email: 'mia@example.org', role: 'psychologist' });
    expect(shot().directory.users?.map(({ name }) => name)).toEqual(['Ann Example', 'Mia Example', 'Zoe Example']);
    expect(shot()).toMatchObject({ form: undefined, notice: { kind: 'user-created', name: 'Mia Example' } });
  });

  it('with an address that somebody has is refused beside the address', async () => {
    const { server, shot } = await open();
    server.on('POST /users', bad('EMAIL_TAKEN'));
    shot().startNew();
    shot().form?.change?.('name', 'Mia Example');
    shot().form?.change?.('email', 'zoe@example.org');
    shot().form?.save?.();
    await settle();
    expect(shot().form).toMatchObject({ problems: { email: 'EMAIL_TAKEN' }, draft: { name: 'Mia Example' } });
  });
});

describe('changing a user', () => {
  it('sends only what was changed', async () => {
    const { server, shot } = await open();
    server.on('PATCH /users/1', good({ ...zoe, role: 'admin' }));
    shot().startChange(zoe);
    shot().form?.change?.('role', 'admin');
    shot().form?.save?.();
    await settle();
    expect(server.last().body).toEqual({ role: 'admin' });
    expect(shot().directory.users?.find(({ id }) => id === '1')?.role).toBe('admin');
  });
});
