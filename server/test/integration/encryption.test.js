// Encryption at rest, as an operator sees it: what lies on the disk, the keys, erasing a person, backup and restore.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { run, runJson, temporaryFolder } from "./support/command.js";
import { api, as, ok } from "./support/http.js";
import { filesIn, found, plant, PLANTED } from "./support/planted.js";
import { Server } from "./support/server.js";

const newKey = () => randomBytes(32).toString("base64");

describe("without a master key", () => {
  it("the server says so once, and the personal fields lie on the disk", async (t) => {
    const server = await Server.start({ env: { TRUSTED_PROXIES: "127.0.0.1" } });
    t.after(() => server.dispose());
    await plant(server);
    assert.deepEqual(found(filesIn(server.dataDir)), Object.keys(PLANTED), "else the search below could not fail");
    assert.equal(server.log.filter((line) => line.includes("VIDEO_CALL_ENCRYPTION_KEY")).length, 1);
    assert.match(server.log.find((line) => line.includes("VIDEO_CALL_ENCRYPTION_KEY")), /"level":"warn"/);
  });

  it("production refuses to start, in one line", async () => {
    const { code, err } = await run(["serve"], { env: { CALLROOM_ENV: "production" } });
    assert.equal(code, 1);
    assert.match(err, /^callroom: encryption\.key \(VIDEO_CALL_ENCRYPTION_KEY\): missing; .*\n$/);
  });

  it("there is no backup", async () => {
    const folder = await temporaryFolder();
    const { code, err } = await run(["backup", path.join(folder, "b"), "--data-dir", folder]);
    assert.equal(code, 1);
    assert.match(err, /no master key/);
  });
});

