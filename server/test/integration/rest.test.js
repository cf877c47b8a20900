// Every route of the contract, with its envelope, its refusals and its headers.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before, describe, it } from "node:test";
import { runJson } from "./support/command.js";
import { ID, TIME, api, ok } from "./support/http.js";
import { badTokens, sign } from "./support/jwt.js";
import { Practice } from "./support/people.js";
import { Server } from "./support/server.js";
import { roundedMinutes, wholeSeconds } from "./support/times.js";

const NOBODY = "0".repeat(24);
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

const as = (user, more = {}) => ({ token: user.token, ...more });

/** The envelope of a refusal: its status and code, and everything that every error carries. */
function assertFailure({ status, headers, body }, expectedStatus, code) {
  assert.equal(status, expectedStatus, JSON.stringify(body));
  assert.equal(body.success, false);
  assert.deepEqual(Object.keys(body.error).sort(), ["code", "details", "message", "requestId", "timestamp"]);
  assert.equal(body.error.code, code);
  assert.notEqual(body.error.message, "");
  assert.match(body.error.timestamp, TIME);
  assert.equal(body.error.requestId, headers.get("x-request-id"));
  return body.error;
}

describe("signing in", () => {
  let user;
  before(async () => {
    const add = ["user", "add", "--name", "Pia Pass", "--email", "pia@x.example", "--password-stdin"];
    user = await runJson([...add, "--data-dir", server.dataDir], { input: `${PASSWORD}\n` });
  });

  it("gives a token that says who one is", async () => {
    const login = await ok(server, "POST", "/auth/login", { json: { email: "Pia@X.example", password: PASSWORD } });
    assert.match(login.expiresAt, TIME);
    assert.equal(login.user.id, user.id);
    for (const headers of [{ "x-auth-token": login.token }, { authorization: `Bearer ${login.token}` }]) {
      const me = await ok(server, "GET", "/auth/me", { headers });
      assert.deepEqual(me, login.user);
      assert.deepEqual(Object.keys(me).sort(), ["createdAt", "email", "id", "name", "role", "updatedAt"]);
    }
  });

  it("answers a wrong password and an unknown address alike", async () => {
    const attempts = [
      { email: "pia@x.example", password: "wrong horse battery" },
      { email: "nobody@x.example", password: PASSWORD },
      { email: practice.client.email, password: PASSWORD }, // joins by token only: has no password
    ];
    const messages = new Set();
    for (const json of attempts) {
      const answer = await api(server, "POST", "/auth/login", { json });
      messages.add(assertFailure(answer, 401, "INVALID_CREDENTIALS").message);
    }
    assert.equal(messages.size, 1);
  });

  it("takes the legacy form of the claims", async () => {
    const token = sign({ user: { id: practice.client.id, role: "client" } });
    assert.equal((await ok(server, "GET", "/auth/me", { token })).id, practice.client.id);
  });

  it("refuses every bad token", async () => {
    for (const [what, { token, reason }] of Object.entries(badTokens(practice.client))) {
      const answer = await api(server, "GET", "/auth/me", { token });
      assertFailure(answer, 401, reason);
      assert.match(answer.headers.get("www-authenticate"), /^Bearer /, what);
    }
  });

  it("refuses no token, two different tokens, and a token in the query", async () => {
    const { token } = practice.client;
    assertFailure(await api(server, "GET", "/auth/me"), 401, "UNAUTHENTICATED");
    const both = { "x-auth-token": token, authorization: `Bearer ${practice.admin.token}` };
    assertFailure(await api(server, "GET", "/auth/me", { headers: both }), 401, "UNAUTHENTICATED");
    for (const name of ["token", "access_token", "x-auth-token", "Token", "%74oken"]) {
      const answer = await api(server, "GET", `/auth/me?${name}=${token}`, { token });
      assertFailure(answer, 401, "UNAUTHENTICATED");
    }
  });
});

