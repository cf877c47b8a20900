// Receipts: what the server signs, checked offline by the command line and by another implementation of Ed25519.
import assert from "node:assert/strict";
import { createPublicKey, verify } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { run, temporaryFolder } from "./support/command.js";
import { api, as, assertFailure, ok } from "./support/http.js";
import { Peer } from "./support/peer.js";
import { Practice } from "./support/people.js";
import { Server } from "./support/server.js";

let server;
let practice;
let folder;
before(async () => {
  server = await Server.start();
  practice = await Practice.open(server);
  folder = await temporaryFolder();
});
after(() => server.dispose());

/** A call that both were in, ended by the psychologist. */
async function heldCall(t) {
  const { session, roomId } = await practice.room();
  for (const person of [practice.client, practice.psychologist]) {
    const peer = await Peer.connect(t, server, person.token);
    await peer.join(roomId);
  }
  await ok(server, "POST", `/video-calls/end/${session.id}`, as(practice.psychologist));
  return session;
}

async function fetchText(route, token) {
  const answer = await fetch(server.url + route, { headers: token ? { "x-auth-token": token } : {} });
  assert.equal(answer.status, 200);
  return answer.text();
}

const receiptFile = (session) => fetchText(`/api/video-calls/receipt/${session.id}?format=file`, practice.client.token);

async function keep(name, text) {
  const file = path.join(folder, name);
  await writeFile(file, text);
  return file;
}

describe("receipts", () => {
  it("are signed by a new key once it is there, and earlier ones still verify", async (t) => {
    const session = await heldCall(t);
    const before = await receiptFile(session);
    const { kid } = await server.command("signing-keys", "rotate");
    const after = await receiptFile(session);
    assert.notEqual(JSON.parse(before).signature.kid, kid);
    assert.equal(JSON.parse(after).signature.kid, kid, "the running server takes it");
    const listed = await server.command("signing-keys", "list");
    assert.deepEqual(listed.keys.map(({ retiredAt }) => retiredAt === undefined), [false, true]);
    const keys = await keep("rotated-keys.json", await fetchText("/.well-known/callroom-keys.json"));
    for (const [name, text] of Object.entries({ before, after })) {
      const { code, err } = await run(["receipt", "verify", await keep(`${name}.json`, text), "--keys", keys]);
      assert.equal(code, 0, err);
    }
  });

  it("are signed over their canonical form, by a published key", async (t) => {
    const session = await heldCall(t);
    const text = await receiptFile(session);
    const { signature, ...facts } = JSON.parse(text);
    const { keys } = JSON.parse(await fetchText("/.well-known/callroom-keys.json"));
    const key = createPublicKey({ key: keys.find(({ kid }) => kid === signature.kid), format: "jwk" });
    // What a page of another maker would do: sorted names, no white space.
    const sorted = (value) => {
      if (Array.isArray(value)) return value.map(sorted);
      if (value === null || typeof value !== "object") return value;
      return Object.fromEntries(
        Object.keys(value)
          .sort()
          .map((name) => [name, sorted(value[name])]),
      );
    };
    const signed = Buffer.from(JSON.stringify(sorted(facts)));
    assert.ok(verify(null, signed, key, Buffer.from(signature.value, "base64url")));
    assert.equal(text, JSON.stringify(sorted({ ...facts, signature })));
    assert.equal(facts.sessionId, session.id);
    assert.deepEqual(
      facts.participants.map(({ userId, role }) => ({ userId, role })),
      [
        { userId: practice.client.id, role: "client" },
        { userId: practice.psychologist.id, role: "psychologist" },
      ],
    );
    assert.equal(facts.bothPresent.length, 1);
  });

  it("outlive a restart, byte for byte", async (t) => {
    const session = await heldCall(t);
    const before = await receiptFile(session);
    await server.stop();
    await server.launch();
    assert.equal(await receiptFile(session), before);
  });

  it("are verified offline, and one changed byte is seen", async (t) => {
    const session = await heldCall(t);
    const text = await receiptFile(session);
    const keys = await keep("keys.json", await fetchText("/.well-known/callroom-keys.json"));
    const good = await run(["receipt", "verify", await keep("good.json", text), "--keys", keys]);
    assert.equal(good.code, 0, good.err);
    assert.match(good.out, new RegExp(`session +${session.id}`));
    assert.match(good.out, /the signature is good/);

    const changed = text.replace(/"durationSeconds":(\d)/, (_, digit) => `"durationSeconds":${9 - Number(digit)}`);
    assert.notEqual(changed, text);
    const bad = await run(["receipt", "verify", await keep("bad.json", changed), "--keys", keys]);
    assert.equal(bad.code, 1);
    assert.equal(bad.out, "");
    assert.match(bad.err, /bad\.json: CHANGED/);

    const none = await keep("none.json", '{"keys":[]}');
    const unknown = await run(["receipt", "verify", await keep("good.json", text), "--keys", none]);
    assert.equal(unknown.code, 1);
    assert.match(unknown.err, /key that is not among those given/);
  });

  it("are verified with the server's own keys where there are no others, and none are made", async (t) => {
    const session = await heldCall(t);
    const file = await keep("own.json", await receiptFile(session));
    const own = await run(["--json", "receipt", "verify", file, "--data-dir", server.dataDir]);
    assert.equal(own.code, 0, own.err);
    assert.equal(JSON.parse(own.out).receipt.sessionId, session.id);
    const empty = await temporaryFolder();
    const nothing = await run(["receipt", "verify", file, "--data-dir", empty]);
    assert.equal(nothing.code, 1);
    assert.match(nothing.err, /there are no keys in/);
    await assert.rejects(readFile(path.join(empty, "signing-keys.json")));
  });

  it("of a call that has not ended there is none", async () => {
    const session = await practice.session();
    const route = `/video-calls/receipt/${session.id}`;
    assertFailure(await api(server, "GET", route, as(practice.client)), 422, "CALL_NOT_ENDED");
  });
});
