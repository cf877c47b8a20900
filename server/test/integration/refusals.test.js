// Who is not let in, and what a socket may not do.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { api, ok } from "./support/http.js";
import { badTokens } from "./support/jwt.js";
import { Practice } from "./support/people.js";
import { Peer, TRANSPORTS, inCall } from "./support/peer.js";
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

/** A refused ack of this code (and reason). */
function assertRefused(ack, code, reason) {
  assert.equal(ack.ok, false, JSON.stringify(ack));
  assert.deepEqual(Object.keys(ack.error).sort(), ["code", "details", "message"]);
  assert.equal(ack.error.code, code);
  if (reason) assert.equal(ack.error.details.reason, reason);
}

describe("a connection", () => {
  const refused = (t, token, options) => Peer.open(t, server, token, { reconnection: false, ...options }).refused();

  for (const [kind, transports] of Object.entries(TRANSPORTS)) {
    it(`is refused with CONNECT_ERROR, ${kind}`, async (t) => {
      const error = await refused(t, undefined, { transports });
      assert.deepEqual(error.data, { code: "AUTHENTICATION_FAILED", reason: "UNAUTHENTICATED" });
      assert.notEqual(error.message, "");
    });
  }

  it("is refused with every bad token", async (t) => {
    for (const [what, { token, reason }] of Object.entries(badTokens(practice.client))) {
      const error = await refused(t, token);
      assert.deepEqual(error.data, { code: "AUTHENTICATION_FAILED", reason }, what);
    }
  });

  it("is refused with a token in the query, even beside a good one", async (t) => {
    const { token } = practice.client;
    for (const name of ["token", "access_token", "x-auth-token", "Token"]) {
      const error = await refused(t, token, { query: { [name]: token } });
      assert.equal(error.data?.code, "AUTHENTICATION_FAILED", name);
    }
  });

  it("is refused when its token is no text", async (t) => {
    for (const token of [42, null, { a: 1 }, ""]) {
      assert.equal((await refused(t, token)).data.code, "AUTHENTICATION_FAILED");
    }
  });

  it("to another namespace is refused", async (t) => {
    const error = await Peer.open(t, { url: `${server.url}/admin` }, practice.admin.token, {
      reconnection: false,
    }).refused();
    assert.match(error.message, /namespace/i);
  });
});

describe("the access rule gives one reason, whoever asks it", () => {
  const cases = {
    SESSION_CANCELLED: { then: { status: "Cancelled" } },
    // No status move leads from a session with a room to these two: join-room can meet them in foreign data only.
    SESSION_DECLINED: { made: { status: "Declined" } },
    SESSION_COMPLETED: { then: { status: "Completed" } },
    SESSION_NOT_CONFIRMED: { made: { status: "Pending" } },
    PAYMENT_PENDING: { then: { paymentStatus: "Pending" } },
    PAYMENT_FAILED: { then: { paymentStatus: "Failed" } },
    PAYMENT_REFUNDED: { then: { paymentStatus: "Refunded" } },
    TOO_EARLY: { then: { sessionDate: new Date(Date.now() + 3_600_000).toISOString() } },
    TOO_LATE: { then: { sessionDate: new Date(Date.now() - 3 * 3_600_000).toISOString() } },
  };
  for (const [reason, { then, made }] of Object.entries(cases)) {
    it(reason, async (t) => {
      const { session, roomId } = made ? { session: await practice.session(made) } : await practice.room();
      if (then) await ok(server, "PATCH", `/sessions/${session.id}`, { token: practice.admin.token, json: then });

      for (const user of [practice.client, practice.psychologist, practice.admin]) {
        const token = { token: user.token };
        const canJoin = await ok(server, "GET", `/video-calls/can-join/${session.id}`, token);
        assert.equal(canJoin.canJoin, false);
        assert.equal(canJoin.reason, reason);
        const generated = await api(server, "POST", `/video-calls/generate-room/${session.id}`, token);
        const started = await api(server, "POST", `/video-calls/start/${session.id}`, token);
        for (const { status, body } of [generated, started]) assert.deepEqual([status, body.error.code], [422, reason]);
        const listed = await ok(server, "GET", `/sessions/${session.id}`, token);
        assert.deepEqual([listed.canJoin, listed.reason], [false, reason]);
        if (made) continue;
        const peer = await Peer.connect(t, server, user.token);
        assertRefused(await peer.ask("join-room", { roomId }), "INVALID_SESSION", reason);
      }
      const denied = await server.audit(session.id, "join_denied");
      assert.ok(denied.length > 0 && denied.every((record) => record.errorCode === reason));
    });
  }

  it("nothing: then all let in", async (t) => {
    const { session, roomId } = await practice.room({ inMinutes: 14 });
    const token = { token: practice.client.token };
    const canJoin = await ok(server, "GET", `/video-calls/can-join/${session.id}`, token);
    assert.deepEqual([canJoin.canJoin, canJoin.reason, canJoin.minutesUntilSession], [true, null, 14]);
    assert.equal(
      Date.parse(canJoin.timeWindow.allowedUntil) - Date.parse(canJoin.timeWindow.allowedFrom),
      135 * 60_000,
    );
    const peer = await Peer.connect(t, server, practice.client.token);
    await peer.join(roomId);
    assert.equal((await ok(server, "POST", `/video-calls/start/${session.id}`, token)).status, "In Progress");
  });
});

