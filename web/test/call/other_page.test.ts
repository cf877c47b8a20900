// What the other page does: reloads, leaves, loses a socket.
import { beforeEach, describe, expect, it } from 'vitest';
import { POLITE_DELAY_MS } from '../../src/core/call/path_mender';
import { OFFER_EXPECTED_MS } from '../../src/core/call/remote';
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
