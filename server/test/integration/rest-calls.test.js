// REST: the video-call routes, and their limits.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { api, as, assertFailure, NOBODY, ok } from "./support/http.js";
import { sign } from "./support/jwt.js";
import { Practice } from "./support/people.js";
import { Server } from "./support/server.js";
import { roundedMinutes, wholeSeconds } from "./support/times.js";

const PASSWORD = "correct horse battery";

let server;
let practice;
let stranger;
before(async () => {
  server = await Server.start();
  practice = await Practice.open(server);
  stranger = await practice.user("client");
});
after(() => server.dispose());

describe("video calls", () => {
  it("config hands out no third party by default", async () => {
    const config = await ok(server, "GET", "/video-calls/config", as(practice.client));
    assert.deepEqual(config, { iceServers: [], iceTransportPolicy: "all" });
  });

  it("run their life: room, start, end, record, history", async () => {
    const client = await practice.user("client");
    const session = await practice.session({ client });
    const room = await ok(server, "POST", `/video-calls/generate-room/${session.id}`, as(client));
    assert.match(room.roomId, /^room-[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    assert.deepEqual(room.participants.client, { id: client.id, name: client.name, email: client.email });
    for (const user of [client, practice.psychologist, practice.admin]) {
      assert.equal(
        (await ok(server, "POST", `/video-calls/generate-room/${session.id}`, as(user))).roomId,
        room.roomId,
      );
    }
    assertFailure(await api(server, "POST", `/video-calls/end/${session.id}`, as(client)), 422, "CALL_NOT_STARTED");

    const before = Date.now();
    const said = "2001-01-01T00:00:00.000Z"; // a client's clock is recorded and never believed
    const started = await ok(
      server,
      "POST",
      `/video-calls/start/${session.id}`,
      as(client, { json: { startTime: said } }),
    );
    assert.equal(started.status, "In Progress");
    const startedAt = Date.parse(started.videoCallStarted);
    assert.ok(startedAt >= before && startedAt <= Date.now());
    assert.deepEqual(await ok(server, "POST", `/video-calls/start/${session.id}`, as(practice.psychologist)), started);

    const ended = await ok(
      server,
      "POST",
      `/video-calls/end/${session.id}`,
      as(practice.psychologist, { json: { endTime: said } }),
    );
    assert.equal(ended.status, "Completed");
    assert.equal(ended.callDurationSeconds, wholeSeconds(started.videoCallStarted, ended.videoCallEnded));
    assert.equal(ended.callDuration, roundedMinutes(started.videoCallStarted, ended.videoCallEnded));
    assert.deepEqual(await ok(server, "POST", `/video-calls/end/${session.id}`, as(client)), ended);
    assertFailure(await api(server, "POST", `/video-calls/start/${session.id}`, as(client)), 422, "SESSION_COMPLETED");

    const record = await ok(server, "GET", `/video-calls/session/${session.id}`, as(client));
    assert.equal(record.videoCallStarted, started.videoCallStarted);
    assert.equal(record.videoCallEnded, ended.videoCallEnded);
    assert.equal(record.meetingLink, room.roomId);
    assert.deepEqual(record.participants, room.participants);
    assert.deepEqual(record.statistics.stays, []);

    const { calls } = await ok(server, "GET", "/video-calls/history", as(client));
    assert.equal(calls.length, 1);
    assert.equal(calls[0].sessionId, session.id);
    assert.equal(calls[0].duration, "0 min");

    const starts = await server.audit(session.id, "call_start");
    assert.equal(starts.length, 1);
    assert.ok(JSON.stringify(starts[0].metadata).includes(said), "the client's own time is recorded");
  });

  it("history is newest first, in pages", async () => {
    const client = await practice.user("client");
    const ids = [];
    for (let i = 0; i < 3; i += 1) {
      const session = await practice.session({ client });
      await ok(server, "POST", `/video-calls/start/${session.id}`, as(client));
      await ok(server, "POST", `/video-calls/end/${session.id}`, as(client));
      ids.unshift(session.id);
    }
    const first = await ok(server, "GET", "/video-calls/history?limit=2", as(client));
    const second = await ok(
      server,
      "GET",
      `/video-calls/history?limit=2&cursor=${encodeURIComponent(first.nextCursor)}`,
      as(client),
    );
    assert.deepEqual(
      [...first.calls, ...second.calls].map((call) => call.sessionId),
      ids,
    );
    assert.equal(second.nextCursor, null);
  });

  it("are for those in the session and nobody else", async () => {
    const session = await practice.session();
    const routes = [
      ["POST", "generate-room"],
      ["GET", "can-join"],
      ["POST", "start"],
      ["POST", "end"],
      ["GET", "session"],
      ["POST", "rating", { rating: 5 }],
    ];
    for (const [method, route, json] of routes) {
      const path = (id) => `/video-calls/${route}/${id}`;
      assertFailure(await api(server, method, path(session.id)), 401, "UNAUTHENTICATED");
      assertFailure(await api(server, method, path(session.id), as(stranger, { json })), 403, "NOT_A_PARTICIPANT");
      assertFailure(await api(server, method, path(NOBODY), as(practice.client, { json })), 404, "SESSION_NOT_FOUND");
      assertFailure(await api(server, method, path("xyz"), as(practice.client)), 400, "INVALID_SESSION_ID");
    }
    assertFailure(await api(server, "GET", "/video-calls/config"), 401, "UNAUTHENTICATED");
    assertFailure(await api(server, "GET", "/video-calls/history"), 401, "UNAUTHENTICATED");
  });

  it("TURN credentials are the asker's own and end by themselves", async (t) => {
    const turn = await Server.start({
      env: { TURN_SERVER_URL: "turn:turn.x.example", TURN_SECRET: "s", STUN_SERVER_URL: "stun:stun.x.example" },
    });
    t.after(() => turn.dispose());
    const token = sign({ sub: practice.client.id, role: "client" });
    const { iceServers } = await ok(turn, "GET", "/video-calls/config", { token });
    assert.deepEqual(
      iceServers.map((entry) => entry.urls),
      [["stun:stun.x.example"], ["turn:turn.x.example"]],
    );
    const [expiry, user] = iceServers[1].username.split(":");
    assert.equal(user, practice.client.id);
    const hours = (Number(expiry) - Date.now() / 1000) / 3600;
    assert.ok(hours > 3.9 && hours <= 4.01, `${hours} h`);
    assert.equal(iceServers[1].credential, createHmac("sha1", "s").update(iceServers[1].username).digest("base64"));
  });
});

describe("limits", () => {
  it("5 sign-ins a minute and address, 10 requests a minute, user and route; each answer tells", async (t) => {
    const limited = await Server.start({ limits: {} });
    t.after(() => limited.dispose());
    const window = (answer) => Number(answer.headers.get("x-ratelimit-reset")) - Date.now() / 1000;
    const check = (answer, limit, remaining) => {
      assert.equal(answer.headers.get("x-ratelimit-limit"), `${limit}`);
      assert.equal(answer.headers.get("x-ratelimit-remaining"), `${remaining}`);
      assert.ok(window(answer) > 0 && window(answer) <= 61, `${window(answer)} s`);
    };
    const refused = (answer, limit) => {
      assertFailure(answer, 429, "RATE_LIMITED");
      check(answer, limit, 0);
      const after = Number(answer.headers.get("retry-after"));
      assert.ok(after >= 1 && after <= 60, `${after} s`);
    };

    const login = (address) =>
      api(limited, "POST", "/auth/login", {
        json: { email: "a@x.example", password: PASSWORD },
        headers: { "x-forwarded-for": address },
      });
    for (let left = 4; left >= 0; left -= 1) {
      const answer = await login("198.51.100.1");
      assertFailure(answer, 401, "INVALID_CREDENTIALS");
      check(answer, 5, left);
    }
    refused(await login("198.51.100.2"), 5); // whoever is no trusted proxy cannot change its address

    const [one, two] = ["a", "b"].map((digit) => sign({ sub: digit.repeat(24), role: "client" }));
    for (let left = 9; left >= 0; left -= 1)
      check(await api(limited, "GET", "/video-calls/history", { token: one }), 10, left);
    refused(await api(limited, "GET", "/video-calls/history", { token: one }), 10);
    check(await api(limited, "GET", "/video-calls/history", { token: two }), 10, 9);
    check(await api(limited, "GET", "/video-calls/config", { token: one }), 10, 9);
    check(await api(limited, "GET", `/video-calls/can-join/${NOBODY}`, { token: one }), 10, 9);
    check(await api(limited, "GET", `/video-calls/can-join/${"1".repeat(24)}`, { token: one }), 10, 8);
    assert.equal((await api(limited, "GET", "/auth/me", { token: one })).headers.get("x-ratelimit-limit"), null);
  });
});