describe("a room", () => {
  it("lets no third person in, and says so in the audit", async (t) => {
    const { session, roomId } = await practice.room();
    const peer = await Peer.connect(t, server, stranger.token);
    assertRefused(await peer.ask("join-room", { roomId }), "PERMISSION_DENIED", "NOT_A_PARTICIPANT");
    const [denied] = await server.audit(session.id, "join_denied");
    assert.deepEqual([denied.userId, denied.errorCode], [stranger.id, "NOT_A_PARTICIPANT"]);
    // Without an ack the refusal comes as an event.
    peer.socket.emit("join-room", { roomId });
    const error = await peer.next("error");
    assert.deepEqual([error.code, error.details.reason], ["PERMISSION_DENIED", "NOT_A_PARTICIPANT"]);
  });

  it("that is nobody's is not found", async (t) => {
    const peer = await Peer.connect(t, server, practice.client.token);
    const roomId = "room-00000000-0000-4000-8000-000000000000";
    assertRefused(await peer.ask("join-room", { roomId }), "ROOM_NOT_FOUND");
  });

  it("is full when its seats are taken: one admin more, and not two", async (t) => {
    const room = await practice.room();
    await inCall(t, practice, room);
    const admin = await Peer.connect(t, server, practice.admin.token);
    assert.equal((await admin.join(room.roomId)).participants.length, 3);
    const second = await practice.user("admin");
    const peer = await Peer.connect(t, server, second.token);
    assertRefused(await peer.ask("join-room", { roomId: room.roomId }), "ROOM_FULL");
  });

  it("has each user once: a second window supersedes the first", async (t) => {
    const room = await practice.room();
    const { client, psychologist } = await inCall(t, practice, room);
    const oldId = client.id;
    const window = await Peer.connect(t, server, practice.client.token);
    const joined = await window.join(room.roomId);
    assert.equal(joined.participants.length, 2);
    assert.equal((await client.next("error")).code, "SUPERSEDED");
    assert.equal(await client.disconnected(), "io server disconnect");
    assert.deepEqual(await psychologist.next("user-reconnected"), { userId: practice.client.id, socketId: window.id });
    assert.notEqual(window.id, oldId);
    await psychologist.do("offer", { offer: {}, to: window.id });
    await window.next("offer");
    assertRefused(await psychologist.ask("offer", { offer: {}, to: oldId }), "PERMISSION_DENIED");
    assert.deepEqual(await psychologist.untaken(), []);
  });

  it("takes the identity from the token alone", async (t) => {
    const { session, roomId } = await practice.room();
    const peer = await Peer.connect(t, server, practice.client.token);
    const lies = [
      { userId: practice.psychologist.id },
      { userRole: "psychologist" },
      { userRole: "admin" },
      { userName: "Somebody Else" },
    ];
    for (const lie of lies) assertRefused(await peer.ask("join-room", { roomId, ...lie }), "PERMISSION_DENIED");
    assertRefused(await peer.ask("join-room", { roomId, sessionId: "0".repeat(24) }), "INVALID_PAYLOAD");
    const denied = await server.query(
      `SELECT * FROM videocallauditlogs WHERE action = 'permission_denied' AND userId = '${practice.client.id}'`,
    );
    assert.ok(denied.length >= lies.length);
    assert.equal((await practice.record(session.id)).statistics.joins, 0);
  });
});

