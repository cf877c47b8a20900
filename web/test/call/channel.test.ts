// A data channel that ends although the media flows: it is opened again, and nothing that was written is lost or read twice.
import { beforeEach, describe, expect, it } from 'vitest';
import { ALONE_REOPENS_AFTER_MS, REOPEN_AGAIN_MS, REOPENINGS_BEFORE_REPLACING } from '../../src/core/call/channel_mender';
import { FakeRoom } from '../fakes/fake_room';
import { ManualClock, settle } from '../fakes/manual_clock';
import { connectedPair, type FakePage } from '../fakes/page';

let clock: ManualClock;
let a: FakePage;
let b: FakePage;

beforeEach(async () => {
  clock = new ManualClock();
  [a, b] = await connectedPair(new FakeRoom(), clock);
});

const texts = (page: FakePage): string[] => page.call.chat.snapshot().messages.map(({ text }) => text);
const states = (page: FakePage): string[] => page.call.chat.snapshot().messages.map(({ state }) => state);

async function write(page: FakePage, text: string): Promise<void> {
  page.call.chat.snapshot().send?.(text);
  await settle();
}

/** A stream is reset: both are told, and have a moment to do something about it. */
async function end(page: FakePage): Promise<void> {
  page.connection.channel!.close();
  await settle();
  await clock.advance(0);
}

async function bothCanWrite(): Promise<void> {
  await write(a, 'from a');
  await write(b, 'from b');
  expect([texts(a).slice(-2), texts(b).slice(-2)]).toEqual([['from a', 'from b'], ['from a', 'from b']]);
  expect(new Set([...states(a), ...states(b)])).toEqual(new Set(['delivered']));
}

describe('a data channel that ends alone', () => {
  it.each([['a', () => a], ['b', () => b]] as const)('is opened again at once, whoever ended it: %s', async (_name, who) => {
    const before = [a.connection, b.connection];
    await end(who());
    await bothCanWrite();
    expect([a.connection, b.connection], 'the media was not touched').toEqual(before);
    expect([a.connection.restarts, b.connection.restarts]).toEqual([0, 0]);
    expect(a.call.others()[0]?.channelState).toBe('open');
  });

  it('takes no message with it: what was under way is sent again', async () => {
    b.connection.silent = true;
    await write(a, 'lost with the channel');
    a.connection.channel!.close();
    await settle();
    b.connection.silent = false;
    a.connection.become('connected');
    await clock.advance(0);
    expect([texts(b), states(a)]).toEqual([['lost with the channel'], ['delivered']]);
  });

  it('makes nobody read twice what only its acknowledgement is missing of', async () => {
    const old = b.connection.channel!;
    old.send = () => {};
    await write(a, 'only once');
    expect([texts(b), states(a)]).toEqual([['only once'], ['waiting']]);
    await end(b);
    expect([texts(b), states(a)]).toEqual([['only once'], ['delivered']]);
    expect(b.call.chat.snapshot().unread).toBe(1);
  });

  it('while the path is broken is opened again when the path works', async () => {
    for (const page of [a, b]) page.connection.become('disconnected');
    a.connection.channel!.close();
    await clock.advance(500);
    expect(a.connection.association.channels).toHaveLength(1);
    for (const page of [a, b]) page.connection.become('connected');
    await clock.advance(0);
    await bothCanWrite();
  });

  it('and whose end only the one noticed who does not open it is opened by that one after a while', async () => {
    b.connection.channel!.end();
    await clock.advance(ALONE_REOPENS_AFTER_MS - 1);
    expect(b.call.others()[0]?.channelState).toBe('closed');
    await clock.advance(1);
    await bothCanWrite();
  });

  it('works when both open it', async () => {
    a.connection.channel!.end();
    b.connection.channel!.end();
    b.connection.silent = true;
    await clock.advance(ALONE_REOPENS_AFTER_MS);
    b.connection.silent = false;
    b.connection.become('connected');
    await clock.advance(0);
    await bothCanWrite();
  });

  it('tells again what the other page has to know', async () => {
    await end(a);
    b.visibility.become(false);
    await settle();
    expect(a.call.snapshot().remotes[0]?.facts).toMatchObject({ hidden: true });
  });

  it('is of no interest when the call is over', async () => {
    a.connection.channel!.close();
    a.call.snapshot().leave?.();
    await clock.advance(60_000);
    expect(clock.pending, 'b waits alone, and looks once a second').toBe(1);
  });
});

describe('an association that is gone for good', () => {
  const everything = (REOPENINGS_BEFORE_REPLACING + 1) * REOPEN_AGAIN_MS;

  it('costs a new connection, when opening it again was in vain', async () => {
    const old = a.connection;
    old.association.abort();
    await clock.advance(REOPEN_AGAIN_MS);
    expect(old.closed).toBe(false);
    await clock.advance(everything);
    expect(old.closed).toBe(true);
    for (const page of [a, b]) page.connection.become('connected');
    await settle();
    await bothCanWrite();
  });

  it('costs no second one: what did not help once does not help twice', async () => {
    a.connection.association.abort();
    await clock.advance(everything);
    expect(a.connections).toHaveLength(2);
    for (const page of [a, b]) page.connection.become('connected');
    await settle();
    a.connection.association.abort();
    await clock.advance(3 * everything);
    expect([a.connections.length, b.connections.length]).toEqual([2, 2]);
    expect(a.status).toBe('connected');
  });
});

describe('channels that another page opens', () => {
  it('are closed when they are not this one, or too many', async () => {
    const theirs = b.connection.createDataChannel('something-else');
    await settle();
    expect(theirs.readyState).toBe('closed');
    await bothCanWrite();
    const many = Array.from({ length: 20 }, () => b.connection.createDataChannel('callroom'));
    await settle();
    expect(many.filter(({ readyState }) => readyState === 'open').length).toBeLessThan(5);
  });
});
