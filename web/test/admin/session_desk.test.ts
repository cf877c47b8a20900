import { describe, expect, it } from 'vitest';
import { SessionDesk } from '../../src/core/admin/session_desk';
import { bad, good } from '../fakes/fake_server';
import { settle } from '../fakes/manual_clock';
import { HomeWorld, HOUR } from '../home/home_world';

const LIST = 'GET /sessions';
const people = [
  { id: 'p', name: 'Psychologist Example', email: 'psychologist@example.org', role: 'psychologist' },
  { id: 'c', name: 'Client Example', email: 'client@example.org', role: 'client' },
];

async function open(world = new HomeWorld()) {
  const row = world.session(24 * HOUR);
  world.server
    .on(LIST, good({ sessions: [row], nextCursor: null }))
    .on('GET /users', good({ users: people, nextCursor: null }));
  const desk = new SessionDesk(world.environment);
  desk.start();
  await settle();
  return { world, desk, row, shot: () => desk.snapshot() };
}

describe('the list of sessions', () => {
  it('begins with today in the reader’s zone', async () => {
    const { world } = await open();
    const from = new URLSearchParams(world.server.last().path.split('?')[1]).get('from')!;
    expect(new Date(from).getTime()).toBe(new Date(world.clock.now()).setHours(0, 0, 0, 0));
  });

  it('asks by status and days, both of them whole', async () => {
    const { world, shot } = await open();
    shot().setFilter({ status: 'In Progress', fromDay: '2030-02-01', toDay: '2030-02-02' });
    expect(shot().list.items).toBeUndefined();
    await settle();
    const asked = new URLSearchParams(world.server.last().path.split('?')[1]);
    expect(asked.get('status')).toBe('In Progress');
    expect(new Date(asked.get('from')!)).toEqual(new Date(2030, 1, 1, 0, 0, 0, 0));
    expect(new Date(asked.get('to')!)).toEqual(new Date(2030, 1, 2, 23, 59, 59, 999));
  });

  it('leaves out what is not restricted', async () => {
    const { world, shot } = await open();
    shot().setFilter({ status: '', fromDay: '', toDay: '' });
    await settle();
    expect(world.server.last().path).toBe('/sessions?limit=25');
  });
});

describe('booking', () => {
  it('says what is missing before anything is sent', async () => {
    const { world, shot } = await open();
    shot().startNew();
    shot().creating?.change?.('date', '');
    shot().creating?.save?.();
    expect(shot().creating?.problems).toEqual({ clientId: 'required', psychologistId: 'required', date: 'required' });
    expect(world.server.count('POST /sessions')).toBe(0);
    shot().creating?.change?.('clientId', 'c');
    expect(shot().creating?.problems.clientId).toBeUndefined();
  });

  it('sends the moment of the reader’s wall clock, tells of it, and shows the new list', async () => {
    const { world, shot } = await open();
    world.server.on('POST /sessions', good({ id: 'new' }));
    shot().startNew();
    await settle();
    expect(shot().directory.users?.map(({ name }) => name)).toEqual(['Client Example', 'Psychologist Example']);
    for (const [field, value] of [['clientId', 'c'], ['psychologistId', 'p'], ['date', '2030-03-04T15:30']] as const) {
      shot().creating?.change?.(field, value);
    }
    const release = world.server.hold();
    shot().creating?.save?.();
    expect(shot()).toMatchObject({ close: undefined, creating: { saving: true, save: undefined, change: undefined } });
    release();
    await settle();
    expect(world.server.asked.find(({ method }) => method === 'POST')?.body).toEqual({
      clientId: 'c',
      psychologistId: 'p',
      sessionDate: new Date(2030, 2, 4, 15, 30).toISOString(),
      sessionType: 'Individual',
      status: 'Confirmed',
      paymentStatus: 'Pending',
    });
    expect(shot()).toMatchObject({ creating: undefined, notice: { kind: 'session-created', sessionId: 'new' } });
    expect(world.server.count(LIST)).toBe(2);
  });

  it.each([
    [bad('CLIENT_NOT_FOUND'), { clientId: 'CLIENT_NOT_FOUND' }, undefined],
    [bad('INVALID_BODY', { field: 'sessionDate' }), { date: 'INVALID_BODY' }, undefined],
    [bad('UNAVAILABLE'), {}, 'UNAVAILABLE'],
    [bad('INVALID_BODY', { field: 'something' }), {}, 'INVALID_BODY'],
  ])('a refusal stands where it belongs, and nothing typed is lost (%#)', async (answer, problems, refusal) => {
    const { world, shot } = await open();
    world.server.on('POST /sessions', answer);
    shot().startNew();
    shot().creating?.change?.('clientId', 'c');
    shot().creating?.change?.('psychologistId', 'p');
    shot().creating?.save?.();
    await settle();
    expect(shot().creating).toMatchObject({ refusal, saving: false, draft: { clientId: 'c', psychologistId: 'p' } });
    expect(shot().creating?.problems).toEqual(problems);
    expect(shot().creating?.save).toBeDefined();
  });
});

