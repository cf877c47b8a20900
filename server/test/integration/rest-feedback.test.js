// REST: what pages and people report of a call, who is in it now, and the throughput probe.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { gzipSync } from "node:zlib";
import { api, as, assertFailure, NOBODY, ok, TIME } from "./support/http.js";
import { inCall, Peer } from "./support/peer.js";
import { Practice, userByCommand } from "./support/people.js";
import { Server } from "./support/server.js";

let server;
let practice;
let stranger;
before(async () => {
  server = await Server.start();
  practice = await Practice.open(server);
  stranger = await practice.user("client");
});
after(() => server.dispose());

/** A sample with every field, measured `secondsAgo`. */
const sample = (secondsAgo = 0, more = {}) => ({
  at: new Date(Date.now() - secondsAgo * 1000).toISOString(),
  seconds: 10,
  rttMs: 48.5,
  jitterMs: 3.25,
  lossIn: 0.01,
  lossOut: null,
  bitrateInKbps: 1200,
  bitrateOutKbps: 900.5,
  frameWidth: 1280,
  frameHeight: 720,
  framesPerSecond: 29.97,
  sentFrameWidth: 640,
  sentFrameHeight: 360,
  sentFramesPerSecond: 15,
  localCandidateType: "srflx",
  remoteCandidateType: "relay",
  protocol: "udp",
  level: 4,
  reason: "loss-in",
  interruptions: 1,
  step: "medium",
  ...more,
});
const post = (route, user, session, json) =>
  api(server, "POST", `/video-calls/${route}/${session.id}`, as(user, { json }));
const started = async (options) => {
  const session = await practice.session(options);
  await ok(server, "POST", `/video-calls/start/${session.id}`, as(practice.psychologist));
  return session;
};

describe("quality samples", () => {
  it("are on disk with every field when they are answered, once, and survive a crash", async (t) => {
    const own = await Server.start();
    t.after(() => own.dispose());
    const people = await Practice.open(own);
    const session = await people.session();
    await ok(own, "POST", `/video-calls/start/${session.id}`, as(people.client));
    const path = `/video-calls/quality/${session.id}`;
    const samples = Array.from({ length: 60 }, (_, i) => sample(i));
    assert.deepEqual(await ok(own, "POST", path, as(people.client, { json: samples[0] })), { stored: 1 });
    assert.deepEqual(await ok(own, "POST", path, as(people.client, { json: { samples } })), { stored: 59 });
    await own.crash();
    assert.deepEqual(await ok(own, "POST", path, as(people.client, { json: { samples } })), { stored: 0 });
    const rows = await own.query(`SELECT * FROM videocallquality WHERE sessionId = '${session.id}' ORDER BY at DESC`);
    assert.equal(rows.length, 60);
    const { at, receivedAt, ...first } = rows[0];
    const { at: measured, ...sent } = samples[0];
    assert.equal(at, Date.parse(measured));
    assert.ok(receivedAt >= at);
    assert.deepEqual(first, { sessionId: session.id, userId: people.client.id, ...sent });
  });

  it("are summed up in the record and averaged in the history", async () => {
    const client = await practice.user("client");
    const session = await started({ client });
    assert.deepEqual((await practice.record(session.id)).quality, []);
    const samples = [
      sample(30, { level: 5, seconds: 30, rttMs: 40 }),
      sample(0, { level: 1, rttMs: 80, step: "audio-only", interruptions: 3 }),
    ];
    await ok(server, "POST", `/video-calls/quality/${session.id}`, as(client, { json: { samples } }));
    const { quality } = await ok(server, "GET", `/video-calls/session/${session.id}`, as(practice.psychologist));
    assert.deepEqual(quality, [
      {
        userId: client.id,
        samples: 2,
        seconds: 40,
        averageLevel: 4,
        worstLevel: 1,
        averageRttMs: 50,
        averageLossIn: 0.01,
        averageLossOut: null,
        interruptions: 4,
        secondsAudioOnly: 10,
      },
    ]);
    await ok(server, "POST", `/video-calls/end/${session.id}`, as(client));
    const { calls } = await ok(server, "GET", "/video-calls/history", as(client));
    assert.equal(calls[0].averageLevel, 4);
    assert.equal((await post("quality", client, session, sample())).status, 200, "what a page has left at the end");
  });

  it("are refused from outside the call, with the field that is wrong", async () => {
    const waiting = await practice.session();
    assertFailure(await post("quality", practice.client, waiting, sample()), 422, "CALL_NOT_STARTED");
    const session = await started();
    const wrong = async (json, field) => {
      const error = assertFailure(await post("quality", practice.client, session, json), 400, "INVALID_BODY");
      assert.equal(error.details?.field, field);
    };
    await wrong(sample(0, { level: 6 }), "level");
    await wrong(sample(0, { lossIn: 1.5 }), "lossIn");
    await wrong(sample(0, { protocol: "sctp" }), "protocol");
    await wrong(sample(0, { mood: "good" }), "mood");
    await wrong(sample(-3600), "at");
    await wrong(sample(3600), "at");
    await wrong({ samples: [sample(), sample(0, { rttMs: "fast" })] }, "samples[1].rttMs");
    await wrong({ samples: [] }, "samples");
    await wrong({ samples: Array.from({ length: 61 }, (_, i) => sample(i)) }, "samples");
    await wrong({}, "at");
    const huge = await post("quality", practice.client, session, { samples: "x".repeat(70_000) });
    assertFailure(huge, 413, "PAYLOAD_TOO_LARGE");
    for (const other of [stranger, practice.admin]) {
      assertFailure(await post("quality", other, session, sample()), 403, "NOT_A_PARTICIPANT");
    }
    assertFailure(await post("quality", practice.client, { id: NOBODY }, sample()), 404, "SESSION_NOT_FOUND");
    assertFailure(await post("quality", practice.client, { id: "xyz" }, sample()), 400, "INVALID_SESSION_ID");
    assertFailure(await api(server, "POST", `/video-calls/quality/${session.id}`), 401, "UNAUTHENTICATED");
    assert.equal((await practice.record(session.id)).quality.length, 0, "nothing of it was kept");
    assert.equal((await server.audit(session.id, "permission_denied")).length, 2);
  });

  it("come from retrying pages in parallel and are stored once", async () => {
    const session = await started();
    const samples = Array.from({ length: 20 }, (_, i) => sample(i));
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => post("quality", practice.client, session, { samples })),
    );
    assert.deepEqual(new Set(answers.map((answer) => answer.status)), new Set([200]));
    const [{ stored }] = await server.query(
      `SELECT count(*) AS stored FROM videocallquality WHERE sessionId = '${session.id}'`,
    );
    assert.equal(stored, 20);
  });
});

