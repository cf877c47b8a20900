// The records in MongoDB: shared with an application that uses Mongoose, and a database that goes away and comes back.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { runJson, temporaryFolder } from "./support/command.js";
import { eventually } from "./support/deadline.js";
import { api, assertFailure, ok } from "./support/http.js";
import { Database, platform } from "./support/mongo.js";
import { Practice } from "./support/people.js";
import { inCall } from "./support/peer.js";
import { Server } from "./support/server.js";

/** No request takes longer, whatever the database does: what its own time-outs allow, twice. */
const BOUND_MS = 9_000;

describe("a database shared with an application that uses Mongoose", () => {
  let database;
  let server;
  let practice;
  let theirs;
  before(async () => {
    database = await Database.start();
    server = await Server.start({ env: { MONGODB_URI: database.uri } });
    practice = await Practice.open(server);
    theirs = await platform(database.uri);
  });
  after(async () => {
    await theirs?.connection.close();
    await server?.dispose();
    await database?.kill();
  });

  const book = (fields = {}) =>
    theirs.Session.create({
      clientId: practice.client.id,
      psychologistId: practice.psychologist.id,
      sessionDate: new Date(),
      status: "Confirmed",
      paymentStatus: "Paid",
      notes: "brings the questionnaire",
      intake: { goals: ["sleep", "work"] },
      ...fields,
    });
  const post = (path) => ok(server, "POST", `/video-calls/${path}`, { token: practice.client.token });

  it("answers can-join for a session that Mongoose wrote", async () => {
    const session = await book();
    const path = `/video-calls/can-join/${session.id}`;
    const answer = await ok(server, "GET", path, { token: practice.client.token });
    assert.equal(answer.canJoin, true, JSON.stringify(answer));
    await theirs.Session.updateOne({ _id: session.id }, { status: "Cancelled" });
    const later = await ok(server, "GET", path, { token: practice.client.token });
    assert.deepEqual([later.canJoin, later.reason], [false, "SESSION_CANCELLED"]);
  });

  it("writes a call that Mongoose reads, and keeps the fields it does not know", async () => {
    const { id } = await book();
    const { roomId } = await post(`generate-room/${id}`);
    await post(`start/${id}`);
    const running = await theirs.Session.findById(id).orFail();
    assert.equal(running.status, "In Progress");
    assert.equal(running.meetingLink, roomId);
    assert.ok(running.videoCallStarted instanceof Date);
    await theirs.Session.updateOne({ _id: id }, { videoCallStarted: new Date(running.videoCallStarted - 25 * 60_000) });
    await post(`end/${id}`);
    const ended = await theirs.Session.findById(id).orFail();
    assert.equal(ended.status, "Completed");
    assert.ok(ended.videoCallEnded instanceof Date);
    assert.equal(ended.callDuration, 25, "from the start that Mongoose wrote");
    assert.equal(ended.notes, "brings the questionnaire");
    assert.deepEqual(ended.intake.goals, ["sleep", "work"]);
    assert.equal(ended.paymentStatus, "Paid");
  });

  it("lets Mongoose save a document that the server changed meanwhile", async () => {
    const session = await book();
    await post(`start/${session.id}`);
    session.notes = "moved to the blue room";
    await session.save();
    await post(`end/${session.id}`);
    const after = await theirs.Session.findById(session.id).orFail();
    assert.deepEqual([after.status, after.notes], ["Completed", "moved to the blue room"]);
  });

  it("writes audit records that Mongoose can search", async () => {
    const { id } = await book();
    await post(`start/${id}`);
    const [record] = await theirs.Audit.find({ sessionId: id, action: "call_start" });
    assert.equal(record.userId.toString(), practice.client.id);
    assert.ok(record.timestamp instanceof Date);
    assert.equal(typeof record.metadata.requestId, "string");
  });

  it("reads users that Mongoose wrote, and is read", async () => {
    const made = await theirs.User.create({
      name: "Client Example",
      email: "theirs@example.org",
      role: "client",
      phone: "+1 555 0100",
    });
    const token = practice.admin.token;
    assert.equal((await ok(server, "GET", `/users/${made.id}`, { token })).name, "Client Example");
    await ok(server, "PATCH", `/users/${made.id}`, { token, json: { name: "Client Renamed" } });
    const after = await theirs.User.findById(made.id).orFail();
    assert.deepEqual([after.name, after.phone], ["Client Renamed", "+1 555 0100"]);
    assert.equal((await theirs.User.findById(practice.client.id).orFail()).name, practice.client.name);
  });

  it("leaves metrics that another application counted alone", async () => {
    await theirs.Metrics.create({ date: new Date("2026-01-01"), period: "daily", totalAttempts: 7 });
    await server.crash();
    const [kept] = await theirs.Metrics.find({ period: "daily", date: new Date("2026-01-01") });
    assert.equal(kept.totalAttempts, 7);
  });
});

