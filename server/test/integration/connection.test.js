// HTTP/1.1 itself: kept-alive and pipelined requests, and everything that smugglers send.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { within } from "./support/deadline.js";
import { RawConnection } from "./support/http.js";
import { Server } from "./support/server.js";

let server;
before(async () => {
  server = await Server.start({ env: { CALLROOM_HTTP_HEADER_TIMEOUT: "1s", CALLROOM_HTTP_IDLE_TIMEOUT: "2s" } });
});
after(() => server.dispose());

async function open(t) {
  const connection = await RawConnection.open(server);
  t.after(() => connection.close());
  return connection;
}

const request = (id, more = "") => `GET /api/auth/me HTTP/1.1\r\nHost: x\r\nX-Request-Id: ${id}\r\n${more}\r\n`;
const post = (id, body) =>
  `POST /api/auth/login HTTP/1.1\r\nHost: x\r\nX-Request-Id: ${id}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`;

describe("a connection", () => {
  it("is kept alive from request to request", async (t) => {
    const connection = await open(t);
    for (const id of ["one", "two", "three"]) {
      connection.send(request(id));
      const answer = await connection.response();
      assert.equal(answer.status, 401);
      assert.equal(answer.headers.get("x-request-id"), id);
      assert.notEqual(answer.headers.get("connection"), "close");
    }
  });

  it("answers pipelined requests in their order", async (t) => {
    const connection = await open(t);
    const ids = Array.from({ length: 20 }, (_, i) => `p${i}`);
    connection.send(ids.map((id, i) => (i % 3 === 0 ? post(id, '{"email":1}') : request(id))).join(""));
    for (const [i, id] of ids.entries()) {
      const answer = await connection.response();
      assert.equal(answer.headers.get("x-request-id"), id);
      assert.equal(answer.status, i % 3 === 0 ? 400 : 401);
    }
    assert.equal(connection.rest, "");
  });

  it("takes a request byte by byte, and a chunked body", async (t) => {
    const connection = await open(t);
    for (const byte of request("slow")) connection.send(byte);
    assert.equal((await connection.response()).headers.get("x-request-id"), "slow");
    connection.send(
      "POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n",
    );
    connection.send('4\r\n{"em\r\n8;ext=1\r\nail": 1}\r\n0\r\nTrailer: x\r\n\r\n' + request("next"));
    assert.equal((await connection.response()).status, 400);
    assert.equal((await connection.response()).headers.get("x-request-id"), "next");
  });

  it("is closed when asked, and after HTTP/1.0", async (t) => {
    for (const text of [request("last", "Connection: close\r\n"), "GET /api/auth/me HTTP/1.0\r\n\r\n"]) {
      const connection = await open(t);
      connection.send(text + request("never"));
      assert.equal((await connection.response()).status, 401);
      await within(connection.ended, "the server to close");
      assert.equal(connection.rest, "");
    }
  });

  it("says 100 Continue to whoever waits for it", async (t) => {
    const connection = await open(t);
    connection.send(
      "POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n",
    );
    assert.equal((await connection.response()).status, 100);
    connection.send("{}");
    assert.equal((await connection.response()).status, 400);
  });

  it("that never finishes a header is closed", async (t) => {
    const connection = await open(t);
    connection.send("GET /api/auth/me HTTP/1.1\r\nHost: x\r\n");
    assert.equal((await connection.response()).status, 408);
    await within(connection.ended, "the server to close");
  });

  it("that announces a body too large is refused before it sends it", async (t) => {
    const connection = await open(t);
    connection.send(
      "POST /api/users HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 99999999\r\n\r\n",
    );
    const answer = await connection.response();
    assert.equal(answer.status, 413);
    assert.equal(JSON.parse(answer.body).error.code, "PAYLOAD_TOO_LARGE");
    await within(connection.ended, "the server to close");
  });

  it("with a header too large is refused", async (t) => {
    const connection = await open(t);
    connection.send(request("big", `X-Big: ${"x".repeat(20_000)}\r\n`));
    assert.equal((await connection.response()).status, 431);
    await within(connection.ended, "the server to close");
  });
});

