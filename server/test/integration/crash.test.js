// SIGKILL: what was answered is there afterwards, and a call in progress goes on.
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { after, before, describe, it } from "node:test";
import { eventually } from "./support/deadline.js";
import { api, ok } from "./support/http.js";
import { Practice } from "./support/people.js";
import { Peer, TRANSPORTS, inCall } from "./support/peer.js";
import { Server } from "./support/server.js";
import { wholeSeconds } from "./support/times.js";

/** SIGKILLs right after an acknowledged command; three for each of the five commands. */
const ROUNDS = 15;

describe("a server that is killed in the middle of a call", () => {
  let server;
  let practice;
  before(async () => {
    server = await Server.start();
    practice = await Practice.open(server);
  });
  after(() => server.dispose());

  for (const [kind, transports] of Object.entries(TRANSPORTS)) {
    it(`continues it: both come back by themselves, ${kind}`, async (t) => {
      const { session, roomId } = await practice.room();
      const { client, psychologist, startedAt } = await inCall(t, practice, { session, roomId }, { transports });
      await server.kill();
      for (const peer of [client, psychologist]) await peer.disconnected();
      await server.launch();

      for (const peer of [client, psychologist]) assert.equal(await peer.connected(), false, "nothing to recover from");
      const first = await client.join(roomId);
      assert.deepEqual(first.call, { status: "in-progress", startedAt });
      assert.deepEqual(
        first.participants.map((one) => [one.userId, one.userName, one.connected]),
        [
          [practice.client.id, practice.client.name, true],
          [practice.psychologist.id, practice.psychologist.name, false],
        ],
      );
      const second = await psychologist.join(roomId);
      assert.deepEqual(second.call, first.call);
      assert.equal((await client.next("user-reconnected")).socketId, psychologist.id);
      await client.do("offer", { offer: {}, to: psychologist.id });
      await psychologist.next("offer");

      await client.do("end-call", { roomId });
      const ended = await psychologist.next("call-ended");
      assert.equal(ended.durationSeconds, wholeSeconds(startedAt, ended.endedAt));
      const record = await practice.record(session.id);
      assert.equal(record.videoCallStarted, startedAt);
      assert.equal(record.videoCallEnded, ended.endedAt);
      assert.equal(record.callDurationSeconds, ended.durationSeconds);
      assert.deepEqual([record.statistics.joins, record.statistics.reconnections], [2, 2]);
      assert.equal((await server.audit(session.id, "call_start")).length, 1);
      assert.equal((await server.audit(session.id, "call_end")).length, 1);
    });
  }

  it("leaves nothing behind in shared memory", async () => {
    const name = `mongoc-${server.child.pid}`;
    await server.crash();
    const names = await readdir("/dev/shm");
    assert.ok(!names.includes(name), `/dev/shm/${name} would meet the next process with this id`);
  });

  it("lets them back into a call that has run past its window, and nobody new", async (t) => {
    const { session, roomId } = await practice.room();
    const { client, psychologist, startedAt } = await inCall(t, practice, { session, roomId });
    const json = { sessionDate: new Date(Date.now() - 3 * 3_600_000).toISOString() };
    await ok(server, "PATCH", `/sessions/${session.id}`, { token: practice.admin.token, json });
    await server.crash();
    for (const peer of [client, psychologist]) {
      await peer.disconnected();
      await peer.connected();
      assert.equal((await peer.join(roomId)).call.startedAt, startedAt);
    }
    const admin = await Peer.connect(t, server, practice.admin.token);
    assert.equal((await admin.ask("join-room", { roomId })).error.details.reason, "TOO_LATE");
  });
});

