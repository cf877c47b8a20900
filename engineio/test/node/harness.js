// Starts engineio_echo, and small helpers to speak the protocol by hand.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import http from "node:http";
import { createInterface } from "node:readline";
import WebSocket from "ws";

const binary = process.env.ENGINEIO_ECHO;
if (!binary) {
  throw new Error("ENGINEIO_ECHO must name the engineio_echo binary");
}

/** A running engineio_echo on a free port. Stop it in the suite's after(). */
export class Echo {
  static async start(...flags) {
    const child = spawn(binary, ["--port", "0", "--address", "127.0.0.1", ...flags], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const lines = createInterface({ input: child.stdout });
    const [line] = await Promise.race([
      once(lines, "line"),
      once(child, "exit").then(([code]) => {
        throw new Error(`engineio_echo ended with ${code}`);
      }),
    ]);
    return new Echo(child, Number(/^listening on (\d+)$/.exec(line)[1]));
  }

  constructor(child, port) {
    this.child = child;
    this.port = port;
    this.url = `http://127.0.0.1:${port}`;
    this.endpoint = `${this.url}/engine.io/`;
    this.wsEndpoint = `ws://127.0.0.1:${port}/engine.io/`;
    this.exited = once(child, "exit");
  }

  /** SIGTERM; resolves with the exit status. */
  async stop() {
    this.child.kill("SIGTERM");
    const [code] = await this.exited;
    return code;
  }

  /** Resident memory in bytes. */
  residentMemory() {
    const status = readFileSync(`/proc/${this.child.pid}/status`, "utf8");
    return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)[1]) * 1024;
  }

  request(query, init) {
    return fetch(`${this.endpoint}?${query}`, init);
  }

  async open() {
    const response = await this.request("EIO=4&transport=polling");
    return JSON.parse((await response.text()).slice(1)).sid;
  }

  poll(sid) {
    return this.request(`EIO=4&transport=polling&sid=${sid}`);
  }

  push(sid, body) {
    return this.request(`EIO=4&transport=polling&sid=${sid}`, { method: "POST", body });
  }

  /** Asks, by packets that mean nothing, until the server no longer knows the session. */
  async untilGone(sid) {
    for (;;) {
      const response = await this.push(sid, "6");
      await response.text();
      if (response.status === 400) return;
    }
  }

  /** A GET that waits at the server; `cancel` drops its connection. */
  async waitingPoll(sid) {
    const request = http.get(`${this.endpoint}?EIO=4&transport=polling&sid=${sid}`, { agent: false });
    request.on("error", () => {}); // cancelled
    await once(request, "socket");
    if (request.socket.connecting) await once(request.socket, "connect");
    return { cancel: () => request.destroy() };
  }

  webSocket(query = "EIO=4&transport=websocket", options = {}) {
    return new Frames(new WebSocket(`${this.wsEndpoint}?${query}`, options));
  }
}

/** A WebSocket whose events are awaited one after another. */
export class Frames {
  #waiting = [];
  #arrived = [];

  constructor(socket) {
    this.socket = socket;
    this.opened = once(socket, "open");
    this.opened.catch(() => {});
    this.closed = new Promise((resolve) => socket.on("close", (code) => resolve(code)));
    /** The status of an answer that is not 101. */
    this.refused = new Promise((resolve) =>
      socket.on("unexpected-response", (request, response) => {
        resolve(response.statusCode);
        request.destroy();
      }),
    );
    socket.on("error", () => {});
    socket.on("message", (data, isBinary) => {
      const frame = isBinary ? data : data.toString();
      const next = this.#waiting.shift();
      if (next) next(frame);
      else this.#arrived.push(frame);
    });
  }

  next() {
    if (this.#arrived.length > 0) return Promise.resolve(this.#arrived.shift());
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  send(data, options) {
    this.socket.send(data, options);
  }
}