describe("a database that goes away under load", () => {
  let database;
  let server;
  let practice;
  before(async () => {
    database = await Database.start();
    server = await Server.start({ env: { MONGODB_URI: database.uri } });
    practice = await Practice.open(server);
  });
  after(async () => {
    database?.resume();
    await server?.dispose();
    await database?.kill();
  });

  const ready = async () => (await fetch(`${server.opsUrl}/readyz`)).status;

  /** What happens to 40 requests at once: their statuses, and how long the slowest took. */
  async function load(session) {
    const began = Date.now();
    const requests = Array.from({ length: 40 }, () =>
      api(server, "GET", `/video-calls/can-join/${session.id}`, { token: practice.client.token }),
    );
    const answers = await Promise.all(requests);
    return { answers, ms: Date.now() - began };
  }

  const outages = {
    paused: [(it) => it.pause(), (it) => it.resume()],
    killed: [(it) => it.kill(), (it) => it.launch()],
  };
  for (const [how, [away, back]] of Object.entries(outages)) {
    it(`${how}: 503 in bounded time, the call goes on, and everything comes back by itself`, async (t) => {
      const { session, roomId } = await practice.room();
      const { client, psychologist } = await inCall(t, practice, { session, roomId });
      await away(database);
      const { answers, ms } = await load(session);
      for (const answer of answers) assertFailure(answer, 503, "UNAVAILABLE");
      assert.ok(ms < BOUND_MS, `the slowest answer took ${ms} ms`);
      await eventually(ready, (status) => status === 503, "the server to be not ready");
      await client.do("offer", { offer: { sdp: how }, to: psychologist.id });
      assert.equal((await psychologist.next("offer")).offer.sdp, how, "media is negotiated without the store");

      await back(database);
      await eventually(ready, (status) => status === 200, "the server to be ready again", 30_000);
      const again = await load(session);
      assert.deepEqual([...new Set(again.answers.map((answer) => answer.status))], [200]);
      await client.do("end-call", { roomId });
      await psychologist.next("call-ended");
      const record = await practice.record(session.id);
      assert.equal(record.status, "Completed");
    });
  }
});

describe("callroom migrate", () => {
  let database;
  let theirs;
  before(async () => {
    database = await Database.start();
    theirs = await platform(database.uri);
  });
  after(async () => {
    await theirs?.connection.close();
    await database?.kill();
  });

  it("completes another application's sessions, after a dry run that changes nothing", async () => {
    const id = new theirs.connection.base.Types.ObjectId();
    const session = { clientId: id, psychologistId: id, sessionDate: new Date(), notes: "theirs" };
    const confirmed = await theirs.Session.create({ ...session, status: "Confirmed" });
    await theirs.Session.create({ ...session, status: "Declined" });
    const migrate = (...more) => runJson(["migrate", ...more], { env: { MONGODB_URI: database.uri } });

    const told = await migrate("--dry-run");
    assert.deepEqual([told.sessions, told.completed, told.meetingLinks], [2, 2, 1]);
    assert.equal((await theirs.Session.findById(confirmed.id)).meetingLink, undefined);
    const done = await migrate();
    assert.deepEqual([done.indexes, done.completed, done.meetingLinks], [told.indexes, 2, 1]);
    const after = await theirs.Session.findById(confirmed.id);
    assert.match(after.meetingLink, /^room-[0-9a-f-]{36}$/);
    assert.equal(after.notes, "theirs");
    const again = await migrate();
    assert.deepEqual([again.indexes, again.completed, again.meetingLinks], [[], 0, 0]);
  });

  it("tells the version of an SQLite database, and brings it up", async () => {
    const dir = await temporaryFolder();
    const told = await runJson(["migrate", "--dry-run", "--data-dir", dir]);
    assert.deepEqual([told.before, told.after], [0, 0]);
    const done = await runJson(["migrate", "--data-dir", dir]);
    assert.deepEqual([done.before, done.after], [0, done.known]);
    assert.equal((await runJson(["migrate", "--data-dir", dir])).before, done.known);
  });
});
