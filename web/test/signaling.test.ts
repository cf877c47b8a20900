import { beforeEach, describe, expect, it } from 'vitest';
import { ACK_TIMEOUT_MS, Signaling } from '../src/core/signaling/signaling';
import { FakeRoom, FakeSocket } from './fakes/fake_room';
import { ManualClock } from './fakes/manual_clock';
import { noJitter } from './fakes/page';

let room: FakeRoom;
let clock: ManualClock;
let socket: FakeSocket;
let signaling: Signaling;
let heard: string[];

beforeEach(() => {
  room = new FakeRoom();
  clock = new ManualClock();
  socket = new FakeSocket('a', room);
  signaling = new Signaling(socket, clock, noJitter);
  heard = [];
  signaling.attach({
    up: () => heard.push('up'),
    down: () => heard.push('down'),
    stopped: (code) => heard.push(`stopped ${code}`),
  });
});

function refuse(data?: { code: string; reason?: string }): void {
  socket.active = false;
  socket.fire('connect_error', Object.assign(new Error('refused'), data && { data }));
}

describe('the signaling connection', () => {
  it('sends nothing while it is down, and says so', () => {
    expect(signaling.send('leave-room', { roomId: 'r' })).toBe(false);
    signaling.connect();
    expect(signaling.send('leave-room', { roomId: 'r' })).toBe(true);
    socket.cut();
    expect(signaling.send('leave-room', { roomId: 'r' })).toBe(false);
    expect(socket.sent).toHaveLength(1);
    expect(heard).toEqual(['up', 'down']);
  });

  it.each([
    [{ code: 'TOKEN_EXPIRED' }, 'TOKEN_EXPIRED'],
    [{ code: 'UNAUTHENTICATED' }, 'UNAUTHENTICATED'],
    [{ code: 'AUTHENTICATION_FAILED', reason: 'TOKEN_EXPIRED' }, 'TOKEN_EXPIRED'],
    [{ code: 'AUTHENTICATION_FAILED' }, 'AUTHENTICATION_FAILED'],
  ])('stops for good after CONNECT_ERROR %j', async (data, code) => {
    room.up = false;
    signaling.connect();
    refuse(data);
    expect(heard).toEqual([`stopped ${code}`]);
    await clock.advance(600_000);
    expect(socket.attempts).toBe(1);
  });

  it.each([[undefined], [{ code: 'UNAVAILABLE' }]])('tries again after CONNECT_ERROR %j, never giving up', async (data) => {
    room.up = false;
    signaling.connect();
    for (let attempt = 1; attempt <= 20; attempt += 1) {
      expect(socket.attempts).toBe(attempt);
      refuse(data);
      await clock.advance(5_000);
    }
    room.up = true;
    refuse(data);
    await clock.advance(5_000);
    expect(heard).toEqual(['up']);
  });

  it('leaves the retry to the library while the library makes it', async () => {
    signaling.connect();
    socket.cut('transport close', true);
    await clock.advance(60_000);
    expect(socket.attempts).toBe(1);
  });

  it('does not wait for its turn when the network is back', () => {
    room.up = false;
    signaling.connect();
    refuse();
    room.up = true;
    signaling.hurry();
    expect(heard).toEqual(['up']);
    signaling.hurry();
    expect(socket.attempts).toBe(2);
  });

  it('answers what got no ack: by time, and at once when the connection is lost', async () => {
    signaling.connect();
    socket.emit = () => {};
    const late = signaling.request('end-call', { roomId: 'r' });
    await clock.advance(ACK_TIMEOUT_MS);
    expect(await late).toMatchObject({ ok: false, error: { code: 'SIGNALING_LOST' } });
    const cut = signaling.request('end-call', { roomId: 'r' });
    socket.cut();
    expect(await cut).toMatchObject({ ok: false, error: { code: 'SIGNALING_LOST' } });
    expect(clock.pending).toBe(0);
  });

  it('is over when another window took over', async () => {
    signaling.connect();
    socket.fire('error', { code: 'SUPERSEDED', message: '' });
    expect(heard).toEqual(['up', 'stopped SUPERSEDED']);
    socket.fire('connect');
    await clock.advance(600_000);
    expect(signaling.state).toBe('stopped');
    expect(socket.attempts).toBe(1);
  });
});
