// An address change, a sleep, a standstill: the path is found broken and mended within seconds, whoever notices first.
import { beforeEach, describe, expect, it } from 'vitest';
import { MEND_AGAIN_MS, PONG_EXPECTED_MS } from '../../src/core/call/path_mender';
import { FakeRoom } from '../fakes/fake_room';
import { ManualClock, settle } from '../fakes/manual_clock';
import { connectedPair, type FakePage } from '../fakes/page';

let room: FakeRoom;
let clock: ManualClock;
let a: FakePage;
let b: FakePage;

beforeEach(async () => {
  room = new FakeRoom();
  clock = new ManualClock();
  [a, b] = await connectedPair(room, clock);
  a.socket.failsAtOnce = true;
  b.socket.failsAtOnce = true;
});

function pings(page: FakePage): number {
  return page.connection.channel!.sent.filter((text) => text.includes('"ping"')).length;
}

/** The address goes away: nothing passes; the browser drops the socket at once. */
function loseAddress(page: FakePage): void {
  page.connection.silent = true;
  page.socket.block();
}

describe('an address change', () => {
  it('is mended as soon as the server is back, though the browser still believes in the path', async () => {
    loseAddress(b);
    await clock.advance(1_200);
    expect(b.connection.connectionState).toBe('connected');
    expect(b.connection.restarts, 'nobody to agree with').toBe(0);
    b.socket.blocked = false;
    await clock.advance(300);
    expect(b.connection.restarts).toBe(1);
    expect([a.connection.signalingState, b.connection.signalingState]).toEqual(['stable', 'stable']);
  });

  it('gets no grace when the browser calls the path disconnected a moment later', async () => {
    loseAddress(b);
    b.socket.blocked = false;
    await clock.advance(300);
    expect(b.connection.restarts, 'nothing is known yet').toBe(0);
    b.connection.become('disconnected');
    await clock.advance(0);
    expect(b.connection.restarts).toBe(1);
  });

  it('is measured', async () => {
    const lostAt = clock.now();
    loseAddress(b);
    await clock.advance(PONG_EXPECTED_MS);
    b.connection.become('disconnected');
    b.socket.blocked = false;
    await clock.advance(1_000);
    b.connection.silent = false;
    b.connection.become('connected');
    expect(b.call.heals).toEqual([{ lostAt, healedAt: clock.now() }]);
  });

  it('that leaves the socket without a word is found out by asking it', async () => {
    b.socket.blocked = true;
    b.connection.silent = true;
    b.call.networkChanged();
    const { id } = b.socket;
    await clock.advance(1_500);
    b.socket.blocked = false;
    await clock.advance(300);
    expect(b.socket.id).not.toBe(id);
    expect(b.status).toBe('connected');
    expect(b.connection.signalingState).toBe('stable');
    expect(a.connection.remoteDescription).toEqual(b.connection.localDescription);
  });
});

describe('a server that restarts', () => {
  it('costs one ping and no ICE restart', async () => {
    room.kill();
    await clock.advance(0);
    expect([pings(a), pings(b)]).toEqual([1, 1]);
    await clock.advance(PONG_EXPECTED_MS);
    room.up = true;
    await clock.advance(7_000);
    expect([a.status, b.status]).toEqual(['connected', 'connected']);
    expect([a.connection.restarts, b.connection.restarts]).toEqual([0, 0]);
  });
});

describe('waking up', () => {
  it('asks whether the path still works, and leaves one that does alone', async () => {
    b.call.woke();
    await clock.advance(PONG_EXPECTED_MS);
    expect(pings(b)).toBe(1);
    expect([a.connection.restarts, b.connection.restarts]).toEqual([0, 0]);
  });

  it('restarts a path that does not answer, once', async () => {
    // The monitor of the standstill would doubt the path once more by itself.
    b.call.quality.stop();
    b.connection.silent = true;
    b.call.woke();
    await clock.advance(PONG_EXPECTED_MS - 1);
    expect(b.connection.restarts).toBe(0);
    await clock.advance(1);
    expect(b.connection.restarts).toBe(1);
    await clock.advance(2 * MEND_AGAIN_MS);
    expect(b.connection.restarts, 'their page may only be asleep').toBe(1);
  });

  it('tries the server at once', async () => {
    room.kill();
    await clock.advance(60_000);
    const { attempts } = b.socket;
    b.call.woke();
    await settle();
    expect(b.socket.attempts).toBe(attempts + 1);
  });
});

describe('trying again', () => {
  it('is shown with the time of the next attempt, and a button that does not wait', async () => {
    expect(b.call.snapshot().retry).toBeUndefined();
    room.kill();
    expect(b.call.snapshot().retry).toMatchObject({ attempt: 0, nextAt: clock.now() });
    await clock.advance(300);
    expect(b.call.snapshot().retry).toMatchObject({ attempt: 2, nextAt: clock.now() + 1_200 });
    room.up = true;
    b.call.snapshot().retry?.now();
    await settle();
    expect(b.call.snapshot().retry).toBeUndefined();
    expect(b.socket.connected).toBe(true);
  });

  it('of a join that is refused for now has the same waits', async () => {
    room.refusal = { code: 'UNAVAILABLE', message: '' };
    b.socket.cut();
    await clock.advance(0);
    await clock.advance(0);
    await clock.advance(300);
    expect(b.call.snapshot().retry).toMatchObject({ attempt: 2, nextAt: clock.now() + 1_200 });
    room.refusal = undefined;
    b.call.snapshot().retry?.now();
    await settle();
    expect(b.call.snapshot()).toMatchObject({ status: 'connected', retry: undefined });
  });
});

describe('an outage that is over before any browser calls the path broken', () => {
  const keyFrames = (page: FakePage): number => page.connection.line('camera')!.keyFrames;

  beforeEach(async () => {
    for (const page of [a, b]) page.connection.counted = true;
    await clock.advance(10_000);
  });

  it('ends with a whole picture from both, within half a second', async () => {
    b.connection.silent = true;
    await clock.advance(3_000);
    b.connection.silent = false;
    await clock.advance(500);
    for (const page of [a, b]) {
      expect(page.connection.connectionState).toBe('connected');
      expect(keyFrames(page)).toBeGreaterThan(0);
    }
  });

  it('that only one of the two had is known to the other from their page', async () => {
    b.connection.hears = false;
    await clock.advance(1_500);
    b.connection.hears = true;
    await clock.advance(500);
    expect(keyFrames(a)).toBe(1);
  });
});
