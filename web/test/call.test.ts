import { beforeEach, describe, expect, it } from 'vitest';
import { ABSENT_GRACE_MS } from '../src/core/call/people';
import {
  DISCONNECTED_GRACE_MS,
  MEND_AGAIN_MS,
  POLITE_DELAY_MS,
  RESTARTS_BEFORE_REPLACING,
} from '../src/core/call/path_mender';
import { OFFER_EXPECTED_MS } from '../src/core/call/remote';
import { FakeRoom } from './fakes/fake_room';
import { ManualClock, settle } from './fakes/manual_clock';
import { connectedPair, FakePage } from './fakes/page';

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

describe('signaling is lost', () => {
  it('keeps the peer connection and joins again by itself when the server was killed', async () => {
    const [a, b] = await connectedPair(room, clock);
    const [pcA, pcB] = [a.connection, b.connection];
    room.kill();
    await settle();
    expect([a.status, b.status]).toEqual(['reconnecting', 'reconnecting']);
    expect(a.call.snapshot().media).toBe('flowing');

    room.up = true;
    a.socket.connect();
    await settle();
    expect(a.status).toBe('remote-reconnecting');
    b.socket.connect();
    await settle();
    expect([a.status, b.status]).toEqual(['connected', 'connected']);
    expect([a.connection, b.connection]).toEqual([pcA, pcB]);
    expect([pcA.closed, pcB.closed, pcA.restarts, pcB.restarts]).toEqual([false, false, 0, 0]);
    await clock.advance(2 * ABSENT_GRACE_MS);
    expect([a.status, b.status, pcA.closed, pcB.closed]).toEqual(['connected', 'connected', false, false]);
  });

  it('does not give up one whom the restarted server has not heard of while their media flows', async () => {
    const [a, b] = await connectedPair(room, clock);
    room.kill();
    b.socket.block();
    room.up = true;
    a.socket.connect();
    await clock.advance(3 * ABSENT_GRACE_MS);
    expect(a.call.snapshot().remotes).toHaveLength(1);
    a.connection.become('failed');
    await clock.advance(ABSENT_GRACE_MS);
    expect(a.call.snapshot().remotes).toHaveLength(0);
    expect(a.status).toBe('waiting');
    expect(b.status).toBe('reconnecting');
  });

  it('connects by its own hand after the server closed the connection', async () => {
    const [a] = await connectedPair(room, clock);
    const before = a.socket.attempts;
    a.socket.cut('io server disconnect');
    expect(a.status).toBe('reconnecting');
    await clock.advance(1000);
    expect(a.socket.attempts).toBe(before + 1);
    expect(a.status).toBe('connected');
  });

  it('restarts ICE only for what broke meanwhile', async () => {
    const [a, b] = await connectedPair(room, clock);
    b.socket.block();
    b.connection.become('failed');
    await clock.advance(POLITE_DELAY_MS);
    expect(b.connection.restarts, 'nobody to agree with').toBe(0);
    b.socket.unblock();
    await clock.advance(0);
    expect(b.connection.restarts).toBe(1);
    expect(a.connection.restarts).toBe(0);
    expect(a.connection.signalingState).toBe('stable');
  });

  it('restarts ICE when the network changed, though nothing looks broken yet', async () => {
    const [, b] = await connectedPair(room, clock);
    b.socket.cut();
    b.call.networkChanged();
    await settle();
    expect(b.connection.restarts).toBe(1);
    expect(b.status).toBe('connected');
  });

  it('keeps candidates found meanwhile and sends them after the return', async () => {
    const [a, b] = await connectedPair(room, clock);
    b.socket.cut();
    b.connection.become('disconnected');
    b.connection.findCandidate('candidate:1');
    b.connection.findCandidate('candidate:2');
    await settle();
    expect(a.connection.accepted).toEqual([]);
    b.socket.connect();
    await settle();
    expect(a.connection.accepted.map(({ candidate }) => candidate)).toEqual(['candidate:1', 'candidate:2']);
  });

  it('keeps what is meant for one who is away, and sends it to their new socket', async () => {
    const [a, b] = await connectedPair(room, clock);
    b.socket.cut();
    expect(a.status).toBe('remote-reconnecting');
    a.connection.silent = true;
    await clock.advance(0);
    a.connection.findCandidate('candidate:3');
    b.socket.connect();
    await settle();
    expect(b.connection.accepted.map(({ candidate }) => candidate)).toEqual(['candidate:3']);
    expect(a.status).toBe('connected');
  });

  it('repeats an offer whose answer was lost', async () => {
    const a = await new FakePage('a', room, clock).join();
    a.socket.cut();
    const b = await new FakePage('b', room, clock).join();
    expect(b.connection.signalingState).toBe('have-local-offer');
    a.socket.connect();
    await settle();
    expect(b.connection.signalingState).toBe('stable');
    expect(a.connection.signalingState).toBe('stable');
  });

  it('knows that the call is over when it comes back too late', async () => {
    const [a] = await connectedPair(room, clock);
    a.socket.cut();
    room.refusal = { code: 'INVALID_SESSION', message: '', details: { reason: 'SESSION_COMPLETED' } };
    a.socket.connect();
    await settle();
    expect(a.call.snapshot()).toMatchObject({ status: 'ended', durationSeconds: 1234 });
  });

  it('does not cut off two people who hear each other because a token expired', async () => {
    const [a] = await connectedPair(room, clock);
    room.up = false;
    a.socket.cut();
    const expired = Object.assign(new Error('expired'), {
      data: { code: 'AUTHENTICATION_FAILED', reason: 'TOKEN_EXPIRED' },
    });
    a.socket.fire('connect_error', expired);
    expect(a.status).toBe('detached');
    expect(a.connection.closed).toBe(false);
    a.connection.become('failed');
    expect(a.call.snapshot()).toMatchObject({ status: 'refused', refusal: 'TOKEN_EXPIRED' });
  });
});

