// Encryption at rest in MongoDB: what lies in the collections and on the database server's disk, in a database of our
// own and in one that an application with Mongoose shares; keys and erasure beside a running server.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { run, temporaryFolder } from "./support/command.js";
import { api, as, ok } from "./support/http.js";
import { Database, platform } from "./support/mongo.js";
import { filesIn, found, foundIn, plant, PLANTED } from "./support/planted.js";
import { Server } from "./support/server.js";

const newKey = () => randomBytes(32).toString("base64");
const env = (database, more) => ({ MONGODB_URI: database.uri, TRUSTED_PROXIES: "127.0.0.1", ...more });

/** All documents of all collections, one text each. */
async function documents(theirs) {
  const collections = await theirs.connection.db.listCollections().toArray();
  const all = await Promise.all(collections.map(({ name }) => theirs.connection.db.collection(name).find().toArray()));
  return all.flat().map((document) => JSON.stringify(document));
}

describe("a database of callroom's own", () => {
  let database;
  let server;
  let theirs;
  let world;
  let keyFile;
  before(async () => {
    keyFile = path.join(await temporaryFolder(), "key");
    writeFileSync(keyFile, newKey(), { mode: 0o600 });
    database = await Database.start();
    const sealed = { VIDEO_CALL_ENCRYPTION_KEY_FILE: keyFile, CALLROOM_ENV: "production" };
    server = await Server.start({ env: env(database, sealed) });
    world = await plant(server);
    theirs = await platform(database.uri);
  });
  after(async () => {
    await theirs?.connection.close();
    await server?.dispose();
    await database?.kill();
  });
  const users = async () => (await ok(server, "GET", "/users", as(world.practice.admin))).users;

  it("no collection and no file holds a personal field, and the API shows them all", async () => {
    assert.deepEqual(foundIn(await documents(theirs)), []);
    assert.deepEqual(found(filesIn(database.directory)), []);
    assert.ok((await users()).some(({ name, email }) => name === PLANTED.name && email === PLANTED.email));
    const record = await world.practice.record(world.session.id);
    assert.equal(record.ratings[0].comment, PLANTED.comment);
    const { records } = await ok(server, "GET", `/audit?sessionId=${world.session.id}`, as(world.practice.admin));
    assert.ok(records.some(({ ipAddress, userAgent }) => ipAddress === PLANTED.address && userAgent === PLANTED.agent));
  });

  it("without the key, or with another one, nothing is read", async () => {
    const list = (key) => run(["user", "list"], { env: { MONGODB_URI: database.uri, VIDEO_CALL_ENCRYPTION_KEY: key } });
    assert.match((await list(undefined)).err, /cannot use the database callroom: .*VIDEO_CALL_ENCRYPTION_KEY/);
    assert.match((await list(newKey())).err, /master key [0-9a-f]{16} is needed/);
  });

  it("the master key rotates while the server runs", async () => {
    const old = readFileSync(keyFile, "utf8").trim();
    const next = newKey();
    writeFileSync(keyFile, `${next}\n${old}\n`);
    const { rewrapped, current } = await server.command("keys", "rotate");
    assert.ok(rewrapped > 0);
    await world.practice.user("client", "After Rotation");
    await server.command("keys", "rotate");
    assert.deepEqual(Object.keys((await server.command("keys", "status")).wrappedBy), [current]);
    writeFileSync(keyFile, `${next}\n`);
    await server.stop(20_000);
    await server.launch();
    assert.ok((await users()).some(({ name }) => name === PLANTED.name));
  });

  it("a person is erased while the call and the chain stay, and the trail tells of it", async () => {
    const { client, session, practice } = world;
    await server.command("user", "erase", client.id, "--yes");
    const erased = (await users()).find(({ id }) => id === client.id);
    assert.deepEqual([erased.name, erased.email], ["erased", `erased:${client.id}`]);
    const record = await practice.record(session.id);
    assert.deepEqual([record.ratings[0].comment, record.status], ["erased", "Completed"]);
    const { records } = await ok(server, "GET", "/audit?action=user_erased", as(practice.admin));
    assert.deepEqual(records.map(({ userId }) => userId), [client.id]);
    assert.equal((await server.command("audit", "verify")).fault, undefined);
    const login = await api(server, "POST", "/auth/login", { json: { email: PLANTED.email, password: "whatever-1" } });
    assert.equal(login.status, 401);
  });
});

describe("a database that an application with Mongoose had first", () => {
  let database;
  let server;
  let theirs;
  let world;
  before(async () => {
    database = await Database.start();
    theirs = await platform(database.uri);
    await theirs.User.create({ name: "Theirs Example", email: "theirs@example.org", role: "client" });
    server = await Server.start({ env: env(database, { VIDEO_CALL_ENCRYPTION_KEY: newKey() }) });
    world = await plant(server);
  });
  after(async () => {
    await theirs?.connection.close();
    await server?.dispose();
    await database?.kill();
  });

  it("still reads and writes users and sessions", async () => {
    const user = await theirs.User.findById(world.client.id).orFail();
    assert.deepEqual([user.name, user.email], [PLANTED.name, PLANTED.email]);
    const session = await theirs.Session.findById(world.session.id).orFail();
    assert.match(session.meetingLink, /^room-/);
    await theirs.User.updateOne({ _id: user.id }, { name: "Renamed By Them" });
    const seen = await ok(server, "GET", `/users/${user.id}`, as(world.practice.admin));
    assert.equal(seen.name, "Renamed By Them");
    await theirs.User.updateOne({ _id: user.id }, { name: PLANTED.name });
  });

  it("finds nothing readable in what callroom alone writes", async () => {
    const isTheirs = (text) => text.includes('"email"') || text.includes('"sessionDate"');
    const others = (await documents(theirs)).filter((text) => !isTheirs(text));
    assert.deepEqual(foundIn(others), []);
    const [record] = await theirs.Audit.find({ sessionId: world.session.id, action: "call_start" });
    assert.match(record.metadata, /^enc:1:/);
    assert.match(record.ipAddress, /^enc:1:/);
    assert.equal(record.userId.toString(), world.client.id);
    const query = `/audit?sessionId=${world.session.id}&action=call_start`;
    const { records } = await ok(server, "GET", query, as(world.practice.admin));
    assert.equal(records[0].ipAddress, PLANTED.address);
  });
});