describe("what smugglers send is refused, and nothing after it is read", () => {
  const START = "POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
  const payloads = {
    "Transfer-Encoding and Content-Length": `${START}Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    "Content-Length twice": `${START}Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}`,
    "Content-Length twice, differing": `${START}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`,
    "a list in Content-Length": `${START}Content-Length: 2, 2\r\n\r\n{}`,
    "a signed Content-Length": `${START}Content-Length: +2\r\n\r\n{}`,
    "a hexadecimal Content-Length": `${START}Content-Length: 0x2\r\n\r\n{}`,
    "a Content-Length past 64 bits": `${START}Content-Length: 18446744073709551618\r\n\r\n{}`,
    "Transfer-Encoding: identity": `${START}Transfer-Encoding: identity\r\n\r\n`,
    "Transfer-Encoding: gzip, chunked": `${START}Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n`,
    "Transfer-Encoding: chunked, chunked": `${START}Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n`,
    "Transfer-Encoding twice": `${START}Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    "Transfer-Encoding with a tab before the colon": `${START}Transfer-Encoding\t: chunked\r\n\r\n0\r\n\r\n`,
    "Transfer-Encoding: xchunked": `${START}Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n`,
    "Transfer-Encoding in HTTP/1.0": `${START.replace("1.1", "1.0")}Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
    "Host twice": "GET /api/auth/me HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
    "no Host": "GET /api/auth/me HTTP/1.1\r\n\r\n",
    "a list in Host": "GET /api/auth/me HTTP/1.1\r\nHost: x, y\r\n\r\n",
    "a space before the colon": "GET /api/auth/me HTTP/1.1\r\nHost : x\r\n\r\n",
    "a folded field": "GET /api/auth/me HTTP/1.1\r\nHost: x\r\nX-Y: a\r\n b\r\n\r\n",
    "a bare LF": "GET /api/auth/me HTTP/1.1\nHost: x\n\n",
    "a bare CR in a field": "GET /api/auth/me HTTP/1.1\r\nHost: x\r\nX-Y: a\rb\r\n\r\n",
    "a NUL in a field": "GET /api/auth/me HTTP/1.1\r\nHost: x\r\nX-Y: a\0b\r\n\r\n",
    "a space in the target": "GET /api/auth /me HTTP/1.1\r\nHost: x\r\n\r\n",
    "an absolute target": "GET http://y/api/auth/me HTTP/1.1\r\nHost: x\r\n\r\n",
    "a chunk size with a sign": `${START}Transfer-Encoding: chunked\r\n\r\n+2\r\n{}\r\n0\r\n\r\n`,
    "a chunk size past 64 bits": `${START}Transfer-Encoding: chunked\r\n\r\n10000000000000002\r\n{}\r\n0\r\n\r\n`,
    "a chunk ended by a bare LF": `${START}Transfer-Encoding: chunked\r\n\r\n2\n{}\n0\n\n`,
  };
  for (const [what, text] of Object.entries(payloads)) {
    it(what, async (t) => {
      const connection = await open(t);
      connection.send(text + request("smuggled"));
      const answer = await connection.response();
      assert.equal(answer.status, 400);
      assert.equal(answer.headers.get("connection"), "close");
      assert.equal(JSON.parse(answer.body).success, false);
      await within(connection.ended, "the server to close");
      assert.equal(connection.rest, "");
    });
  }

  it("another version", async (t) => {
    for (const [text, status] of [
      ["GET / HTTP/2.0\r\nHost: x\r\n\r\n", 505],
      ["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505],
      ["nonsense\r\n\r\n", 400],
      ["\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400],
    ]) {
      const connection = await open(t);
      connection.send(text);
      assert.equal((await connection.response()).status, status, text);
      await within(connection.ended, "the server to close");
    }
  });
});