describe('changing', () => {
  it('sends only what was changed, and shows the row as it is then', async () => {
    const { world, row, shot } = await open();
    const cancelled = { ...row, status: 'Cancelled', canJoin: false, reason: 'SESSION_CANCELLED' };
    world.server.on(`PATCH /sessions/${row.id}`, good({ id: row.id })).on(`GET /sessions/${row.id}`, good(cancelled));
    shot().startChange(row);
    shot().changing?.change?.('status', 'Cancelled');
    shot().changing?.save?.();
    await settle();
    expect(world.server.asked.find(({ method }) => method === 'PATCH')?.body).toEqual({ status: 'Cancelled' });
    expect(shot()).toMatchObject({ changing: undefined, notice: { kind: 'session-changed' } });
    expect(shot().list.items).toEqual([cancelled]);
  });

  it('sends nothing when nothing was changed', async () => {
    const { world, row, shot } = await open();
    shot().startChange(row);
    shot().changing?.save?.();
    await settle();
    expect(shot().changing).toBeUndefined();
    expect(world.server.asked.some(({ method }) => method === 'PATCH')).toBe(false);
  });

  it('is no failure when only the new face of the row does not come', async () => {
    const { world, row, shot } = await open();
    world.server.on(`PATCH /sessions/${row.id}`, good({ id: row.id })).on(`GET /sessions/${row.id}`, bad('NETWORK'));
    shot().startChange(row);
    shot().changing?.change?.('paymentStatus', 'Refunded');
    shot().changing?.save?.();
    await settle();
    expect(shot().list.items?.[0]).toMatchObject({ paymentStatus: 'Refunded', client: { name: 'Client Example' } });
  });

  it.each(['ILLEGAL_STATUS_MOVE', 'CONFLICT'] as const)(
    '%s: somebody was faster, so the record is fetched anew and what was typed stays',
    async (code) => {
      const { world, row, shot } = await open();
      world.server
        .on(`PATCH /sessions/${row.id}`, bad(code))
        .on(`GET /sessions/${row.id}`, good({ ...row, status: 'In Progress' }));
      shot().startChange(row);
      shot().changing?.change?.('status', 'Cancelled');
      shot().changing?.save?.();
      await settle();
      expect(shot().changing).toMatchObject({ subject: { status: 'In Progress' }, draft: { status: 'Cancelled' } });
      const { problems, refusal } = shot().changing!;
      expect(problems.status ?? refusal).toBe(code);
    },
  );
});

describe('the link', () => {
  it('is the session’s page, without any token', async () => {
    const { world, shot } = await open();
    shot().copyLink('abc');
    await settle();
    expect(world.copied).toEqual(['https://calls.example.org/call/abc']);
    expect(shot().notice).toEqual({ kind: 'copied' });
  });

  it('is shown when the browser does not let it be copied', async () => {
    const { world, shot } = await open();
    world.clipboard = 'refuses';
    shot().copyLink('abc');
    await settle();
    expect(shot().notice).toEqual({ kind: 'copy-failed', link: 'https://calls.example.org/call/abc' });
  });
});