describe("users", () => {
  it("are made, listed, read and changed by the administrator", async () => {
    const json = { name: "Nora New", email: "Nora@X.example", role: "client", password: PASSWORD };
    const made = await api(server, "POST", "/users", as(practice.admin, { json }));
    assert.equal(made.status, 201);
    const user = made.body.data;
    assert.match(user.id, ID);
    assert.equal(user.email, "nora@x.example");
    assert.ok(!JSON.stringify(user).toLowerCase().includes("password"));
    assert.deepEqual(await ok(server, "GET", `/users/${user.id}`, as(practice.admin)), user);

    const changed = await ok(server, "PATCH", `/users/${user.id}`, as(practice.admin, { json: { name: "Nora Newer", password: "another password" } }));
    assert.equal(changed.name, "Nora Newer");
    await ok(server, "POST", "/auth/login", { json: { email: "nora@x.example", password: "another password" } });
    const old = await api(server, "POST", "/auth/login", { json: { email: "nora@x.example", password: PASSWORD } });
    assertFailure(old, 401, "INVALID_CREDENTIALS");

    const again = await api(server, "POST", "/users", as(practice.admin, { json }));
    assertFailure(again, 409, "EMAIL_TAKEN");
  });

  it("are listed page by page, none twice and none left out", async () => {
    const all = await ok(server, "GET", "/users?limit=100", as(practice.admin));
    assert.equal(all.nextCursor, null);
    const seen = [];
    let cursor = "";
    do {
      const page = await ok(server, "GET", `/users?limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`, as(practice.admin));
      assert.ok(page.users.length <= 2);
      seen.push(...page.users);
      cursor = page.nextCursor;
    } while (cursor);
    assert.deepEqual(seen, all.users);
  });

  it("are nobody else's business", async () => {
    for (const [method, path] of [["GET", "/users"], ["POST", "/users"], ["GET", `/users/${practice.client.id}`], ["PATCH", `/users/${practice.client.id}`]]) {
      assertFailure(await api(server, method, path, method === "GET" ? {} : { json: {} }), 401, "UNAUTHENTICATED");
      for (const user of [practice.client, practice.psychologist]) {
        assertFailure(await api(server, method, path, as(user, method === "GET" ? {} : { json: {} })), 403, "FORBIDDEN");
      }
    }
  });

  it("that are not there, and ids that are none", async () => {
    assertFailure(await api(server, "GET", `/users/${NOBODY}`, as(practice.admin)), 404, "USER_NOT_FOUND");
    assertFailure(await api(server, "GET", "/users/me", as(practice.admin)), 400, "INVALID_USER_ID");
    assertFailure(await api(server, "PATCH", `/users/${NOBODY}`, as(practice.admin, { json: { name: "X" } })), 404, "USER_NOT_FOUND");
  });
});