describe("a message", () => {
  it("to another room is refused, audited and not delivered", async (t) => {
    const here = await inCall(t, practice, await practice.room());
    const other = new Practice(server, practice.admin);
    other.client = await practice.user("client");
    other.psychologist = await practice.user("psychologist");
    const there = await inCall(t, other, await other.room());

    const events = { offer: { offer: {} }, answer: { answer: {} }, "ice-candidate": { candidate: {} } };
    for (const [name, payload] of Object.entries(events)) {
      assertRefused(await here.client.ask(name, { ...payload, to: there.client.id }), "PERMISSION_DENIED");
    }
    assertRefused(await here.client.ask("offer", { offer: {}, to: "nosuchsocket" }), "PERMISSION_DENIED");
    assertRefused(await here.client.ask("end-call", { roomId: "room-of-others" }), "PERMISSION_DENIED");
    assert.deepEqual(await there.client.untaken(), []);

    const denied = await server.query(
      `SELECT * FROM videocallauditlogs WHERE action = 'permission_denied' AND userId = '${practice.client.id}' AND json_extract(metadata, '$.socketId') = '${here.client.id}'`,
    );
    assert.equal(denied.length, 5);
    assert.deepEqual(
      denied.map((record) => JSON.parse(record.metadata).via),
      ["offer", "answer", "ice-candidate", "offer", "end-call"],
    );
  });

  it("from outside any room is refused", async (t) => {
    const { client } = await inCall(t, practice, await practice.room());
    const outside = await Peer.connect(t, server, stranger.token);
    assertRefused(await outside.ask("offer", { offer: {}, to: client.id }), "PERMISSION_DENIED");
    assertRefused(
      await outside.ask("participant-state", { audio: true, video: true, screen: false }),
      "PERMISSION_DENIED",
    );
    assertRefused(await outside.ask("leave-room", { roomId: "x" }), "PERMISSION_DENIED");
    assert.deepEqual(await client.untaken(), []);
  });

  it("of another form, or too large, is refused", async (t) => {
    const { client, psychologist } = await inCall(t, practice, await practice.room());
    const to = psychologist.id;
    const bad = [
      ["join-room", {}],
      ["join-room", { roomId: 5 }],
      ["join-room", "x"],
      ["join-room", null],
      ["offer", { offer: "sdp", to }],
      ["offer", { offer: {} }],
      ["offer", { answer: {}, to }],
      ["offer", [1]],
      ["participant-state", { audio: 1, video: true, screen: false }],
      ["participant-state", { audio: true }],
      ["leave-room", {}],
      ["end-call", {}],
      ["no-such-event", {}],
      ["offer", { offer: { sdp: "x".repeat(128 * 1024) }, to }],
      ["answer", { answer: { sdp: "x".repeat(128 * 1024) }, to }],
      ["ice-candidate", { candidate: { candidate: "x".repeat(8 * 1024) }, to }],
    ];
    for (const [name, payload] of bad) assertRefused(await client.ask(name, payload), "INVALID_PAYLOAD");
    const large = { offer: { sdp: "x".repeat(100 * 1024) }, to };
    await client.do("offer", large);
    assert.equal((await psychologist.next("offer")).offer.sdp.length, 100 * 1024);
    assert.deepEqual(await psychologist.untaken(), []);
  });

  it("too many at once are refused, and the socket lives on", async (t) => {
    const strict = await Server.start({
      env: { CALLROOM_REALTIME_EVENT_BURST: "20", CALLROOM_REALTIME_EVENTS_PER_SECOND: "5" },
    });
    t.after(() => strict.dispose());
    const few = await Practice.open(strict);
    const peer = await Peer.connect(t, strict, few.client.token);
    const acks = await Promise.all(Array.from({ length: 60 }, () => peer.ask("no-such-event", {})));
    const codes = acks.map((ack) => ack.error.code);
    assert.deepEqual(codes.slice(0, 20), Array(20).fill("INVALID_PAYLOAD"));
    assert.ok(codes.filter((code) => code === "RATE_LIMITED").length >= 30, codes.join());
    assert.ok(peer.socket.connected);
  });
});
