import { beforeEach, describe, expect, it } from 'vitest';
import { MAX_CHAT_CHARACTERS, type ChatControl } from '../../src/contract/control';
import { Chat, MAX_CHAT_MESSAGES, type ChatPeer } from '../../src/core/call/chat';
import { FakeRoom } from '../fakes/fake_room';
import { ManualClock, settle } from '../fakes/manual_clock';
import { connectedPair, FakePage } from '../fakes/page';

const clock = new ManualClock();

/** Two chats and the channel between them, which may be closed, and may lose what is under way. */
class Pair {
  open = true;
  losesAcks = false;
  readonly carried: ChatControl[] = [];
  readonly here: Chat;
  readonly there: Chat;
  readonly peer: ChatPeer;
  readonly self: ChatPeer;
  private ids = 0;

  constructor() {
    const makeId = (): string => `m${String((this.ids += 1))}`;
    this.peer = { userId: 'b', userName: 'B', say: (message) => this.carry(message as ChatControl, 'there') };
    this.self = { userId: 'a', userName: 'A', say: (message) => this.carry(message as ChatControl, 'here') };
    this.here = new Chat({ clock, makeId, peers: () => [this.peer] });
    this.there = new Chat({ clock, makeId, peers: () => [this.self] });
  }

  private carry(message: ChatControl, to: 'here' | 'there'): boolean {
    if (!this.open) return false;
    this.carried.push(message);
    if (message.type === 'chat-ack' && this.losesAcks) return true;
    this[to].heard(to === 'here' ? this.peer : this.self, message);
    return true;
  }

  reopen(): void {
    this.open = true;
    this.here.opened(this.peer);
  }

  texts(side: 'here' | 'there'): string[] {
    return this[side].snapshot().messages.map(({ text }) => text);
  }
}

let pair: Pair;

beforeEach(() => {
  pair = new Pair();
});

function send(...texts: string[]): void {
  for (const text of texts) pair.here.snapshot().send?.(text);
}

describe('the chat', () => {
  it('delivers, says so, and counts what was not seen', () => {
    send('Hello', ' world ');
    expect(pair.texts('there')).toEqual(['Hello', 'world']);
    expect(pair.here.snapshot().messages).toMatchObject([
      { author: 'self', state: 'delivered' },
      { author: 'self', state: 'delivered' },
    ]);
    expect(pair.there.snapshot().messages[0]).toMatchObject({ author: { userId: 'a', userName: 'A' }, text: 'Hello' });
    expect([pair.here.snapshot().unread, pair.there.snapshot().unread]).toEqual([0, 2]);
    pair.there.snapshot().seen();
    expect(pair.there.snapshot().unread).toBe(0);
  });

  it('waits while the channel is closed, and keeps its order', () => {
    pair.open = false;
    send('one', 'two');
    expect(pair.here.snapshot().messages.map(({ state }) => state)).toEqual(['waiting', 'waiting']);
    pair.reopen();
    send('three');
    expect(pair.texts('there')).toEqual(['one', 'two', 'three']);
    expect(new Set(pair.here.snapshot().messages.map(({ state }) => state))).toEqual(new Set(['delivered']));
  });

  it('sends again what was not acknowledged; nobody reads it twice', () => {
    pair.losesAcks = true;
    send('only once');
    expect(pair.here.snapshot().messages[0]?.state).toBe('waiting');
    pair.losesAcks = false;
    pair.reopen();
    expect(pair.carried.filter(({ type }) => type === 'chat')).toHaveLength(2);
    expect(pair.texts('there')).toEqual(['only once']);
    expect(pair.there.snapshot().unread).toBe(1);
    expect(pair.here.snapshot().messages[0]?.state).toBe('delivered');
    pair.reopen();
    expect(pair.carried.filter(({ type }) => type === 'chat'), 'acknowledged is done').toHaveLength(2);
  });

  it('lets nothing overtake what a full channel refused', () => {
    const said: string[] = [];
    let full = true;
    const peer: ChatPeer = {
      userId: 'b',
      userName: 'B',
      say: (message) => !full && said.push((message as { text: string }).text) > 0,
    };
    const chat = new Chat({ clock, makeId: () => String(Math.random()), peers: () => [peer] });
    chat.snapshot().send?.('first');
    full = false;
    chat.snapshot().send?.('second');
    expect(said).toEqual(['first', 'second']);
  });

  it('cuts to what may be sent, by characters, and sends nothing that is empty', () => {
    send('   ', '');
    expect(pair.texts('here')).toEqual([]);
    send('🙂'.repeat(MAX_CHAT_CHARACTERS + 5));
    expect(Array.from(pair.texts('there')[0] ?? '')).toHaveLength(MAX_CHAT_CHARACTERS);
  });

  it('keeps a bounded number of messages', () => {
    for (let n = 0; n < MAX_CHAT_MESSAGES + 10; n += 1) send(String(n));
    expect(pair.texts('here')).toHaveLength(MAX_CHAT_MESSAGES);
    expect(pair.texts('there').at(0)).toBe('10');
  });

  it('forgets everything at the end', () => {
    send('gone');
    pair.here.forget();
    expect(pair.here.snapshot()).toMatchObject({ messages: [], unread: 0, send: undefined });
    pair.here.heard(pair.peer, { type: 'chat', id: 'late', text: 'late' });
    expect(pair.here.snapshot().messages).toEqual([]);
  });
});

describe('the chat of a call', () => {
  let room: FakeRoom;
  let calls: ManualClock;

  beforeEach(() => {
    room = new FakeRoom();
    calls = new ManualClock();
  });

  const texts = (page: FakePage): string[] => page.call.chat.snapshot().messages.map(({ text }) => text);

  it('cannot be written while nobody is there', async () => {
    const alone = await new FakePage('a', room, calls).join();
    expect(alone.call.chat.snapshot().send).toBeUndefined();
    await new FakePage('b', room, calls).join();
    expect(alone.call.chat.snapshot().send).toBeDefined();
  });

  it('works while the server is away, and reaches over a replaced connection', async () => {
    const [a, b] = await connectedPair(room, calls);
    room.kill();
    a.call.chat.snapshot().send?.('the server is away');
    await settle();
    expect(texts(b)).toEqual(['the server is away']);
    room.up = true;
    await calls.advance(1_000);

    b.connection.silent = true;
    a.call.chat.snapshot().send?.('lost on the way');
    await settle();
    expect(texts(b)).toHaveLength(1);
    a.call.others()[0]!.initiate();
    await settle();
    a.connection.become('connected');
    b.connection.become('connected');
    await settle();
    expect(b.connections).toHaveLength(2);
    expect(texts(b)).toEqual(['the server is away', 'lost on the way']);
    expect(a.call.chat.snapshot().messages.map(({ state }) => state)).toEqual(['delivered', 'delivered']);
  });

  it('counts as delivered when all who are there have it', async () => {
    const [a, b] = await connectedPair(room, calls);
    const c = await new FakePage('c', room, calls).join();
    a.call.chat.snapshot().send?.('for both');
    await settle();
    expect(texts(b)).toEqual(['for both']);
    expect(a.call.chat.snapshot().messages[0]?.state, 'c has no channel yet').toBe('waiting');
    c.call.snapshot().leave?.();
    await settle();
    expect(a.call.chat.snapshot().messages[0]?.state).toBe('delivered');
  });

  it('is gone when the call is over', async () => {
    const [a, b] = await connectedPair(room, calls);
    a.call.chat.snapshot().send?.('gone');
    await settle();
    a.call.snapshot().end?.();
    await settle();
    expect([texts(a), texts(b)]).toEqual([[], []]);
  });
});
