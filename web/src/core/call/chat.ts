// What the two write to each other. It goes from page to page, is acknowledged, survives the replacement of a connection, and
// is kept nowhere: when the call ends it is gone.
import { chatText, type ChatControl, type ControlMessage } from '../../contract/control';
import type { Clock } from '../clock';
import { SnapshotStore, type Model } from '../model';
import type { ChatMessage, ChatSnapshot } from './types';

/** Past this the oldest is forgotten, in the page's memory too. */
export const MAX_CHAT_MESSAGES = 500;

/** One other person, as far as writing to them goes. Remote is one. */
export interface ChatPeer {
  readonly userId: string;
  readonly userName: string;
  /** False when it cannot go out now. */
  say: (message: ControlMessage) => boolean;
}

export interface ChatOptions {
  clock: Clock;
  makeId: () => string;
  /** Who is in the room now. */
  peers: () => readonly ChatPeer[];
}

interface Own {
  message: ChatMessage;
  /** Who was there when it was written and has not acknowledged it. */
  owedTo: Set<string>;
  /** To whom it has been sent over their channel of now. */
  sentTo: Set<string>;
  acknowledged: boolean;
}

export class Chat implements Model<ChatSnapshot> {
  private readonly store: SnapshotStore<ChatSnapshot>;
  private messages: ChatMessage[] = [];
  private own: Own[] = [];
  /** Of what others wrote, by user and id: a message that is sent again because its ack was lost is not shown again. */
  private readonly known = new Set<string>();
  private unread = 0;
  private over = false;

  constructor(private readonly options: ChatOptions) {
    this.store = new SnapshotStore(this.describe());
  }

  readonly snapshot = (): ChatSnapshot => this.store.snapshot();
  readonly subscribe = (listener: () => void): (() => void) => this.store.subscribe(listener);

  /** A channel to this person is open: what they have not acknowledged is sent again, in its order. */
  opened(peer: ChatPeer): void {
    for (const { sentTo } of this.own) sentTo.delete(peer.userId);
    this.flush(peer);
  }

  heard(peer: ChatPeer, message: ChatControl): void {
    if (this.over) return;
    if (message.type === 'chat-ack') this.acknowledged(peer, message.id);
    else this.received(peer, message);
  }

  /** Somebody came, or left: what is owed only to people who are gone counts as delivered to those who are there. */
  peopleChanged(): void {
    this.changed();
  }

  /** The call is over. */
  forget(): void {
    this.over = true;
    this.messages = [];
    this.own = [];
    this.known.clear();
    this.unread = 0;
    this.changed();
  }

  private readonly send = (text: string): void => {
    const peers = this.options.peers();
    const cut = chatText(text);
    if (this.over || cut === '' || peers.length === 0) return;
    const { clock, makeId } = this.options;
    const message: ChatMessage = { id: makeId(), author: 'self', text: cut, at: clock.now(), state: 'waiting' };
    const owedTo = new Set(peers.map(({ userId }) => userId));
    this.own.push({ message, owedTo, sentTo: new Set(), acknowledged: false });
    this.show(message);
    for (const peer of peers) this.flush(peer);
    this.changed();
  };

  private readonly seen = (): void => {
    if (this.unread === 0) return;
    this.unread = 0;
    this.changed();
  };

  // In order: what cannot go out now holds back what was written after it.
  private flush(peer: ChatPeer): void {
    const { userId } = peer;
    for (const { message, owedTo, sentTo } of this.own) {
      if (!owedTo.has(userId) || sentTo.has(userId)) continue;
      sentTo.add(userId);
      if (peer.say({ type: 'chat', id: message.id, text: message.text })) continue;
      sentTo.delete(userId);
      return;
    }
  }

  private acknowledged(peer: ChatPeer, id: string): void {
    const own = this.own.find(({ message }) => message.id === id);
    if (!own?.owedTo.delete(peer.userId)) return;
    own.acknowledged = true;
    this.flush(peer);
    this.changed();
  }

  private received(peer: ChatPeer, { id, text }: Extract<ChatControl, { type: 'chat' }>): void {
    const key = `${peer.userId} ${id}`;
    if (!this.known.has(key)) this.receivedNew(peer, key, text);
    peer.say({ type: 'chat-ack', id });
  }

  private receivedNew(peer: ChatPeer, key: string, text: string): void {
    this.known.add(key);
    const author = { userId: peer.userId, userName: peer.userName };
    // An id is its writer's; two people may have chosen the same.
    this.show({ id: key, author, text, at: this.options.clock.now(), state: 'delivered' });
    this.unread += 1;
    this.changed();
  }

  private show(message: ChatMessage): void {
    this.messages = [...this.messages, message];
    const [oldest] = this.messages;
    if (this.messages.length <= MAX_CHAT_MESSAGES || oldest === undefined) return;
    this.messages = this.messages.slice(1);
    this.known.delete(oldest.id);
    this.own = this.own.filter((own) => own.message.id !== oldest.id);
  }

  // Delivered: somebody has it, and nobody who is here lacks it.
  private settle(): void {
    const present = new Set(this.options.peers().map(({ userId }) => userId));
    for (const own of this.own) {
      const state = own.acknowledged && ![...own.owedTo].some((userId) => present.has(userId)) ? 'delivered' : 'waiting';
      if (state === own.message.state) continue;
      const next: ChatMessage = { ...own.message, state };
      this.messages = this.messages.map((message) => (message === own.message ? next : message));
      own.message = next;
    }
  }

  private changed(): void {
    this.settle();
    this.store.set(this.describe());
  }

  private describe(): ChatSnapshot {
    const someone = !this.over && this.options.peers().length > 0;
    return {
      messages: this.messages,
      unread: this.unread,
      send: someone ? this.send : undefined,
      seen: this.seen,
    };
  }
}