describe("ratings", () => {
  it("are each person's own, replaced by the next, and both an administrator's to see", async () => {
    const waiting = await practice.session();
    assertFailure(await post("rating", practice.client, waiting, { rating: 5 }), 422, "CALL_NOT_STARTED");
    const session = await started();
    await ok(server, "POST", `/video-calls/end/${session.id}`, as(practice.client));
    const comment = "  Kind, ça va.\n¿Y el sonido? Vizuri 👍  ";
    await ok(server, "POST", `/video-calls/rating/${session.id}`, as(practice.client, { json: { rating: 2 } }));
    const rated = await ok(
      server,
      "POST",
      `/video-calls/rating/${session.id}`,
      as(practice.client, { json: { rating: 5, comment } }),
    );
    assert.equal(rated.comment, comment.trim());
    assert.match(rated.ratedAt, TIME);
    const record = (user) => ok(server, "GET", `/video-calls/session/${session.id}`, as(user));
    assert.deepEqual((await record(practice.client)).rating, rated);
    const other = await record(practice.psychologist);
    assert.equal(other.rating, null);
    assert.ok(!JSON.stringify(other).includes("Vizuri"));
    assert.ok(!("ratings" in other));
    const seen = await practice.record(session.id);
    assert.deepEqual(seen.ratings, [{ ...rated, userId: practice.client.id }]);
    assert.equal(seen.rating, null);
    const row = async (user) =>
      (await ok(server, "GET", "/video-calls/history", as(user))).calls.find((call) => call.sessionId === session.id);
    assert.deepEqual((await row(practice.client)).rating, rated);
    assert.equal((await row(practice.psychologist)).rating, null);
  });

  it("are refused from others and out of form", async () => {
    const session = await started();
    for (const json of [{}, { rating: 0 }, { rating: 6 }, { rating: "5" }, { rating: 5, comment: "a\u0007b" }]) {
      assertFailure(await post("rating", practice.client, session, json), 400, "INVALID_BODY");
    }
    assertFailure(await post("rating", stranger, session, { rating: 1 }), 403, "NOT_A_PARTICIPANT");
    assertFailure(await post("rating", practice.admin, session, { rating: 1 }), 403, "NOT_A_PARTICIPANT");
  });
});

