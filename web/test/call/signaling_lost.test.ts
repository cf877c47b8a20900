// The server goes away and comes back: the media flows on, and what could not be said is said.
import { beforeEach, describe, expect, it } from 'vitest';
import { ABSENT_GRACE_MS } from '../../src/core/call/people';
import { POLITE_DELAY_MS } from '../../src/core/call/path_mender';
import { FakeRoom } from '../fakes/fake_room';
import { ManualClock, settle } from '../fakes/manual_clock';
import { connectedPair, FakePage } from '../fakes/page';

let room: FakeRoom;
let clock: ManualClock;

beforeEach(() => {
  room = new FakeRoom();
  clock = new ManualClock();
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
