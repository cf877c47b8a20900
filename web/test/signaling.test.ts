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
    socket.refuse(data);
    expect(heard).toEqual([`stopped ${code}`]);
    await clock.advance(600_000);
    expect(socket.attempts).toBe(1);
  });

  it.each([[undefined], [{ code: 'UNAVAILABLE' }]])('tries again after CONNECT_ERROR %j, never giving up', async (data) => {
    room.up = false;
    signaling.connect();
    const waits: number[] = [];
    for (let attempt = 1; attempt <= 20; attempt += 1) {
      expect(socket.attempts).toBe(attempt);
      socket.refuse(data);
      const { nextAt } = signaling.retry!;
      waits.push(nextAt! - clock.now());
      await clock.advance(nextAt! - clock.now());
    }
    expect(waits.slice(0, 8)).toEqual([0, 300, 1_200, 2_700, 4_800, 7_000, 7_000, 7_000]);
    expect(signaling.retry).toEqual({ attempt: 20, nextAt: undefined });
    room.up = true;
    socket.refuse(data);
    await clock.advance(7_000);
    expect(heard).toEqual(['up']);
    expect(signaling.retry).toBeUndefined();
  });

  it('tries at once when what was up is lost, whatever lost it', async () => {
    signaling.connect();
    for (const reason of ['transport close', 'ping timeout', 'io server disconnect']) {
      const { attempts } = socket;
      socket.cut(reason);
      await clock.advance(0);
      expect(socket.attempts, reason).toBe(attempts + 1);
      expect(signaling.state).toBe('up');
    }
  });

  it('takes off a little of each wait, so that not everybody comes at once', async () => {
    const other = new Signaling(new FakeSocket('b', room), clock, () => 0.999);
    room.up = false;
    other.connect();
    const fake = (other as unknown as { socket: FakeSocket }).socket;
    fake.refuse();
    await clock.advance(0);
    fake.refuse();
    expect(other.retry!.nextAt! - clock.now()).toBeCloseTo(270, 0);
  });

  it('makes another connection when the one it has does not answer', async () => {
    signaling.connect();
    const { id } = socket;
    signaling.renew();
    await clock.advance(0);
    expect(heard).toEqual(['up', 'down', 'up']);
    expect(socket.id).not.toBe(id);
    room.up = false;
    socket.cut();
    const { attempts } = socket;
    signaling.renew();
    expect(socket.attempts, 'is being made again already').toBe(attempts);
  });

  it('does not wait for its turn when the network is back', () => {
    room.up = false;
    signaling.connect();
    socket.refuse();
    room.up = true;
    signaling.hurry();
    expect(heard).toEqual(['up']);
    signaling.hurry();
    expect(socket.attempts, 'it is up').toBe(2);
  });

  it('begins its short waits anew when it is hurried', async () => {
    room.up = false;
    signaling.connect();
    for (let n = 0; n < 6; n += 1) {
      socket.refuse();
      await clock.advance(7_000);
    }
    socket.refuse();
    signaling.hurry();
    socket.refuse();
    expect(signaling.retry!.nextAt! - clock.now()).toBe(300);
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
    signaling.stop();
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