describe('the other page', () => {
  it('gets a new peer connection after a reload, for the same person', async () => {
    const [a, b] = await connectedPair(room, clock);
    const old = a.connection;
    b.socket.cut();
    expect(a.status).toBe('remote-reconnecting');
    const reloaded = await new FakePage('b', room, clock).join();
    expect(old.closed).toBe(true);
    expect(a.connections.filter(({ closed }) => !closed)).toHaveLength(1);
    expect(a.connection.signalingState).toBe('stable');
    expect(reloaded.connection.signalingState).toBe('stable');
    expect(a.call.snapshot().remotes).toHaveLength(1);
  });

  it('is found again when it was reloaded while we were away and waits for our offer', async () => {
    const [a, b] = await connectedPair(room, clock);
    room.kill();
    b.socket.block();
    room.up = true;
    const reloaded = await new FakePage('b', room, clock).join();
    expect(reloaded.status).toBe('waiting');
    a.socket.connect();
    await settle();
    await clock.advance(OFFER_EXPECTED_MS);
    expect(reloaded.connection.signalingState).toBe('stable');
    expect(a.connections[0]?.closed).toBe(true);
    expect(a.connection.signalingState).toBe('stable');
    expect(offersFrom('b')).toBeGreaterThan(1);
    b.signaling.stop();
  });

  it('that speaks to a connection we no longer have is offered a new one', async () => {
    const [a, b] = await connectedPair(room, clock);
    const old = b.connection;
    room.kill();
    a.socket.block();
    room.up = true;
    const reloaded = await new FakePage('a', room, clock).join();
    b.socket.connect();
    await settle();
    old.become('failed');
    await clock.advance(POLITE_DELAY_MS);
    expect(old.closed).toBe(true);
    expect(b.connection.signalingState).toBe('stable');
    expect(reloaded.connection.signalingState).toBe('stable');
    a.signaling.stop();
  });

  it('leaves: its connection is closed at once', async () => {
    const [a, b] = await connectedPair(room, clock);
    const pc = a.connection;
    b.call.snapshot().leave?.();
    await settle();
    expect(pc.closed).toBe(true);
    expect(a.status).toBe('waiting');
    expect(b.status).toBe('left');
    expect(b.devices.track('audio')).toBeNull();
  });

  it('is not gone because a socket that it has replaced is gone', async () => {
    const [a] = await connectedPair(room, clock);
    a.socket.fire('user-left', { socketId: 'an-old-one', userId: 'b', reason: 'timeout' });
    a.socket.fire('user-reconnecting', { socketId: 'an-old-one', userId: 'b' });
    expect(a.status).toBe('connected');
  });
});

describe('a broken media path', () => {
  it('is given time to mend itself, then gets an ICE restart', async () => {
    const [a] = await connectedPair(room, clock);
    a.connection.become('disconnected');
    expect(a.status).toBe('reconnecting');
    await clock.advance(DISCONNECTED_GRACE_MS - 1);
    expect(a.connection.restarts).toBe(0);
    await clock.advance(1);
    expect(a.connection.restarts).toBe(1);
    a.connection.become('connected');
    expect(a.status).toBe('connected');
    await clock.advance(10 * MEND_AGAIN_MS);
    expect(a.connection.restarts).toBe(1);
  });

  it('that ICE restarts do not mend gets a new connection', async () => {
    const [a] = await connectedPair(room, clock);
    const first = a.connection;
    first.become('failed');
    await clock.advance((RESTARTS_BEFORE_REPLACING + 1) * MEND_AGAIN_MS);
    expect(first.closed).toBe(true);
    expect(first.restarts).toBe(RESTARTS_BEFORE_REPLACING);
    expect(a.connection.signalingState).toBe('stable');
  });
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
