// Into the room: who offers, what is said of it, and when it is refused or tried again.
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

function offersFrom(userId: string): number {
  return room.relayed.filter(({ event, from }) => event === 'offer' && from === userId).length;
}

describe('joining', () => {
  it('waits alone, then the one who joins makes the only offer', async () => {
    const a = await new FakePage('a', room, clock).join();
    expect(a.status).toBe('waiting');
    const b = await new FakePage('b', room, clock).join();
    expect(b.status).toBe('connecting');
    expect([offersFrom('a'), offersFrom('b')]).toEqual([0, 1]);
    expect(a.connection.signalingState).toBe('stable');
    expect(b.connection.signalingState).toBe('stable');
    expect([a.connection.lines, b.connection.lines]).toEqual([2, 2]);
  });

  it('says the offer before anything is drawn of it', async () => {
    await new FakePage('a', room, clock).join();
    const b = new FakePage('b', room, clock);
    const offersAtChange: number[] = [];
    b.call.subscribe(() => offersAtChange.push(b.socket.sent.filter(({ event }) => event === 'offer').length));
    b.devices.start();
    b.call.start();
    // The offer is made while the person still looks at the lobby.
    await settle();
    b.signaling.connect();
    await settle();
    expect(offersAtChange[0]).toBe(1);
  });

  it('asks again when the server’s yes comes without the room', async () => {
    const a = new FakePage('a', room, clock);
    let joins = 0;
    const emit = a.socket.emit.bind(a.socket);
    a.socket.emit = (event, payload, ack) => {
      if (event === 'join-room' && (joins += 1) === 1) ack?.({ ok: true });
      else emit(event, payload, ack);
    };
    await a.join();
    expect(a.status).toBe('connecting');
    await clock.advance(3_000);
    expect([joins, a.status]).toEqual([2, 'waiting']);
  });

  it('says connected when media can flow, and knows the start', async () => {
    const [a, b] = await connectedPair(room, clock);
    expect([a.status, b.status]).toEqual(['connected', 'connected']);
    expect(a.call.snapshot().startedAt).toBe(Date.parse('2030-01-01T10:00:00.000Z'));
    expect(a.call.snapshot().remotes.map(({ userName }) => userName)).toEqual(['Name of b']);
  });

  it('sends its state at the join and at every toggle, and shows the other’s', async () => {
    const [a, b] = await connectedPair(room, clock);
    b.devices.toggle('audio');
    await settle();
    expect(a.call.snapshot().remotes[0]).toMatchObject({ audio: false, video: true });
    b.devices.toggle('video');
    await settle();
    expect(a.call.snapshot().remotes[0]).toMatchObject({ audio: false, video: false });
    expect(b.connection.sent('camera')).toBeNull();
    b.devices.toggle('video');
    await settle();
    expect(a.call.snapshot().remotes[0]).toMatchObject({ video: true });
    expect(b.connection.sent('camera')?.readyState).toBe('live');
  });

  it('is refused with the access rule’s reason', async () => {
    room.refusal = { code: 'INVALID_SESSION', message: '', details: { reason: 'TOO_LATE' } };
    const a = await new FakePage('a', room, clock).join();
    expect(a.call.snapshot()).toMatchObject({ status: 'refused', refusal: 'TOO_LATE' });
    expect(a.devices.track('video')).toBeNull();
  });

  it('tries again when the server has no time, without being told to', async () => {
    room.refusal = { code: 'UNAVAILABLE', message: '' };
    const a = await new FakePage('a', room, clock).join();
    expect(a.status).toBe('connecting');
    room.refusal = undefined;
    await clock.advance(400);
    expect(a.status).toBe('waiting');
  });

  it('settles when both offer at once: one of them takes a new connection', async () => {
    const [a, b] = await connectedPair(room, clock);
    // Neither has heard of the other's new connection when it begins its own.
    for (const page of [a, b]) page.call.others()[0]!.initiate();
    await settle();
    for (const page of [a, b]) {
      expect(page.connection.signalingState).toBe('stable');
      expect(page.connection.getTransceivers()).toHaveLength(2);
    }
    a.connection.become('connected');
    b.connection.become('connected');
    await settle();
    expect([a.status, b.status]).toEqual(['connected', 'connected']);
    expect(a.connection.channel?.readyState).toBe('open');
  });

  it('makes one connection to each of two others', async () => {
    const [a, b] = await connectedPair(room, clock);
    const c = await new FakePage('c', room, clock).join();
    expect(c.call.snapshot().remotes.map(({ userId }) => userId)).toEqual(['a', 'b']);
    expect(c.connections.filter(({ closed }) => !closed)).toHaveLength(2);
    expect([a, b].map(({ connections }) => connections.filter(({ closed }) => !closed).length)).toEqual([2, 2]);
  });
});
