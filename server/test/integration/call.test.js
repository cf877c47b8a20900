// A call from end to end, over each way that a client may carry it, with the official client.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { TIME, api, ok } from "./support/http.js";
import { Practice } from "./support/people.js";
import { Peer, TRANSPORTS, inCall } from "./support/peer.js";
import { Server } from "./support/server.js";
import { roundedMinutes, wholeSeconds } from "./support/times.js";

let server;
let practice;
before(async () => {
  server = await Server.start();
  practice = await Practice.open(server);
});
after(() => server.dispose());

const OFFER = {
  type: "offer",
  sdp: "v=0\r\no=- 46117 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=msid-semantic: \u00e9\u{1F600}\r\n",
};

for (const [kind, transports] of Object.entries(TRANSPORTS)) {
  describe(`a call, ${kind}`, () => {
    it("from join-room to call-ended, and its record", async (t) => {
      const { session, roomId } = await practice.room();
      const upgrade = kind === "upgrade";
      const connect = async (user) => {
        const peer = Peer.open(t, server, user.token, { transports, rememberUpgrade: false });
        const upgraded =
          upgrade &&
          new Promise((resolve) => peer.socket.io.on("open", () => peer.socket.io.engine.once("upgrade", resolve)));
        assert.equal(await peer.connected(), false);
        await upgraded;
        assert.equal(peer.socket.io.engine.transport.name, kind === "polling only" ? "polling" : "websocket");
        return peer;
      };
      const client = await connect(practice.client);
      const psychologist = await connect(practice.psychologist);

      // The first one waits.
      const first = await client.do("join-room", {
        roomId,
        sessionId: session.id,
        userId: practice.client.id,
        userRole: "client",
        userName: practice.client.name,
      });
      const alone = await client.next("room-joined");
      assert.deepEqual(first, { ok: true, ...alone });
      const silent = {
        audio: alone.participants[0].state.audio,
        video: alone.participants[0].state.video,
        screen: false,
      };
      const self = {
        socketId: client.id,
        userId: practice.client.id,
        userName: practice.client.name,
        userRole: "client",
        state: silent,
        connected: true,
      };
      assert.deepEqual(alone, {
        roomId,
        sessionId: session.id,
        participants: [self],
        self: { socketId: client.id },
        call: { status: "waiting", startedAt: null },
      });

      // The second one starts it.
      const earliest = Date.now();
      await psychologist.do("join-room", { roomId });
      const both = await psychologist.next("room-joined");
      const joined = await client.next("user-joined");
      assert.deepEqual(joined, {
        socketId: psychologist.id,
        userId: practice.psychologist.id,
        userName: practice.psychologist.name,
        userRole: "psychologist",
      });
      const started = await client.next("call-started");
      assert.deepEqual(await psychologist.next("call-started"), started);
      assert.equal(started.sessionId, session.id);
      const startedAt = Date.parse(started.startedAt);
      assert.ok(startedAt >= earliest && startedAt <= Date.now());
      assert.deepEqual(
        both.participants.map((one) => one.socketId),
        [client.id, psychologist.id],
      );
      assert.deepEqual(both.call, { status: "in-progress", startedAt: started.startedAt });

      // What they say to each other arrives as it was said.
      await psychologist.do("offer", { offer: OFFER, to: client.id, roomId, extra: [1, null, { deep: "\u0001" }] });
      assert.deepEqual(await client.next("offer"), {
        offer: OFFER,
        roomId,
        extra: [1, null, { deep: "\u0001" }],
        from: psychologist.id,
      });
      await client.do("answer", { answer: { ...OFFER, type: "answer" }, to: psychologist.id });
      assert.deepEqual(await psychologist.next("answer"), { answer: { ...OFFER, type: "answer" }, from: client.id });
      const candidate = {
        candidate: "candidate:1 1 UDP 2130706431 192.0.2.1 50000 typ host",
        sdpMid: "0",
        sdpMLineIndex: 0,
      };
      for (const one of [candidate, null]) {
        await client.do("ice-candidate", { candidate: one, to: psychologist.id, roomId });
        assert.deepEqual(await psychologist.next("ice-candidate"), { candidate: one, roomId, from: client.id });
      }
      await client.do("participant-state", { audio: false, video: true, screen: false });
      assert.deepEqual(await psychologist.next("participant-state"), {
        audio: false,
        video: true,
        screen: false,
        from: client.id,
      });

      // Hanging up ends it for both.
      await psychologist.do("end-call", { roomId });
      const ended = await client.next("call-ended");
      assert.deepEqual(await psychologist.next("call-ended"), ended);
      assert.deepEqual(ended, {
        sessionId: session.id,
        endedAt: ended.endedAt,
        duration: roundedMinutes(started.startedAt, ended.endedAt),
        durationSeconds: wholeSeconds(started.startedAt, ended.endedAt),
        reason: "ended",
      });
      assert.match(ended.endedAt, TIME);
      assert.deepEqual(await client.untaken(), []);
      assert.deepEqual(await psychologist.untaken(), []);

      // The record says the same.
      const record = await practice.record(session.id);
      assert.equal(record.status, "Completed");
      assert.equal(record.videoCallStarted, started.startedAt);
      assert.equal(record.videoCallEnded, ended.endedAt);
      assert.equal(record.callDuration, ended.duration);
      assert.equal(record.callDurationSeconds, ended.durationSeconds);
      assert.equal(record.statistics.joins, 2);
      assert.equal(record.statistics.reconnections, 0);
      assert.deepEqual(
        record.statistics.stays.map((stay) => [stay.userId, stay.leftAt]),
        [
          [practice.client.id, ended.endedAt],
          [practice.psychologist.id, ended.endedAt],
        ],
      );
    });
  });
}

