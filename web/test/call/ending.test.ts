// How a call ends, and which actions there are until then.
import { beforeEach, describe, expect, it } from 'vitest';
import { FakeRoom } from '../fakes/fake_room';
import { ManualClock, settle } from '../fakes/manual_clock';
import { connectedPair, FakePage } from '../fakes/page';

let room: FakeRoom;
let clock: ManualClock;

beforeEach(() => {
  room = new FakeRoom();
  clock = new ManualClock();
});

describe('the end', () => {
  it('comes for both, with the duration that the server says', async () => {
    const [a, b] = await connectedPair(room, clock);
    a.call.snapshot().end?.();
    await settle();
    for (const page of [a, b]) {
      expect(page.call.snapshot()).toMatchObject({ status: 'ended', durationSeconds: 75, end: undefined, leave: undefined });
      expect(page.signaling.state).toBe('stopped');
      expect(page.connections.every(({ closed }) => closed)).toBe(true);
    }
  });

  it('goes by REST when signaling is down', async () => {
    const [a] = await connectedPair(room, clock);
    room.up = false;
    a.socket.cut();
    a.call.snapshot().end?.();
    expect(a.call.snapshot().end).toBeUndefined();
    await settle();
    await clock.advance(1000);
    expect(a.endedByRest).toHaveLength(1);
    expect(a.status).toBe('ended');
  });

  it('before anybody came is only a leaving', async () => {
    room.startedAt = null;
    const a = await new FakePage('a', room, clock).join();
    a.socket.emit = (event, payload, ack) => {
      a.socket.sent.push({ event, payload });
      (ack)?.({ ok: true });
    };
    a.call.snapshot().end?.();
    await settle();
    expect(a.status).toBe('left');
  });

  it('is final: superseded by another window, it does not come back', async () => {
    const [a, b] = await connectedPair(room, clock);
    const attempts = a.socket.attempts;
    const second = await new FakePage('a', room, clock).join();
    expect(a.status).toBe('superseded');
    await clock.advance(60_000);
    expect(a.socket.attempts).toBe(attempts);
    expect(second.connection.signalingState).toBe('stable');
    expect(b.call.snapshot().remotes).toHaveLength(1);
    expect(b.connections.filter(({ closed }) => !closed)).toHaveLength(1);
  });

  it('leaves no timer behind', async () => {
    const [a, b] = await connectedPair(room, clock);
    a.call.snapshot().end?.();
    await settle();
    await clock.advance(2000);
    expect([a.status, b.status, clock.pending]).toEqual(['ended', 'ended', 0]);
  });
});

describe('actions', () => {
  it('are undefined exactly when they make no sense', async () => {
    const a = new FakePage('a', room, clock);
    expect(a.call.snapshot()).toMatchObject({ end: undefined, leave: expect.any(Function) as unknown });
    await a.join();
    expect(a.call.snapshot()).toMatchObject({ end: expect.any(Function) as unknown, leave: expect.any(Function) as unknown });
    a.call.snapshot().leave?.();
    expect(a.call.snapshot()).toMatchObject({ end: undefined, leave: undefined });
  });
});