describe("sessions", () => {
  it("are booked with defaults, and only for a client with a psychologist", async () => {
    const json = { clientId: practice.client.id, psychologistId: practice.psychologist.id, sessionDate: "2031-01-02T03:04:05+01:00" };
    const made = await api(server, "POST", "/sessions", as(practice.admin, { json }));
    assert.equal(made.status, 201);
    const session = made.body.data;
    assert.match(session.id, ID);
    assert.equal(session.sessionDate, "2031-01-02T02:04:05.000Z");
    assert.equal(session.sessionType, "Individual");
    assert.equal(session.status, "Pending");
    assert.equal(session.paymentStatus, "Pending");
    for (const field of ["meetingLink", "videoCallStarted", "videoCallEnded", "callDuration"]) assert.equal(session[field], null);

    const wrong = [[{ clientId: practice.psychologist.id }, "CLIENT_NOT_FOUND"], [{ psychologistId: NOBODY }, "PSYCHOLOGIST_NOT_FOUND"]];
    for (const [fields, code] of wrong) {
      assertFailure(await api(server, "POST", "/sessions", as(practice.admin, { json: { ...json, ...fields } })), 422, code);
    }
    assertFailure(await api(server, "POST", "/sessions", as(practice.client, { json })), 403, "FORBIDDEN");
  });

  it("move only as the contract allows", async () => {
    const session = await practice.session({ status: "Pending" });
    const move = (status) => api(server, "PATCH", `/sessions/${session.id}`, as(practice.admin, { json: { status } }));
    assertFailure(await move("Completed"), 422, "ILLEGAL_STATUS_MOVE");
    assert.equal((await move("Confirmed")).body.data.status, "Confirmed");
    assert.equal((await move("Cancelled")).body.data.status, "Cancelled");
    assertFailure(await move("Confirmed"), 422, "ILLEGAL_STATUS_MOVE");
  });

  it("are shown with the answer of the access rule, to those in them", async () => {
    const session = await practice.session({ inMinutes: 60 });
    const view = await ok(server, "GET", `/sessions/${session.id}`, as(practice.client));
    assert.equal(view.canJoin, false);
    assert.equal(view.reason, "TOO_EARLY");
    assert.equal(Date.parse(view.sessionDate) - Date.parse(view.joinFrom), 15 * 60_000);
    assert.equal(Date.parse(view.joinUntil) - Date.parse(view.sessionDate), 120 * 60_000);
    assert.deepEqual(view.client, { id: practice.client.id, name: practice.client.name, email: practice.client.email });
    assert.equal(view.psychologist.id, practice.psychologist.id);
    await ok(server, "GET", `/sessions/${session.id}`, as(practice.admin));
    assertFailure(await api(server, "GET", `/sessions/${session.id}`, as(stranger)), 403, "NOT_A_PARTICIPANT");
    assertFailure(await api(server, "GET", `/sessions/${NOBODY}`, as(practice.client)), 404, "SESSION_NOT_FOUND");
    assertFailure(await api(server, "GET", "/sessions/42", as(practice.client)), 400, "INVALID_SESSION_ID");
  });

  it("are listed by date, filtered, and each to its own people", async () => {
    const client = await practice.user("client");
    const later = await practice.session({ client, inMinutes: 300 });
    const sooner = await practice.session({ client, inMinutes: 5 });
    const cancelled = await practice.session({ client, inMinutes: 100, status: "Cancelled" });
    const list = async (query, user = client) => (await ok(server, "GET", `/sessions${query}`, as(user))).sessions;
    const ids = (rows) => rows.map((row) => row.id);

    const all = await list("");
    assert.deepEqual(ids(all), [sooner.id, cancelled.id, later.id]);
    assert.deepEqual(all.map((row) => [row.canJoin, row.reason]), [[true, null], [false, "SESSION_CANCELLED"], [false, "TOO_EARLY"]]);
    assert.deepEqual(ids(await list("?status=Cancelled")), [cancelled.id]);
    assert.deepEqual(ids(await list(`?from=${cancelled.sessionDate}`)), [cancelled.id, later.id]);
    assert.deepEqual(ids(await list(`?from=${cancelled.sessionDate}&to=${cancelled.sessionDate}`)), [cancelled.id]);
    assert.deepEqual(await list("", stranger), []);
    const everybodys = ids(await list("?limit=100", practice.admin));
    for (const session of all) assert.ok(everybodys.includes(session.id));

    const first = await ok(server, "GET", "/sessions?limit=2", as(client));
    const second = await ok(server, "GET", `/sessions?limit=2&cursor=${encodeURIComponent(first.nextCursor)}`, as(client));
    assert.deepEqual(ids([...first.sessions, ...second.sessions]), ids(all));
    assert.equal(second.nextCursor, null);
  });

  it("refuse a query that means nothing", async () => {
    for (const query of ["limit=0", "limit=101", "limit=x", "status=Foo", "from=yesterday", "cursor=%00"]) {
      const error = assertFailure(await api(server, "GET", `/sessions?${query}`, as(practice.client)), 400, "INVALID_QUERY");
      assert.equal(error.details.parameter, query.split("=")[0]);
    }
  });
});

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
      assert.equal((await ok(server, "POST", `/video-calls/generate-room/${session.id}`, as(user))).roomId, room.roomId);
    }
    assertFailure(await api(server, "POST", `/video-calls/end/${session.id}`, as(client)), 422, "CALL_NOT_STARTED");

    const before = Date.now();
    const said = "2001-01-01T00:00:00.000Z"; // a client's clock is recorded and never believed
    const started = await ok(server, "POST", `/video-calls/start/${session.id}`, as(client, { json: { startTime: said } }));
    assert.equal(started.status, "In Progress");
    const startedAt = Date.parse(started.videoCallStarted);
    assert.ok(startedAt >= before && startedAt <= Date.now());
    assert.deepEqual(await ok(server, "POST", `/video-calls/start/${session.id}`, as(practice.psychologist)), started);

    const ended = await ok(server, "POST", `/video-calls/end/${session.id}`, as(practice.psychologist, { json: { endTime: said } }));
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
    const second = await ok(server, "GET", `/video-calls/history?limit=2&cursor=${encodeURIComponent(first.nextCursor)}`, as(client));
    assert.deepEqual([...first.calls, ...second.calls].map((call) => call.sessionId), ids);
    assert.equal(second.nextCursor, null);
  });

  it("are for those in the session and nobody else", async () => {
    const session = await practice.session();
    const routes = [["POST", "generate-room"], ["GET", "can-join"], ["POST", "start"], ["POST", "end"], ["GET", "session"]];
    for (const [method, route] of routes) {
      const path = (id) => `/video-calls/${route}/${id}`;
      assertFailure(await api(server, method, path(session.id)), 401, "UNAUTHENTICATED");
      assertFailure(await api(server, method, path(session.id), as(stranger)), 403, "NOT_A_PARTICIPANT");
      assertFailure(await api(server, method, path(NOBODY), as(practice.client)), 404, "SESSION_NOT_FOUND");
      assertFailure(await api(server, method, path("xyz"), as(practice.client)), 400, "INVALID_SESSION_ID");
    }
    assertFailure(await api(server, "GET", "/video-calls/config"), 401, "UNAUTHENTICATED");
    assertFailure(await api(server, "GET", "/video-calls/history"), 401, "UNAUTHENTICATED");
  });

  it("TURN credentials are the asker's own and end by themselves", async (t) => {
    const turn = await Server.start({ env: { TURN_SERVER_URL: "turn:turn.x.example", TURN_SECRET: "s", STUN_SERVER_URL: "stun:stun.x.example" } });
    t.after(() => turn.dispose());
    const token = sign({ sub: practice.client.id, role: "client" });
    const { iceServers } = await ok(turn, "GET", "/video-calls/config", { token });
    assert.deepEqual(iceServers.map((entry) => entry.urls), [["stun:stun.x.example"], ["turn:turn.x.example"]]);
    const [expiry, user] = iceServers[1].username.split(":");
    assert.equal(user, practice.client.id);
    const hours = (Number(expiry) - Date.now() / 1000) / 3600;
    assert.ok(hours > 3.9 && hours <= 4.01, `${hours} h`);
    assert.equal(iceServers[1].credential, createHmac("sha1", "s").update(iceServers[1].username).digest("base64"));
  });
});