describe("what was acknowledged is there after SIGKILL", () => {
  let server;
  let practice;
  before(async () => {
    server = await Server.start();
    practice = await Practice.open(server);
  });
  after(() => server.dispose());

  const post = (path, token) => ok(server, "POST", `/video-calls/${path}`, { token });

  /** Each sends one command, and gives what must be true after the crash. */
  const commands = {
    async "generate-room"(session) {
      const { roomId } = await post(`generate-room/${session.id}`, practice.client.token);
      return { fields: { meetingLink: roomId, status: "Confirmed" }, audit: { join_attempt: 1 } };
    },
    async start(session) {
      const { videoCallStarted } = await post(`start/${session.id}`, practice.client.token);
      return { fields: { videoCallStarted, status: "In Progress" }, audit: { call_start: 1 } };
    },
    async end(session) {
      await post(`start/${session.id}`, practice.client.token);
      const { videoCallStarted, videoCallEnded, callDurationSeconds } = await post(
        `end/${session.id}`,
        practice.psychologist.token,
      );
      return {
        fields: { videoCallStarted, videoCallEnded, callDurationSeconds, status: "Completed" },
        audit: { call_start: 1, call_end: 1 },
      };
    },
    async "join-room"(session, t) {
      const { roomId } = await post(`generate-room/${session.id}`, practice.client.token);
      const options = { reconnection: false };
      const client = await Peer.connect(t, server, practice.client.token, options);
      const psychologist = await Peer.connect(t, server, practice.psychologist.token, options);
      await client.do("join-room", { roomId });
      const { call } = await psychologist.do("join-room", { roomId });
      return {
        fields: { videoCallStarted: call.startedAt, status: "In Progress" },
        audit: { join_success: 2, call_start: 1 },
        joins: 2,
      };
    },
    async "end-call"(session, t) {
      const { roomId } = await post(`generate-room/${session.id}`, practice.client.token);
      const { client, startedAt } = await inCall(t, practice, { session, roomId }, { reconnection: false });
      await client.do("end-call", { roomId });
      return {
        fields: { videoCallStarted: startedAt, status: "Completed" },
        ended: true,
        audit: { join_success: 2, call_start: 1, call_end: 1 },
        joins: 2,
      };
    },
  };

  const names = Object.keys(commands);
  for (let round = 0; round < ROUNDS; round += 1) {
    const name = names[round % names.length];
    it(`round ${round + 1} of ${ROUNDS}: ${name}`, async (t) => {
      const session = await practice.session();
      const { fields, audit, ended, joins = 0 } = await commands[name](session, t);
      await server.crash();
      const record = await practice.record(session.id);
      for (const [field, value] of Object.entries(fields)) assert.equal(record[field], value, field);
      if (ended) assert.notEqual(record.videoCallEnded, null);
      assert.equal(record.statistics.joins, joins);
      const records = await server.audit(session.id);
      for (const [action, count] of Object.entries(audit)) {
        assert.equal(records.filter((one) => one.action === action).length, count, action);
      }
    });
  }

  it("also of many at once: no answer was given too early", async () => {
    const count = 24;
    const sessions = await Promise.all(Array.from({ length: count }, () => practice.session()));
    const answered = new Map();
    const inFlight = sessions.map(async (session) => {
      const { status, body } = await api(server, "POST", `/video-calls/start/${session.id}`, {
        token: practice.client.token,
      });
      if (status === 200) answered.set(session.id, body.data.videoCallStarted);
      if (answered.size === count / 3) server.child.kill("SIGKILL");
    });
    await Promise.allSettled(inFlight);
    await server.kill();
    await server.launch();
    assert.ok(answered.size >= count / 3);
    for (const [id, startedAt] of answered) {
      const record = await practice.record(id);
      assert.equal(record.videoCallStarted, startedAt);
      assert.equal((await server.audit(id, "call_start")).length, 1);
    }
    // What was not answered is there whole or not at all.
    for (const { id } of sessions.filter((session) => !answered.has(session.id))) {
      const record = await practice.record(id);
      const starts = await server.audit(id, "call_start");
      assert.equal(starts.length, record.videoCallStarted === null ? 0 : 1);
      assert.equal(record.status, record.videoCallStarted === null ? "Confirmed" : "In Progress");
    }
  });
});

describe("a crash that nobody comes back from", () => {
  it("ends the call at the moment somebody was last seen in it", async (t) => {
    const env = {
      CALLROOM_CALL_RECONNECT_GRACE: "500ms",
      CALLROOM_CALL_EMPTY_GRACE: "500ms",
      CALLROOM_CALL_PRESENCE_INTERVAL: "1s",
    };
    const server = await Server.start({ env });
    t.after(() => server.dispose());
    const practice = await Practice.open(server);
    const { session, roomId } = await practice.room();
    const { startedAt } = await inCall(t, practice, { session, roomId }, { reconnection: false });
    await presenceWritten(server, session.id, Date.parse(startedAt) + 1000);
    const killedAt = Date.now();
    await server.crash();
    const back = Date.now();

    const record = await eventually(
      () => practice.record(session.id),
      ({ videoCallEnded }) => videoCallEnded !== null,
      "the call to end by itself",
    );
    assert.equal(record.status, "Completed");
    const endedAt = Date.parse(record.videoCallEnded);
    assert.ok(endedAt <= killedAt && killedAt - endedAt <= 1500, `${killedAt - endedAt} ms before the crash`);
    assert.ok(endedAt < back);
    assert.equal(record.callDurationSeconds, wholeSeconds(startedAt, record.videoCallEnded));
    for (const stay of record.statistics.stays) assert.ok(stay.leftAt <= record.videoCallEnded);
    const [end] = await server.audit(session.id, "call_end");
    assert.equal(end.metadata.reason, "empty");
  });
});

/** Until the store says that both were seen at or after `time`: from then on a crash costs less. */
const presenceWritten = (server, sessionId, time) =>
  eventually(
    () => server.query(`SELECT min(lastSeen) AS seen FROM callpresence WHERE sessionId = '${sessionId}'`),
    ([{ seen }]) => seen >= time,
    "presence to be written",
  );
