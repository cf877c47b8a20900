// CORS_ORIGIN: the same pages may use REST, long-polling and WebSocket, and no other page any of them.
import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, describe, it } from "node:test";
import WebSocket from "ws";
import { within } from "./support/deadline.js";
import { api, raw } from "./support/http.js";
import { Practice } from "./support/people.js";
import { Server } from "./support/server.js";

const FRIEND = "https://app.x.example";
const FOE = "https://evil.example";

let server;
let practice;
before(async () => {
  server = await Server.start({ env: { CORS_ORIGIN: `${FRIEND},https://other.x.example` } });
  practice = await Practice.open(server);
});
after(() => server.dispose());

const polling = (origin) =>
  raw(
    server,
    `GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: 127.0.0.1:${server.port}\r\n${origin ? `Origin: ${origin}\r\n` : ""}\r\n`,
  );

/** "open", or the status that the upgrade was refused with. */
async function webSocket(origin) {
  const socket = new WebSocket(
    `ws://127.0.0.1:${server.port}/socket.io/?EIO=4&transport=websocket`,
    origin ? { origin } : {},
  );
  const opened = once(socket, "open").then(() => "open");
  const refused = new Promise((resolve) =>
    socket.once("unexpected-response", (_, response) => resolve(response.statusCode)),
  );
  socket.on("error", () => {});
  const outcome = await within(Promise.race([opened, refused]), "the upgrade or its refusal");
  socket.terminate();
  return outcome;
}

const post = (origin) =>
  api(server, "POST", "/users", { token: practice.admin.token, json: {}, headers: origin ? { origin } : {} });

const own = () => `http://127.0.0.1:${server.port}`;

describe("a page", () => {
  for (const [what, origin] of [
    ["of a configured origin", () => FRIEND],
    ["of the server itself", own],
    ["that is none (a program)", () => null],
  ]) {
    it(`${what} may use everything`, async () => {
      assert.equal((await post(origin())).status, 400); // the body is at fault, not the origin
      assert.equal((await polling(origin())).status, 200);
      assert.equal(await webSocket(origin()), "open");
    });
  }

  for (const origin of [
    FOE,
    "null",
    "http://app.x.example",
    `${FRIEND}.evil.example`,
    `${FRIEND}:8443`,
    "https://evil.example/https://app.x.example",
  ]) {
    it(`of ${origin} may use nothing`, async () => {
      const answer = await post(origin);
      assert.equal(answer.status, 403);
      assert.equal(answer.body.error.code, "FORBIDDEN");
      assert.equal(answer.headers.get("access-control-allow-origin"), null);
      assert.equal((await polling(origin)).status, 403);
      assert.equal(await webSocket(origin), 403);
    });
  }

  it("may read what its origin allows", async () => {
    const read = (origin) => api(server, "GET", "/auth/me", { token: practice.client.token, headers: { origin } });
    const friend = await read(FRIEND);
    assert.equal(friend.headers.get("access-control-allow-origin"), FRIEND);
    assert.match(friend.headers.get("access-control-expose-headers"), /X-Request-Id/);
    assert.match(friend.headers.get("vary"), /Origin/);
    assert.equal(friend.headers.get("access-control-allow-credentials"), null);
    assert.equal((await read(FOE)).headers.get("access-control-allow-origin"), null);
    assert.equal((await polling(FRIEND)).headers.get("access-control-allow-origin"), FRIEND);
  });

  it("asks first, and is told only what it may", async () => {
    const ask = (origin) =>
      api(server, "OPTIONS", "/users", {
        headers: { origin, "access-control-request-method": "POST", "access-control-request-headers": "x-auth-token" },
      });
    const friend = await ask(FRIEND);
    assert.equal(friend.status, 204);
    assert.equal(friend.headers.get("access-control-allow-origin"), FRIEND);
    assert.match(friend.headers.get("access-control-allow-methods"), /POST/);
    assert.match(friend.headers.get("access-control-allow-headers"), /X-Auth-Token/i);
    const foe = await ask(FOE);
    assert.equal(foe.headers.get("access-control-allow-origin"), null);
    assert.equal(foe.headers.get("access-control-allow-methods"), null);
  });

  it("of any origin may, where the operator says *", async (t) => {
    const open = await Server.start({ env: { CORS_ORIGIN: "*" } });
    t.after(() => open.dispose());
    const answer = await api(open, "GET", "/auth/me", { headers: { origin: FOE } });
    assert.equal(answer.headers.get("access-control-allow-origin"), "*");
    const notice = await open.logged((line) => line.level === "warn", "the notice about *");
    assert.match(notice.cause, /CORS_ORIGIN/);
  });
});