describe("every request", () => {
  it("keeps a good request id and replaces a bad one", async () => {
    const good = await api(server, "GET", "/auth/me", as(practice.client, { headers: { "x-request-id": "abc-DEF_123" } }));
    assert.equal(good.headers.get("x-request-id"), "abc-DEF_123");
    for (const bad of ["with space", "x".repeat(65), "<script>"]) {
      const answer = await api(server, "GET", "/auth/me", { headers: { "x-request-id": bad } });
      assert.notEqual(answer.headers.get("x-request-id"), bad);
      assertFailure(answer, 401, "UNAUTHENTICATED");
    }
  });

  it("is served below /api and /api/v1 alike", async () => {
    const [plain, versioned] = await Promise.all(
      ["/api", "/api/v1"].map((base) => ok(server, "GET", "/auth/me", as(practice.client, { base }))),
    );
    assert.deepEqual(plain, versioned);
  });

  it("to no route is 404, with a wrong method 405 and Allow", async () => {
    assertFailure(await api(server, "GET", "/nosuch", as(practice.admin)), 404, "NOT_FOUND");
    assertFailure(await api(server, "GET", "", as(practice.admin)), 404, "NOT_FOUND");
    const session = NOBODY;
    const wrong = [
      ["DELETE", "/users", "POST, GET, HEAD, OPTIONS"], ["GET", "/auth/login", "POST, OPTIONS"], ["PUT", `/sessions/${session}`, "GET, HEAD, PATCH, OPTIONS"],
      ["GET", `/video-calls/start/${session}`, "POST, OPTIONS"], ["DELETE", "/video-calls/history", "GET, HEAD, OPTIONS"],
    ];
    for (const [method, path, allow] of wrong) {
      const answer = await api(server, method, path);
      assertFailure(answer, 405, "METHOD_NOT_ALLOWED");
      assert.equal(answer.headers.get("allow"), allow);
    }
  });

  it("may ask with HEAD and OPTIONS", async () => {
    const head = await api(server, "HEAD", "/auth/me", as(practice.client));
    assert.equal(head.status, 200);
    assert.equal(head.body, "");
    const options = await api(server, "OPTIONS", "/users");
    assert.equal(options.status, 204);
    assert.equal(options.headers.get("allow"), "POST, GET, HEAD, OPTIONS");
  });

  it("has a body of JSON, of the named fields, of moderate size", async () => {
    const post = (more) => api(server, "POST", "/users", as(practice.admin, more));
    const good = { name: "X", email: "body@x.example", role: "client" };
    assertFailure(await post({ body: "a=b", headers: { "content-type": "application/x-www-form-urlencoded" } }), 415, "UNSUPPORTED_MEDIA_TYPE");
    const json = { "content-type": "application/json" };
    for (const body of ["{", "[]", '"x"', "", "{}", "\u0000", `${"[".repeat(1000)}${"]".repeat(1000)}`]) {
      assertFailure(await post({ body, headers: json }), 400, "INVALID_BODY");
    }
    for (const [field, value] of [["extra", 1], ["role", "boss"], ["name", ""], ["name", 5], ["password", "short"], ["email", "x".repeat(300)]]) {
      const error = assertFailure(await post({ json: { ...good, [field]: value } }), 400, "INVALID_BODY");
      assert.equal(error.details.field, field);
    }
    assertFailure(await post({ json: { ...good, name: "x".repeat(100_000) } }), 413, "PAYLOAD_TOO_LARGE");
  });

  it("with a bad path is refused like any other", async () => {
    for (const path of ["/users/%00", "/users/%2e%2e", "/users/..%2f", `/users/${"a".repeat(2000)}`]) {
      const { status, body } = await api(server, "GET", path, as(practice.admin));
      assert.ok(status === 400 || status === 404, `${path}: ${status}`);
      assert.equal(body.success, false);
    }
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
      api(limited, "POST", "/auth/login", { json: { email: "a@x.example", password: PASSWORD }, headers: { "x-forwarded-for": address } });
    for (let left = 4; left >= 0; left -= 1) {
      const answer = await login("198.51.100.1");
      assertFailure(answer, 401, "INVALID_CREDENTIALS");
      check(answer, 5, left);
    }
    refused(await login("198.51.100.2"), 5); // whoever is no trusted proxy cannot change its address

    const [one, two] = ["a", "b"].map((digit) => sign({ sub: digit.repeat(24), role: "client" }));
    for (let left = 9; left >= 0; left -= 1) check(await api(limited, "GET", "/video-calls/history", { token: one }), 10, left);
    refused(await api(limited, "GET", "/video-calls/history", { token: one }), 10);
    check(await api(limited, "GET", "/video-calls/history", { token: two }), 10, 9);
    check(await api(limited, "GET", "/video-calls/config", { token: one }), 10, 9);
    check(await api(limited, "GET", `/video-calls/can-join/${NOBODY}`, { token: one }), 10, 9);
    check(await api(limited, "GET", `/video-calls/can-join/${"1".repeat(24)}`, { token: one }), 10, 8);
    assert.equal((await api(limited, "GET", "/auth/me", { token: one })).headers.get("x-ratelimit-limit"), null);
  });
});
