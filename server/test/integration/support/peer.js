// One browser's socket: the official client, its events kept in order until somebody waits for them.
import { io } from "socket.io-client";
import { Mailbox, within } from "./deadline.js";

/** How a client may carry its session. */
export const TRANSPORTS = {
  "WebSocket only": ["websocket"],
  "polling only": ["polling"],
  upgrade: ["polling", "websocket"],
};

export class Peer {
  #events = new Mailbox();

  /** A socket that is closed when the test `t` ends. */
  static open(t, server, token, options = {}) {
    const peer = new Peer(server, token, options);
    t.after(() => peer.close());
    return peer;
  }

  /** The same, connected. */
  static async connect(t, server, token, options) {
    const peer = Peer.open(t, server, token, options);
    await peer.connected();
    return peer;
  }

  constructor(server, token, options) {
    this.socket = io(server.url, {
      forceNew: true,
      auth: token === undefined ? {} : { token },
      transports: TRANSPORTS["WebSocket only"],
      reconnectionDelay: 20,
      reconnectionDelayMax: 100,
      ...options,
    });
    // The client's own events go into the same box, under names that the contract does not use.
    this.socket.on("connect", () => this.#events.put({ name: "(connect)", payload: this.socket.recovered === true }));
    this.socket.on("disconnect", (reason) => this.#events.put({ name: "(disconnect)", payload: reason }));
    this.socket.on("connect_error", (error) => this.#events.put({ name: "(connect_error)", payload: error }));
    this.socket.onAny((name, payload) => this.#events.put({ name, payload }));
  }

  get id() {
    return this.socket.id;
  }

  /** The payload of the next event of this name (for which `wanted` holds). */
  async next(name, wanted = () => true) {
    const seen = () => this.#events.kept.map((event) => event.name).join(", ") || "nothing";
    const event = await this.#events.take(
      (other) => other.name === name && wanted(other.payload),
      () => `${name}; came instead: ${seen()}`,
    );
    return event.payload;
  }

  /** Connected (again); whether the server says that it recovered the connection's state. */
  connected() {
    return this.next("(connect)");
  }

  /** The reason for which the connection ended. */
  disconnected() {
    return this.next("(disconnect)");
  }

  /** The CONNECT_ERROR of a socket that the server refuses. */
  refused() {
    return this.next("(connect_error)");
  }

  /** Emits, and resolves with the ack's argument. */
  ask(name, payload) {
    const answered = new Promise((resolve) => this.socket.emit(name, payload, resolve));
    return within(answered, `the ack of ${name}`);
  }

  /** The same for what must be accepted. */
  async do(name, payload) {
    const ack = await this.ask(name, payload);
    if (ack.ok !== true) throw new Error(`${name}: ${JSON.stringify(ack)}`);
    return ack;
  }

  /** Joins and resolves with the ack; `room-joined` is taken away. */
  async join(roomId, more = {}) {
    const ack = await this.do("join-room", { roomId, ...more });
    await this.next("room-joined");
    return ack;
  }

  /**
   * Names of the contract's events that came and that nobody took. An answer to a question of ours has every event
   * that was sent before it before it: what is not here after it was not sent.
   */
  async untaken() {
    await this.ask("no-such-event", {});
    return this.#events.kept.map((event) => event.name).filter((name) => !name.startsWith("("));
  }

  /** Breaks the connection as a network would, without a goodbye. The client reconnects by itself. */
  async drop() {
    const gone = this.disconnected();
    this.socket.io.engine.close();
    await gone;
  }

  close() {
    this.socket.disconnect();
  }
}

/** Two people in the room of a session, the call started: {client, psychologist, startedAt}. */
export async function inCall(t, practice, { session, roomId }, options) {
  const client = await Peer.connect(t, practice.server, practice.client.token, options);
  const psychologist = await Peer.connect(t, practice.server, practice.psychologist.token, options);
  await client.join(roomId);
  await psychologist.join(roomId);
  await client.next("user-joined");
  const { startedAt } = await client.next("call-started", (started) => started.sessionId === session.id);
  await psychologist.next("call-started");
  return { client, psychologist, startedAt };
}
