// A media path that breaks without anything else having happened.
import { beforeEach, describe, expect, it } from 'vitest';
import { DISCONNECTED_GRACE_MS, MEND_AGAIN_MS, RESTARTS_BEFORE_REPLACING } from '../../src/core/call/path_mender';
import { FakeRoom } from '../fakes/fake_room';
import { ManualClock } from '../fakes/manual_clock';
import { connectedPair } from '../fakes/page';

let room: FakeRoom;
let clock: ManualClock;

beforeEach(() => {
  room = new FakeRoom();
  clock = new ManualClock();
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
