// What goes over the data channel: signaling while the server is away, states, facts.
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { writeControl } from '../../src/contract/control_guards';
import { MEND_AGAIN_MS, POLITE_DELAY_MS, PONG_EXPECTED_MS } from '../../src/core/call/path_mender';
import { SHARED_LINES_AFTER_MS } from '../../src/core/call/remote';
import { STUCK_AFTER_MS } from '../../src/core/quality/camera_watch';
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

/** Of the messages that went over a page's data channel. */
function said(page: FakePage, type: string): Record<string, unknown>[] {
  const messages = page.connection.channel!.sent.map((text) => JSON.parse(text) as Record<string, unknown>);
  return messages.filter((message) => message['type'] === type);
}

function signals(page: FakePage): unknown[] {
  return said(page, 'signal').map(({ signal }) => (signal as { event: string }).event);
}

describe('signaling from page to page', () => {
  it('is not used while the server reaches both', async () => {
    b.call.networkChanged();
    await settle();
    expect(room.relayed.filter(({ event, from }) => event === 'offer' && from === 'b')).toHaveLength(2);
    expect([...signals(a), ...signals(b)]).toEqual([]);
  });

  it('restarts ICE at once on a network change, though the server is away', async () => {
    room.kill();
    await settle();
    b.call.networkChanged();
    await settle();
    expect(b.connection.restarts).toBe(1);
    expect(signals(b)).toContain('offer');
    expect(signals(a)).toContain('answer');
    expect([a.connection.signalingState, b.connection.signalingState]).toEqual(['stable', 'stable']);
    b.connection.findCandidate('candidate:newer');
    await settle();
    expect(a.connection.accepted.map(({ candidate }) => candidate)).toContain('candidate:newer');
  });

  it('serves when only the other’s socket is lost', async () => {
    b.socket.block();
    a.call.networkChanged();
    await settle();
    expect(signals(a)).toContain('offer');
    expect(signals(b)).toContain('answer');
    expect(a.connection.signalingState).toBe('stable');
  });

  it('settles when both restart at once', async () => {
    room.kill();
    await settle();
    a.call.networkChanged();
    b.call.networkChanged();
    await settle();
    expect([a.connection.signalingState, b.connection.signalingState]).toEqual(['stable', 'stable']);
    expect([a.connection.restarts, b.connection.restarts]).toEqual([1, 1]);
    expect(a.connections.filter(({ closed }) => !closed)).toHaveLength(1);
  });

  it('is not trusted to a path that has not answered: then the restart waits for the server', async () => {
    room.kill();
    a.connection.silent = true;
    await clock.advance(PONG_EXPECTED_MS);
    expect(b.connection.restarts, 'nobody to agree with').toBe(0);
    room.up = true;
    await clock.advance(7_000);
    expect(b.connection.restarts + a.connection.restarts).toBeGreaterThan(0);
    expect([a.connection.signalingState, b.connection.signalingState]).toEqual(['stable', 'stable']);
  });

  it('ignores what is not addressed to the connection in use', async () => {
    const before = a.connection.remoteDescription;
    const offer = { type: 'offer', sdp: a.connection.remoteDescription!.sdp! } as const;
    a.connection.hear(writeControl({ type: 'signal', signal: { event: 'offer', pc: 'x', forPc: 'another', n: 9, offer } }));
    await settle();
    expect(a.connection.remoteDescription).toBe(before);
  });
});

describe('the state of devices', () => {
  it('is told from page to page while the server is away, and by the server afterwards', async () => {
    room.kill();
    await settle();
    b.devices.toggle('audio');
    await settle();
    expect(a.call.snapshot().remotes[0]).toMatchObject({ audio: false, video: true });
    const { length } = said(b, 'state');
    room.up = true;
    await clock.advance(1_000);
    b.devices.toggle('audio');
    await settle();
    expect(said(b, 'state')).toHaveLength(length);
  });

  it('that a page has told itself is not overwritten by what the server remembers of it', async () => {
    b.socket.block();
    b.devices.toggle('video');
    await settle();
    expect(a.call.snapshot().remotes[0]).toMatchObject({ video: false });
    a.socket.cut();
    await clock.advance(0);
    expect(a.call.snapshot().remotes[0]).toMatchObject({ presence: 'reconnecting', video: false });
  });
});

