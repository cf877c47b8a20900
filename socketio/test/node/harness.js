// Starts socketio_echo, and small helpers to speak the protocol by hand and through the official clients.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { io as latest } from "socket.io-client";
import { io as oldest } from "socket.io-client-oldest";
import WebSocket from "ws";

const binary = process.env.SOCKETIO_ECHO;
if (!binary) {
  throw new Error("SOCKETIO_ECHO must name the socketio_echo binary");
}

/** The official clients that must work: the newest, and the oldest 4.x that npm still has. */
export const CLIENTS = { "socket.io-client 4.8": latest, "socket.io-client 4.0.0": oldest };

/** How a client may carry its session. */
export const TRANSPORTS = {
  "polling only": { transports: ["polling"] },
  "WebSocket only": { transports: ["websocket"] },
  upgrade: { transports: ["polling", "websocket"] },
};

/** Pings that never come in the way of a test which is not about them. */
export const CALM = ["--ping-interval", "25000", "--ping-timeout", "20000"];

/** A running socketio_echo on a free port. Stop it in the suite's after(). */
export class Echo {
  static async start(...flags) {
    const child = spawn(binary, ["--port", "0", "--address", "127.0.0.1", ...flags], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const lines = createInterface({ input: child.stdout });
    const [line] = await Promise.race([
      once(lines, "line"),
      once(child, "exit").then(([code]) => {
        throw new Error(`socketio_echo ended with ${code}`);
      }),
    ]);
    return new Echo(child, Number(/^listening on (\d+)$/.exec(line)[1]));
  }

  constructor(child, port) {
    this.child = child;
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
    this.exited = once(child, "exit");
  }

  /** SIGTERM; resolves with the exit status. */
  async stop() {
    this.child.kill("SIGTERM");
    const [code] = await this.exited;
    return code;
  }

  /** A WebSocket session past the Engine.IO handshake. */
  async webSocket() {
    const frames = new Frames(new WebSocket(`ws://127.0.0.1:${this.port}/socket.io/?EIO=4&transport=websocket`));
    const handshake = await frames.next();
    if (handshake[0] !== "0") throw new Error(`no handshake: ${handshake}`);
    return frames;
  }

  /** The same, connected to the main namespace, its `auth` event taken away. */
  async connected() {
    const frames = await this.webSocket();
    frames.send("40");
    await frames.next();
    await frames.next();
    return frames;
  }

  /** An official client's socket that the suite closes by itself. */
  client(io, options = {}, nsp = "") {
    return new Client(io(this.url + nsp, { forceNew: true, reconnectionDelay: 10, ...options }));
  }
}

/** A WebSocket whose messages are awaited one after another; pings are answered and left out. */
export class Frames {
  #waiting = [];
  #arrived = [];

  constructor(socket) {
    this.socket = socket;
    this.closed = new Promise((resolve) => socket.on("close", resolve));
    socket.on("error", () => {});
    socket.on("message", (data, isBinary) => {
      const frame = isBinary ? data : data.toString();
      if (frame === "2") {
        socket.send("3");
        return;
      }
      const next = this.#waiting.shift();
      if (next) next(frame);
      else this.#arrived.push(frame);
    });
  }

  next() {
    if (this.#arrived.length > 0) return Promise.resolve(this.#arrived.shift());
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  send(data) {
    this.socket.send(data);
  }

  close() {
    this.socket.close();
    return this.closed;
  }
}

/** An official client's socket; every event it gets is kept, in order, as [name, ...arguments]. */
export class Client {
  #waiting = [];
  #arrived = [];

  constructor(socket) {
    this.socket = socket;
    socket.onAny((...event) => {
      const next = this.#waiting.shift();
      if (next) next(event);
      else this.#arrived.push(event);
    });
  }

  /** Connected (again). */
  connected() {
    return this.socket.connected ? Promise.resolve() : this.once("connect");
  }

  /** The arguments of the next one of the client's own events. */
  once(name) {
    return new Promise((resolve) => this.socket.once(name, (...args) => resolve(args)));
  }

  next() {
    if (this.#arrived.length > 0) return Promise.resolve(this.#arrived.shift());
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  get left() {
    return this.#arrived.length;
  }

  /** Emits and resolves with the ack's first argument. */
  ask(...event) {
    return new Promise((resolve) => this.socket.emit(...event, resolve));
  }

  /** Resolves when the session has changed to WebSocket. */
  async upgraded() {
    const { engine } = this.socket.io;
    if (engine.transport.name !== "websocket") {
      await new Promise((resolve) => engine.once("upgrade", resolve));
    }
  }

  /** Breaks the transport, as a network would, without a DISCONNECT. */
  async breakTransport() {
    const gone = this.once("disconnect");
    this.socket.io.engine.close();
    await gone;
  }

  close() {
    this.socket.disconnect();
  }
}
