// HTTP: the API by fetch, and requests that fetch would never send by a bare socket.
import assert from "node:assert/strict";
import net from "node:net";
import { PATIENCE_MS, within } from "./deadline.js";

export const ID = /^[0-9a-f]{24}$/;
export const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

/** An id that is nobody's. */
export const NOBODY = "0".repeat(24);

/** Options of a request that `user` makes. */
export const as = (user, more = {}) => ({ token: user.token, ...more });

/** One API request: {status, headers, body}. `options.token` goes into x-auth-token; `options.json` is the body. */
export async function api(server, method, path, { token, json, headers = {}, body, base = "/api" } = {}) {
  const all = { ...headers };
  if (token) all["x-auth-token"] = token;
  if (json !== undefined) all["content-type"] ??= "application/json";
  const response = await fetch(server.url + base + path, {
    method,
    headers: all,
    body: json === undefined ? body : JSON.stringify(json),
    signal: AbortSignal.timeout(PATIENCE_MS),
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.startsWith("application/json");
  return { status: response.status, headers: response.headers, body: isJson && text ? JSON.parse(text) : text };
}

/** The data of a request that must be answered with success. */
export async function ok(server, method, path, options) {
  const { status, body } = await api(server, method, path, options);
  if (status >= 300 || body.success !== true) {
    throw new Error(`${method} ${path}: ${status} ${JSON.stringify(body)}`);
  }
  return body.data;
}

/** The envelope of a refusal: its status and code, and what every error carries. Gives the error. */
export function assertFailure({ status, headers, body }, expectedStatus, code) {
  assert.equal(status, expectedStatus, JSON.stringify(body));
  assert.equal(body.success, false);
  assert.deepEqual(Object.keys(body.error).sort(), ["code", "details", "message", "requestId", "timestamp"]);
  assert.equal(body.error.code, code);
  assert.notEqual(body.error.message, "");
  assert.match(body.error.timestamp, TIME);
  assert.equal(body.error.requestId, headers.get("x-request-id"));
  return body.error;
}

/** A TCP connection that sends exactly what it is told. */
export class RawConnection {
  #received = "";
  #changed = () => {};

  static async open(server) {
    const socket = net.connect(server.port, "127.0.0.1");
    const connection = new RawConnection(socket);
    await within(
      new Promise((resolve, reject) => socket.once("connect", resolve).once("error", reject)),
      "a connection",
    );
    return connection;
  }

  constructor(socket) {
    this.socket = socket;
    socket.setEncoding("latin1");
    socket.on("data", (data) => {
      this.#received += data;
      this.#changed();
    });
    socket.on("error", () => {}); // "close" follows
    this.closed = new Promise((resolve) => socket.once("close", resolve));
    this.ended = new Promise((resolve) => socket.once("end", resolve).once("close", resolve));
  }

  send(text) {
    this.socket.write(text, "latin1");
  }

  /** The next answer, of as many bytes as its Content-Length says (to HEAD: none): {status, headers, body}. */
  async response(method = "GET") {
    const complete = async () => {
      for (;;) {
        const answer = this.#take(method);
        if (answer) return answer;
        await new Promise((resolve) => {
          this.#changed = resolve;
        });
      }
    };
    return within(complete(), () => `an answer; so far: ${JSON.stringify(this.#received.slice(0, 300))}`);
  }

  #take(method) {
    const end = this.#received.indexOf("\r\n\r\n");
    if (end < 0) return null;
    const [first, ...lines] = this.#received.slice(0, end).split("\r\n");
    const headers = new Map(
      lines.map((line) => [line.slice(0, line.indexOf(":")).toLowerCase(), line.slice(line.indexOf(":") + 1).trim()]),
    );
    const length = method === "HEAD" || first.includes(" 304 ") ? 0 : Number(headers.get("content-length") ?? 0);
    if (this.#received.length < end + 4 + length) return null;
    const body = this.#received.slice(end + 4, end + 4 + length);
    this.#received = this.#received.slice(end + 4 + length);
    return { status: Number(first.split(" ")[1]), headers, body };
  }

  /** Bytes that belong to no answer taken so far. */
  get rest() {
    return this.#received;
  }

  close() {
    this.socket.destroy();
  }
}

/** Sends `text` on a connection of its own; the first answer, and whether the server then closed it. */
export async function raw(server, text) {
  const connection = await RawConnection.open(server);
  try {
    connection.send(text);
    return await connection.response(text.slice(0, text.indexOf(" ")));
  } finally {
    connection.close();
  }
}