describe('facts about a page', () => {
  it('are unknown until told, told when the channel opens, and whenever they change', async () => {
    expect(a.call.snapshot().remotes[0]?.facts).toEqual({
      hidden: false,
      videoPaused: false,
      limitation: 'none',
      cameraStuck: false,
    });
    b.visibility.become(false);
    await settle();
    expect(a.call.snapshot().remotes[0]?.facts).toMatchObject({ hidden: true });
    const { length } = said(b, 'facts');
    b.visibility.become(false);
    await settle();
    expect(said(b, 'facts'), 'nothing new').toHaveLength(length);
  });
});

describe('a shared screen', () => {
  beforeEach(async () => {
    await clock.advance(SHARED_LINES_AFTER_MS);
  });

  it('has its lines from soon after the first picture, offered by the one who began', () => {
    for (const page of [a, b]) expect(page.connection.lines).toBe(4);
    expect(room.relayed.filter(({ event, from }) => event === 'offer' && from === 'a')).toHaveLength(0);
    expect(room.relayed.filter(({ event, from }) => event === 'offer' && from === 'b')).toHaveLength(2);
  });

  it('goes out on its own lines without a negotiation, is announced, and ends', async () => {
    const offers = room.relayed.length;
    b.screen.share();
    await settle();
    expect(b.connection.sent('screen')?.kind).toBe('video');
    expect(b.connection.sent('screenAudio')?.kind).toBe('audio');
    expect(a.call.snapshot().remotes[0]).toMatchObject({ screen: expect.anything() as unknown, video: true });
    b.screen.stop();
    await settle();
    expect(b.connection.sent('screen')).toBeNull();
    expect(a.call.snapshot().remotes[0]?.screen).toBeUndefined();
    expect(room.relayed).toHaveLength(offers);
  });

  it('begins while the server is away, and is on a new connection, too', async () => {
    room.kill();
    await settle();
    b.screen.share();
    await settle();
    expect(a.call.snapshot().remotes[0]?.screen).toBeDefined();
    room.up = true;
    await clock.advance(1_000);
    a.call.others()[0]!.initiate();
    await settle();
    expect(b.connections).toHaveLength(2);
    for (const page of [a, b]) page.connection.become('connected');
    await clock.advance(SHARED_LINES_AFTER_MS);
    expect(b.connection.sent('screen')?.kind).toBe('video');
    expect(a.call.snapshot().remotes[0]?.screen).toBeDefined();
  });

  it('may begin before its lines are there', async () => {
    const [c, d] = await connectedPair(new FakeRoom(), clock);
    c.screen.share();
    d.screen.share();
    await clock.advance(SHARED_LINES_AFTER_MS);
    for (const page of [c, d]) {
      expect(page.connection.sent('screen')?.kind).toBe('video');
      expect(page.call.snapshot().remotes[0]?.screen).toBeDefined();
    }
  });

  it('has its lines though their offer or its answer was lost', async () => {
    const [c, d] = await connectedPair(new FakeRoom(), clock);
    const lost = c.connection.setRemoteDescription.bind(c.connection);
    c.connection.setRemoteDescription = () => Promise.reject(new DOMException('as if it had not arrived', 'OperationError'));
    await clock.advance(SHARED_LINES_AFTER_MS);
    expect(c.connection.lines).toBe(2);
    c.connection.setRemoteDescription = lost;
    await clock.advance(MEND_AGAIN_MS + POLITE_DELAY_MS);
    for (const page of [c, d]) expect(page.connection.lines).toBe(4);
  });

  it('ends with the call', async () => {
    b.screen.share();
    await settle();
    a.call.snapshot().end?.();
    await settle();
    expect(b.screen.track('screen')).toBeNull();
  });
});

it('what makes no sense over the channel changes nothing', async () => {
  const before = a.call.snapshot();
  for (const text of ['', 'x', '{}', '[]', '{"v":1}', '{"v":1,"type":"new"}', '{"v":2,"type":"state"}', 7, undefined]) {
    a.connection.hear(text);
  }
  await settle();
  expect(a.call.snapshot()).toBe(before);
});

it('a camera that cannot be encoded is opened anew, on the same line, and the other page is told', async () => {
  const [old, restartCamera] = [b.connection.sent('camera'), vi.spyOn(b.devices, 'restart')];
  b.connection.counted = true;
  b.connection.encodes = false;
  await clock.advance(STUCK_AFTER_MS + 3_000);
  expect(restartCamera).toHaveBeenCalledExactlyOnceWith('video');
  expect(b.connection.sent('camera')).not.toBe(old);
  expect(a.call.snapshot().remotes[0]).toMatchObject({ video: true, facts: { cameraStuck: true } });
  b.connection.encodes = true;
  await clock.advance(2_000);
  expect(a.call.snapshot().remotes[0]?.facts).toMatchObject({ cameraStuck: false });
});
