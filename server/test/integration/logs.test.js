// The log: one JSON object a line, found by request id, and nothing of a person in it.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { runJson } from "./support/command.js";
import { TIME, api } from "./support/http.js";
import { Practice } from "./support/people.js";
import { Peer, inCall } from "./support/peer.js";
import { Server } from "./support/server.js";

const PASSWORD = "a password to look for";

/** A whole practice's day, with its mistakes; gives everything that must not be in the log. */
async function aDay(t, server) {
  const practice = await Practice.open(server);
  const pia = await runJson(
    [
      "user",
      "add",
      "--name",
      "Pia Pass",
      "--email",
      "pia@secret.example",
      "--password-stdin",
      "--data-dir",
      server.dataDir,
    ],
    { input: `${PASSWORD}\n` },
  );
  const login = await api(server, "POST", "/auth/login", { json: { email: pia.email, password: PASSWORD } });
  await api(server, "POST", "/auth/login", { json: { email: pia.email, password: "another password" } });
  await api(server, "POST", "/auth/login", { json: { email: "who@unknown.example", password: PASSWORD } });
  await api(server, "GET", `/auth/me?token=${login.body.data.token}`);
  await api(server, "GET", `/nosuch/${pia.email}`);
  await api(server, "POST", "/users", {
    token: practice.admin.token,
    json: { name: "Someone Else", email: pia.email, role: "client" },
  });
  await api(server, "GET", `/sessions?cursor=${pia.email}`, { token: practice.client.token });

  const room = await practice.room();
  const { client, psychologist } = await inCall(t, practice, room);
  await psychologist.do("offer", { offer: { sdp: "sdp-to-look-for" }, to: client.id });
  const third = await Peer.connect(t, server, login.body.data.token);
  await third.ask("join-room", { roomId: room.roomId, userName: "Pia Pass" });
  const refused = Peer.open(t, server, `${login.body.data.token}x`, { reconnection: false });
  await refused.refused();
  await client.drop();
  await psychologist.next("user-reconnecting");
  await server.crash();
  await psychologist.connected();
  await psychologist.join(room.roomId);
  await psychologist.do("end-call", { roomId: room.roomId });

  const { admin } = practice;
  const people = [admin, practice.client, practice.psychologist, pia];
  return [
    ...people.flatMap((person) => [person.name, person.email, person.token]),
    login.body.data.token,
    PASSWORD,
    "who@unknown.example",
    "another password",
    "sdp-to-look-for",
    "Someone Else",
  ].filter((text) => text !== undefined);
}

/** IPv4 and IPv6 addresses, with or without a port. */
const ADDRESS = /\b\d{1,3}(\.\d{1,3}){3}\b|::1|::ffff:/;

describe("the log", () => {
  it("is JSON, line by line, without a token, a name, an address or a secret of anybody", async (t) => {
    const server = await Server.start();
    t.after(() => server.dispose());
    const secrets = await aDay(t, server);
    await server.stop();
    const requests = server.log.filter((line) => line.includes('"msg":"request"')).length;
    assert.equal(requests, 11); // all of the day's, the refused ones included
    for (const line of server.log) {
      const entry = JSON.parse(line);
      assert.match(entry.ts, TIME, line);
      assert.ok(["info", "warn", "error"].includes(entry.level), line);
      assert.ok(typeof entry.msg === "string" && entry.msg !== "", line);
      for (const secret of secrets) assert.ok(!line.includes(secret), `${secret} in ${line}`);
      assert.doesNotMatch(line, /eyJ[\w-]+\./, "a token");
      assert.doesNotMatch(line, ADDRESS);
      assert.notEqual(entry.level, "error", line);
    }
  });

  it("has the request id of every answer, with what became of it", async (t) => {
    const server = await Server.start();
    t.after(() => server.dispose());
    const practice = await Practice.open(server);
    const session = await practice.session();
    const asked = [
      ["GET", "/auth/me", "/auth/me", practice.client.token, {}],
      ["GET", "/auth/me", "/auth/me", undefined, { code: "UNAUTHENTICATED" }],
      [
        "POST",
        `/video-calls/start/${session.id}`,
        "/video-calls/start/:sessionId",
        practice.client.token,
        { sessionId: session.id },
      ],
      ["GET", "/nosuch", undefined, undefined, { code: "NOT_FOUND" }],
    ];
    for (const [method, path, route, token, more] of asked) {
      const answer = await api(server, method, path, { token });
      const id = answer.headers.get("x-request-id");
      const line = await server.logged((entry) => entry.requestId === id, `of request ${id}`);
      const { msg, status, ms, ...rest } = line;
      assert.deepEqual([msg, line.method, line.route, status], ["request", method, route, answer.status]);
      assert.ok(Number.isInteger(ms) && ms >= 0);
      for (const [name, value] of Object.entries(more)) assert.equal(rest[name], value);
    }
  });

  it("says less, or more, when told", async (t) => {
    const quiet = await Server.start({ env: { VIDEO_CALL_LOG_LEVEL: "error" } });
    t.after(() => quiet.dispose());
    await api(quiet, "GET", "/auth/me");
    await quiet.stop();
    assert.deepEqual(quiet.log, []);

    const loud = await Server.start({ env: { VIDEO_CALL_LOG_LEVEL: "debug" } });
    t.after(() => loud.dispose());
    const practice = await Practice.open(loud);
    const peer = await Peer.connect(t, loud, practice.client.token);
    const line = await loud.logged((entry) => entry.socketId === peer.id, "of the socket");
    assert.deepEqual([line.level, line.peer], ["debug", "127.0.0.1"]);
    for (const text of loud.log)
      assert.ok(!text.includes(practice.client.token) && !text.includes(practice.client.name));
  });
});
