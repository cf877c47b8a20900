// Moving every record from SQLite to MongoDB and back, by the command, killed in between; and the way back of a version.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { after, before, describe, it } from "node:test";
import { createInterface } from "node:readline";
import path from "node:path";
import { BINARY, environment, program, run, runJson, temporaryFolder } from "./support/command.js";
import { eventually, within } from "./support/deadline.js";
import { ok } from "./support/http.js";
import { Database } from "./support/mongo.js";
import { Practice } from "./support/people.js";
import { Server } from "./support/server.js";

/** Sessions that nobody looks at, so that a move takes long enough to be killed in. */
const BULK = 2500;
const FILL = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${BULK})
  INSERT INTO sessions (id, clientId, psychologistId, sessionDate, sessionType, status, paymentStatus, recordingEnabled,
    accessCount, createdAt, updatedAt, revision)
  SELECT printf('%024x', i), printf('%024x', 1), printf('%024x', 2), 1795339800000 + i, 'Individual', 'Completed',
    'Completed', 0, 0, 1795339800000, 1795339800000, 1 FROM n`;

describe("callroom migrate --from --to", () => {
  let database;
  let server;
  let practice;
  let session;
  before(async () => {
    database = await Database.start();
    server = await Server.start();
    practice = await Practice.open(server);
    session = (await practice.room()).session;
    await ok(server, "POST", `/video-calls/start/${session.id}`, { token: practice.client.token });
    await ok(server, "POST", `/video-calls/end/${session.id}`, { token: practice.client.token });
  });
  after(async () => {
    await server?.dispose();
    await database?.kill();
  });

  const args = (from, to, folder = server.dataDir) => ["migrate", "--from", from, "--to", to, "--data-dir", folder];
  const env = () => ({ MONGODB_URI: database.uri });
  const move = (...how) => runJson(args(...how), { env: env() });

  /** Kills the command with SIGKILL as soon as it says that it has moved `of` sessions. */
  async function killAt(moved, ...how) {
    const child = spawn(BINARY, args(...how), { env: environment(env()), stdio: ["ignore", "ignore", "pipe"] });
    const ended = once(child, "close");
    const seen = [];
    createInterface({ input: child.stderr }).on("line", (line) => {
      seen.push(line);
      const done = /^sessions: (\d+) of \d+ moved$/.exec(line);
      if (done && Number(done[1]) >= moved) child.kill("SIGKILL");
    });
    const [, signal] = await within(ended, "the killed command to end", 60_000);
    assert.equal(signal, "SIGKILL", `it was done before it could be killed: ${seen.join(" | ")}`);
  }

  it("moves a practice with its history; killed in the middle, the next run completes it", async () => {
    await server.stop();
    const { code, err } = await program("sqlite3", [path.join(server.dataDir, "callroom.db"), FILL]);
    assert.equal(code, 0, err);

    const dry = await runJson([...args("sqlite", "mongodb"), "--dry-run"], { env: env() });
    const bulk = dry.tables.find(({ table }) => table === "sessions");
    assert.equal(bulk.records, BULK + 1);
    assert.equal(bulk.written, 0);

    await killAt(1000, "sqlite", "mongodb");
    const half = await run(["audit", "verify", "--data-dir", server.dataDir], { env: env() });
    assert.equal(half.code, 1);
    assert.match(half.err, /part of a transfer/);

    const report = await move("sqlite", "mongodb");
    assert.equal(report.resumed, true);
    const sessions = report.tables.find(({ table }) => table === "sessions");
    assert.ok(sessions.written < BULK, `${sessions.written} written by the second run: it began anew`);
    assert.equal(sessions.checksum, bulk.checksum);
    assert.equal(report.audit.valid, true);
    assert.ok(report.audit.checkpoints > 0, "the checkpoints that SQLite's server signed are met");
    assert.equal((await move("sqlite", "mongodb")).alreadyThere, true);
  });

  it("is what a server on MongoDB goes on with", async () => {
    server.env = { ...server.env, ...env() };
    await server.launch();
    const token = practice.client.token;
    const moved = await ok(server, "GET", `/video-calls/session/${session.id}`, { token });
    assert.equal(moved.status, "Completed");
    const fresh = await practice.room();
    await ok(server, "POST", `/video-calls/start/${fresh.session.id}`, { token });
    await server.stop();
    const verified = await runJson(["audit", "verify", "--data-dir", server.dataDir], { env: env() });
    assert.equal(verified.valid, true, "the chain goes on in its new place");
  });

  it("refuses a target that has gone on by itself, and keeps it", async () => {
    const { code, err } = await run(args("sqlite", "mongodb"), { env: env() });
    assert.equal(code, 1);
    assert.match(err, /holds other data/);
  });

  it("moves back into an empty data directory", async () => {
    const folder = await temporaryFolder();
    const report = await move("mongodb", "sqlite", folder);
    assert.equal(report.audit.valid, true);
    const { code, out } = await program("sqlite3", [
      path.join(folder, "callroom.db"),
      "PRAGMA integrity_check; SELECT count(*) FROM sessions; SELECT count(*) FROM sessions WHERE meetingLinkKey IS NOT NULL;",
    ]);
    assert.equal(code, 0);
    assert.deepEqual(out.trim().split("\n"), ["ok", `${BULK + 2}`, "2"]);
  });

  it("says what is wrong with the question", async () => {
    const same = await run(args("sqlite", "sqlite"), { env: env() });
    assert.deepEqual([same.code, /same store/.test(same.err)], [1, true]);
    const nowhere = await run(args("sqlite", "mongodb"));
    assert.deepEqual([nowhere.code, /MONGODB_URI/.test(nowhere.err)], [1, true]);
    assert.equal((await run(["migrate", "--from", "sqlite"], { env: env() })).code, 2);
    assert.equal((await run(["migrate", "--start-over"], { env: env() })).code, 2);
    const empty = await run(args("sqlite", "mongodb", await temporaryFolder()), { env: env() });
    assert.deepEqual([empty.code, /there is no database/.test(empty.err)], [1, true]);
  });
});

describe("callroom migrate --down", () => {
  let server;
  let practice;
  before(async () => {
    server = await Server.start();
    practice = await Practice.open(server);
    const { session } = await practice.room();
    await ok(server, "POST", `/video-calls/start/${session.id}`, { token: practice.client.token });
    await server.stop();
  });
  after(() => server?.dispose());

  const down = (...args) => run(["migrate", "--down", ...args, "--data-dir", server.dataDir]);
  const version = async () => (await server.query("PRAGMA user_version"))[0].user_version;

  it("says what would be lost, refuses, and does it when told to; a server comes back", async () => {
    const newest = await version();
    const dry = await runJson(["migrate", "--down", "--to", "3", "--dry-run", "--data-dir", server.dataDir]);
    assert.deepEqual([dry.before, dry.after, await version()], [newest, 3, newest]);
    assert.ok(dry.steps.find((step) => step.version === 5).records > 0);
    const refused = await down("--to", "3");
    assert.deepEqual([refused.code, await version()], [1, newest]);
    assert.match(refused.err, /hash chain.*--force/);
    assert.equal((await down("--to", "3", "--force")).code, 0);
    assert.equal(await version(), 3);
    await server.launch();
    assert.equal(await version(), newest);
    assert.equal((await ok(server, "GET", "/auth/me", { token: practice.client.token })).email, practice.client.email);
  });

  it("says where there is no way", async () => {
    await server.stop();
    const refused = await down("--to", "0", "--force");
    assert.deepEqual([refused.code, /nothing before it/.test(refused.err)], [1, true]);
    assert.equal((await down("--to", "sqlite")).code, 2);
    assert.equal((await run(["migrate", "--force"])).code, 2);
  });
});