describe("who is in the room now", () => {
  const present = async (user, session) =>
    (await ok(server, "GET", `/video-calls/can-join/${session.id}`, as(user))).present;
  const live = async (session) =>
    (await ok(server, "GET", "/video-calls/live", as(practice.admin))).calls.find(
      (call) => call.sessionId === session.id,
    );

  it("is told to the other, and to an administrator, from joining to the end", async (t) => {
    const { session, roomId } = await practice.room();
    assert.deepEqual(await present(practice.client, session), []);
    assert.equal(await live(session), undefined);
    const psychologist = await Peer.connect(t, server, practice.psychologist.token);
    await psychologist.join(roomId);
    const waiting = {
      userId: practice.psychologist.id,
      userName: practice.psychologist.name,
      userRole: "psychologist",
      connected: true,
    };
    assert.deepEqual(await present(practice.client, session), [waiting]);
    assert.deepEqual(await present(practice.psychologist, session), []);
    const call = await live(session);
    assert.equal(call.roomId, roomId);
    assert.equal(call.status, "Confirmed");
    assert.equal(call.startedAt, null);
    assert.deepEqual(call.client, { id: practice.client.id, name: practice.client.name });
    const [{ joinedAt, state, ...participant }] = call.participants;
    assert.deepEqual(participant, waiting);
    assert.match(joinedAt, TIME);
    assert.deepEqual(state, { audio: true, video: true, screen: false });
    await psychologist.do("leave-room", { roomId });
    assert.deepEqual(await present(practice.client, session), []);
    assert.equal(await live(session), undefined);
  });

  it("knows a lost connection, and a call that a crash interrupted", async (t) => {
    const own = await Server.start();
    t.after(() => own.dispose());
    const people = await Practice.open(own);
    const room = await people.room();
    const { client, psychologist, startedAt } = await inCall(t, people, room);
    client.socket.io.opts.reconnection = false;
    psychologist.socket.io.opts.reconnection = false;
    await own.crash();
    const { calls } = await ok(own, "GET", "/video-calls/live", as(people.admin));
    assert.equal(calls.length, 1);
    assert.equal(calls[0].status, "In Progress");
    assert.equal(calls[0].startedAt, startedAt);
    assert.deepEqual(
      calls[0].participants.map((one) => [one.userRole, one.connected]),
      [
        ["client", false],
        ["psychologist", false],
      ],
    );
  });

  it("is nobody's business who may not join", async (t) => {
    const { session, roomId } = await practice.room();
    const psychologist = await Peer.connect(t, server, practice.psychologist.token);
    await psychologist.join(roomId);
    const refused = await api(server, "GET", `/video-calls/can-join/${session.id}`, as(stranger));
    assertFailure(refused, 403, "NOT_A_PARTICIPANT");
    await ok(server, "PATCH", `/sessions/${session.id}`, as(practice.admin, { json: { status: "Cancelled" } }));
    const answer = await ok(server, "GET", `/video-calls/can-join/${session.id}`, as(practice.client));
    assert.equal(answer.canJoin, false);
    assert.deepEqual(answer.present, []);
    for (const user of [practice.client, practice.psychologist, stranger]) {
      assertFailure(await api(server, "GET", "/video-calls/live", as(user)), 403, "FORBIDDEN");
    }
  });
});

describe("the throughput probe", () => {
  const download = (bytes, token = stranger.token) =>
    fetch(`${server.url}/api/video-calls/probe?bytes=${bytes}`, { headers: { "x-auth-token": token } });
  const upload = (body, type = "application/octet-stream") =>
    api(server, "POST", "/video-calls/probe", as(stranger, { body, headers: { "content-type": type } }));

  it("sends what cannot be compressed", async () => {
    const answer = await download(1_000_000);
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get("content-type"), "application/octet-stream");
    assert.equal(answer.headers.get("content-encoding"), null);
    assert.equal(answer.headers.get("cache-control"), "no-store");
    const body = Buffer.from(await answer.arrayBuffer());
    assert.equal(body.length, 1_000_000);
    assert.ok(gzipSync(body).length >= body.length);
    assert.equal((await download(1_000_001)).status, 400);
    assert.equal((await download(1000, "forged")).status, 401);
  });

  it("takes half a MiB, sent whole or in pieces, and no more", async () => {
    const most = 512 * 1024;
    assert.deepEqual((await upload(new Uint8Array(most).fill(255))).body.data, { received: most });
    const pieces = new ReadableStream({
      start(controller) {
        for (let i = 0; i < 8; i += 1) controller.enqueue(new Uint8Array(50_000));
        controller.close();
      },
    });
    const chunked = await fetch(`${server.url}/api/video-calls/probe`, {
      method: "POST",
      duplex: "half",
      headers: { "x-auth-token": stranger.token, "content-type": "application/octet-stream" },
      body: pieces,
    });
    assert.deepEqual((await chunked.json()).data, { received: 400_000 });
    assertFailure(await upload(new Uint8Array(most + 1)), 413, "PAYLOAD_TOO_LARGE");
    assertFailure(await upload("{}", "application/json"), 415, "UNSUPPORTED_MEDIA_TYPE");
    const elsewhere = await api(server, "POST", `/video-calls/start/${NOBODY}`, as(stranger, { json: "x".repeat(70_000) }));
    assertFailure(elsewhere, 413, "PAYLOAD_TOO_LARGE");
  });

  it("has a budget of its own: 20 a minute and user, both directions together", async (t) => {
    const limited = await Server.start({ limits: {} });
    t.after(() => limited.dispose());
    const admin = await userByCommand(limited, "admin");
    const ask = (method, query = "") => api(limited, method, `/video-calls/probe${query}`, as(admin));
    for (let left = 19; left > 0; left -= 2) {
      assert.equal((await ask("GET", "?bytes=10")).headers.get("x-ratelimit-remaining"), `${left}`);
      assert.equal((await ask("POST")).headers.get("x-ratelimit-remaining"), `${left - 1}`);
    }
    assertFailure(await ask("POST"), 429, "RATE_LIMITED");
    assert.equal((await ask("GET", "?bytes=10")).status, 429);
    assert.equal((await api(limited, "GET", "/video-calls/config", as(admin))).status, 200);
  });
});