describe("the audit of a call", () => {
  it("has attempt, success, start and end, each with its request and where it came from", async (t) => {
    const { session, roomId } = await practice.room();
    const { client, startedAt } = await inCall(t, practice, { session, roomId });
    await client.do("end-call", { roomId });
    const ended = await client.next("call-ended");

    const records = await server.audit(session.id);
    const count = (action) => records.filter((record) => record.action === action).length;
    // Two of the attempts are join-room's, one is generate-room's.
    assert.deepEqual(
      ["join_attempt", "join_success", "join_denied", "call_start", "call_end"].map(count),
      [3, 2, 0, 1, 1],
    );
    for (const record of records) {
      assert.match(record.metadata.requestId, /^[\w-]+$/);
      assert.equal(record.ipAddress, "127.0.0.1");
      assert.equal(record.roomId, roomId);
    }
    const [start] = records.filter((record) => record.action === "call_start");
    assert.equal(start.metadata.startedAt, startedAt);
    assert.equal(start.metadata.via, "join-room");
    const [end] = records.filter((record) => record.action === "call_end");
    assert.equal(end.metadata.endedAt, ended.endedAt);
    assert.equal(end.userId, practice.client.id);
    assert.equal(end.duration, ended.durationSeconds);
  });

  it("has the request id of a REST request", async () => {
    const session = await practice.session();
    const headers = { "x-request-id": "audited-request" };
    await api(server, "POST", `/video-calls/start/${session.id}`, { token: practice.client.token, headers });
    const [start] = await server.audit(session.id, "call_start");
    assert.equal(start.metadata.requestId, "audited-request");
  });
});

describe("leaving", () => {
  it("is told to the others at once; the call goes on, and one may come back", async (t) => {
    const room = await practice.room();
    const { client, psychologist, startedAt } = await inCall(t, practice, room);
    await client.do("leave-room", { roomId: room.roomId });
    assert.deepEqual(await psychologist.next("user-left"), {
      socketId: client.id,
      userId: practice.client.id,
      reason: "left",
    });
    // Gone is gone: nothing reaches the room from outside it.
    const denied = await client.ask("offer", { offer: OFFER, to: psychologist.id });
    assert.equal(denied.error.code, "PERMISSION_DENIED");
    const back = await client.join(room.roomId);
    assert.deepEqual(back.call, { status: "in-progress", startedAt });
    await psychologist.next("user-joined");
    assert.deepEqual(await psychologist.untaken(), []);
    const record = await practice.record(room.session.id);
    assert.equal(record.statistics.joins, 3);
  });

  it("before the call has started ends nothing", async (t) => {
    const { session, roomId } = await practice.room();
    const client = await Peer.connect(t, server, practice.client.token);
    await client.join(roomId);
    await client.do("end-call", { roomId });
    const record = await practice.record(session.id);
    assert.equal(record.status, "Confirmed");
    assert.equal(record.videoCallStarted, null);
    assert.equal((await client.join(roomId)).participants.length, 1);
  });

  it("for another room's call on the same socket leaves the first", async (t) => {
    const one = await practice.room();
    const two = await practice.room();
    const { client, psychologist } = await inCall(t, practice, one);
    await client.join(two.roomId);
    assert.equal((await psychologist.next("user-left")).reason, "left");
  });
});

describe("REST and the room", () => {
  it("start by REST is told to who waits; end by REST to all", async (t) => {
    const { session, roomId } = await practice.room();
    const client = await Peer.connect(t, server, practice.client.token);
    await client.join(roomId);
    const started = await ok(server, "POST", `/video-calls/start/${session.id}`, {
      token: practice.psychologist.token,
    });
    assert.deepEqual(await client.next("call-started"), { sessionId: session.id, startedAt: started.videoCallStarted });

    const psychologist = await Peer.connect(t, server, practice.psychologist.token);
    const { call } = await psychologist.join(roomId);
    assert.deepEqual(call, { status: "in-progress", startedAt: started.videoCallStarted });
    const ended = await ok(server, "POST", `/video-calls/end/${session.id}`, { token: practice.admin.token });
    for (const peer of [client, psychologist]) {
      const told = await peer.next("call-ended");
      assert.equal(told.endedAt, ended.videoCallEnded);
      assert.equal(told.durationSeconds, ended.callDurationSeconds);
    }
    const again = await client.ask("join-room", { roomId });
    assert.equal(again.error.code, "INVALID_SESSION");
    assert.equal(again.error.details.reason, "SESSION_COMPLETED");
  });

  it("end-call is seen by REST at once", async (t) => {
    const room = await practice.room();
    const { client } = await inCall(t, practice, room);
    await client.do("end-call", { roomId: room.roomId });
    const ended = await ok(server, "POST", `/video-calls/end/${room.session.id}`, { token: practice.client.token });
    assert.match(ended.videoCallEnded, TIME);
    assert.equal(ended.videoCallEnded, (await client.next("call-ended")).endedAt);
  });

  it("a session cancelled while people wait in its room cannot become a call", async (t) => {
    const { session, roomId } = await practice.room();
    const client = await Peer.connect(t, server, practice.client.token);
    await client.join(roomId);
    await ok(server, "PATCH", `/sessions/${session.id}`, {
      token: practice.admin.token,
      json: { status: "Cancelled" },
    });
    const psychologist = await Peer.connect(t, server, practice.psychologist.token);
    const { error } = await psychologist.ask("join-room", { roomId });
    assert.equal(error.details.reason, "SESSION_CANCELLED");
    assert.equal((await practice.record(session.id)).status, "Cancelled");
  });
});