describe("with a master key", () => {
  let server;
  let world;
  let folder;
  let keyFile;
  const inFolder = (name) => path.join(folder, name);
  const command = (...args) => run([...args], { env: server.env });
  before(async () => {
    folder = await temporaryFolder();
    keyFile = inFolder("key");
    writeFileSync(keyFile, newKey(), { mode: 0o600 });
    server = await Server.start({ env: { VIDEO_CALL_ENCRYPTION_KEY_FILE: keyFile, TRUSTED_PROXIES: "127.0.0.1" } });
    world = await plant(server);
  });
  after(() => server.dispose());

  it("no file of the database holds a personal field, and the API shows them all", async () => {
    assert.deepEqual(found(filesIn(server.dataDir)), []);
    const users = await ok(server, "GET", "/users", as(world.practice.admin));
    assert.ok(users.users.some(({ name, email }) => name === PLANTED.name && email === PLANTED.email));
    const record = await world.practice.record(world.session.id);
    assert.equal(record.ratings[0].comment, PLANTED.comment);
    assert.ok(!server.log.some((line) => line.includes("VIDEO_CALL_ENCRYPTION_KEY")));
  });

  it("a backup under load holds every answer that came before it, and no personal field", async () => {
    const acknowledged = [];
    let stop = false;
    const load = (async () => {
      while (!stop) acknowledged.push((await world.practice.session()).id);
    })();
    while (acknowledged.length < 5) await new Promise((resolve) => setImmediate(resolve));
    const before = [...acknowledged];
    const backup = inFolder("backup");
    const made = await server.command("backup", backup);
    stop = true;
    await load;
    assert.ok(made.bytes > 0);
    assert.equal(statSync(backup).mode & 0o777, 0o600);
    assert.deepEqual(found([backup]), []);
    assert.deepEqual(readdirSync(folder).filter((name) => name.startsWith(".")), [], "no copy is left beside it");

    const target = inFolder("restored");
    await runJson(["restore", backup, "--data-dir", target], { env: server.env });
    const sessions = await runJson(["session", "list", "--data-dir", target], { env: server.env });
    const restored = new Set(sessions.map(({ id }) => id));
    for (const id of [...before, world.session.id]) assert.ok(restored.has(id), id);
    assert.ok(existsSync(path.join(target, "signing-keys.json")));
    assert.deepEqual(
      readFileSync(path.join(target, "signing-keys.json")),
      readFileSync(path.join(server.dataDir, "signing-keys.json")),
    );
    assert.deepEqual(found(filesIn(target)), []);

    const again = new Server(target, server.port + 10_000, server.env, [], "http");
    await again.launch();
    try {
      const record = await ok(again, "GET", `/video-calls/session/${world.session.id}`, as(world.practice.admin));
      assert.equal(record.ratings[0].comment, PLANTED.comment);
    } finally {
      await again.dispose();
    }
  });

  it("a backup overwrites nothing, nor does a restore", async () => {
    const there = inFolder("there");
    writeFileSync(there, "mine");
    const backup = await command("backup", there, "--data-dir", server.dataDir);
    assert.equal(backup.code, 1);
    assert.match(backup.err, /is there already/);
    assert.equal(readFileSync(there, "utf8"), "mine");
    const restore = await command("restore", inFolder("backup"), "--data-dir", server.dataDir);
    assert.equal(restore.code, 1);
    assert.match(restore.err, /not empty/);
  });

  for (const [how, damage] of Object.entries({
    "that was cut off": (bytes) => bytes.subarray(0, bytes.length - 1),
    "whose last chunk is missing": (bytes) => bytes.subarray(0, 66 + 65_552),
    "that was changed": (bytes) => {
      const changed = Buffer.from(bytes);
      changed[bytes.length >> 1] ^= 1;
      return changed;
    },
    "that is something else": () => Buffer.from("PK\u0003\u0004 not a backup"),
  })) {
    it(`a backup ${how} is refused and nothing is put in place`, async () => {
      const damaged = inFolder("damaged");
      writeFileSync(damaged, damage(readFileSync(inFolder("backup"))));
      const target = inFolder("from-damaged");
      const { code, err } = await command("restore", damaged, "--data-dir", target);
      assert.equal(code, 1);
      assert.match(err, /cannot be restored/);
      assert.deepEqual(existsSync(target) ? readdirSync(target) : [], []);
    });
  }

  it("another master key reads neither backup nor database", async () => {
    const env = { VIDEO_CALL_ENCRYPTION_KEY: newKey() };
    const restore = await run(["restore", inFolder("backup"), "--data-dir", inFolder("other")], { env });
    assert.equal(restore.code, 1);
    assert.match(restore.err, /master key [0-9a-f]{16} is needed/);
    const list = await run(["user", "list", "--data-dir", server.dataDir], { env });
    assert.equal(list.code, 1);
    assert.match(list.err, /master key [0-9a-f]{16} is needed/);
  });

  it("the master key rotates while the server runs", async () => {
    const old = readFileSync(keyFile, "utf8").trim();
    const next = newKey();
    writeFileSync(keyFile, `${next}\n${old}\n`);
    const { rewrapped, current } = await server.command("keys", "rotate");
    assert.ok(rewrapped > 0);
    const users = () => ok(server, "GET", "/users", as(world.practice.admin));
    assert.ok((await users()).users.some(({ name }) => name === PLANTED.name));
    await world.practice.user("client", "After Rotation");
    await server.command("keys", "rotate");
    const status = await server.command("keys", "status");
    assert.deepEqual(Object.keys(status.wrappedBy), [current]);

    writeFileSync(keyFile, `${next}\n`);
    await server.stop(20_000);
    await server.launch();
    assert.ok((await users()).users.some(({ name }) => name === PLANTED.name));
  });

  it("a person is erased only when it is meant, and then is gone while the call stays", async () => {
    const { client, session, practice } = world;
    const erase = (...args) => command("user", "erase", ...args, "--data-dir", server.dataDir);
    assert.match((await erase(client.id)).err, /--yes/);
    assert.match((await erase("0".repeat(24), "--yes")).err, /nothing is known/);
    assert.match((await erase("nobody", "--yes")).err, /no user id/);
    assert.ok((await ok(server, "GET", "/users", as(practice.admin))).users.some(({ name }) => name === PLANTED.name));
    assert.equal((await erase(client.id, "--yes")).code, 0);

    const { users } = await ok(server, "GET", "/users", as(practice.admin));
    const erased = users.find(({ id }) => id === client.id);
    assert.deepEqual([erased.name, erased.email], ["erased", `erased:${client.id}`]);
    const record = await practice.record(session.id);
    assert.equal(record.ratings[0].comment, "erased");
    assert.equal(record.status, "Completed");
    const trail = await ok(server, "GET", "/audit?action=user_erased", as(practice.admin));
    assert.deepEqual(trail.records.map(({ userId }) => userId), [client.id]);
    const login = await api(server, "POST", "/auth/login", { json: { email: PLANTED.email, password: "whatever-1" } });
    assert.equal(login.status, 401);
    const free = await ok(server, "POST", "/users", {
      token: practice.admin.token,
      json: { name: "Somebody Else", email: PLANTED.email, role: "client" },
    });
    assert.notEqual(free.id, client.id);
  });
});
