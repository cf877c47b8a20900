// As operators run it: behind a proxy, with an identity provider, with limits, without an audit, on a store that fails.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { generateKeyPairSync, sign as signature } from "node:crypto";
import { once } from "node:events";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { createInterface } from "node:readline";
import { describe, it } from "node:test";
import { run, temporaryFolder } from "./support/command.js";
import { eventually, within } from "./support/deadline.js";
import { RawConnection, api, ok } from "./support/http.js";
import { sign } from "./support/jwt.js";
import { Practice } from "./support/people.js";
import { Peer, inCall } from "./support/peer.js";
import { Server } from "./support/server.js";

async function start(t, options) {
  const server = await Server.start(options);
  t.after(() => server.dispose());
  return server;
}

describe("behind a trusted proxy", () => {
  it("a client is who the proxy says: for the limits, the audit and HSTS", async (t) => {
    const server = await start(t, { env: { TRUSTED_PROXIES: "127.0.0.0/8", CALLROOM_LIMITS_LOGIN_PER_MINUTE: "2" } });
    const login = (hops) =>
      api(server, "POST", "/auth/login", {
        json: { email: "a@x.example", password: "x" },
        headers: { "x-forwarded-for": hops, "x-forwarded-proto": "https" },
      });
    for (const [hops, status] of [
      ["198.51.100.1", 401],
      ["198.51.100.1", 401],
      ["198.51.100.1", 429],
      ["198.51.100.2", 401],
      ["198.51.100.2, 198.51.100.1", 429],
    ]) {
      const answer = await login(hops);
      assert.equal(answer.status, status, hops);
      assert.equal(answer.headers.get("strict-transport-security"), "max-age=31536000");
    }
    const practice = await Practice.open(server);
    const { session, roomId } = await practice.room();
    const peer = await Peer.connect(t, server, practice.client.token, {
      extraHeaders: { "x-forwarded-for": "203.0.113.9" },
    });
    await peer.join(roomId);
    const [joined] = await server.audit(session.id, "join_success");
    assert.equal(joined.ipAddress, "203.0.113.9");
  });
});

describe("with an identity provider's keys", () => {
  const kid = "key-1";
  const encode = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const hour = () => Math.floor(Date.now() / 1000) + 3600;

  function signed(alg, hash, key, claims, options = {}) {
    const body = `${encode({ alg, kid })}.${encode({ exp: hour(), iss: "https://id.example", aud: "callroom", ...claims })}`;
    return `${body}.${signature(hash, Buffer.from(body), { key, ...options }).toString("base64url")}`;
  }
  const kinds = {
    RS256: {
      pair: () => generateKeyPairSync("rsa", { modulusLength: 2048 }),
      token: (key, claims) => signed("RS256", "sha256", key, claims),
    },
    ES256: {
      pair: () => generateKeyPairSync("ec", { namedCurve: "P-256" }),
      token: (key, claims) => signed("ES256", "sha256", key, claims, { dsaEncoding: "ieee-p1363" }),
    },
    EdDSA: { pair: () => generateKeyPairSync("ed25519"), token: (key, claims) => signed("EdDSA", null, key, claims) },
  };
  for (const [alg, { pair, token }] of Object.entries(kinds)) {
    it(`${alg}: its tokens are taken, by REST and by sockets, and no others`, async (t) => {
      const { publicKey, privateKey } = pair();
      const jwk = { ...publicKey.export({ format: "jwk" }), kid, alg, use: "sig" };
      const file = path.join(await temporaryFolder(), "jwks.json");
      await writeFile(file, JSON.stringify({ keys: [jwk] }));
      const env = {
        JWT_SECRET: undefined,
        JWT_JWKS_FILE: file,
        JWT_ISSUER: "https://id.example",
        JWT_AUDIENCE: "callroom",
      };
      const server = await start(t, { env });
      const user = { sub: "a".repeat(24), role: "client", name: "From Elsewhere" };

      const me = await ok(server, "GET", "/auth/me", { token: token(privateKey, user) });
      assert.deepEqual([me.id, me.name, me.role, me.email], [user.sub, user.name, "client", null]);
      await Peer.connect(t, server, token(privateKey, user));

      const asSecret = publicKey.export({ format: "pem", type: "spki" });
      const bad = {
        "another key's": token(pair().privateKey, user),
        "another issuer's": token(privateKey, { ...user, iss: "https://evil.example" }),
        "for another audience": token(privateKey, { ...user, aud: "other" }),
        "of an unknown kid": `${encode({ alg, kid: "key-2" })}.${token(privateKey, user).split(".").slice(1).join(".")}`,
        "signed with the public key as a secret": sign(
          { ...user, iss: "https://id.example", aud: "callroom" },
          { secret: asSecret, header: { kid } },
        ),
      };
      for (const [what, one] of Object.entries(bad)) {
        const { status } = await api(server, "GET", "/auth/me", { token: one });
        assert.equal(status, 401, what);
      }
      // Nothing to sign with: nobody signs in here.
      assert.equal(
        (await api(server, "POST", "/auth/login", { json: { email: "a@x.example", password: "x" } })).status,
        404,
      );
      const mint = await run(["token", "mint", "--user", "a@x.example", "--data-dir", server.dataDir], { env });
      assert.equal(mint.code, 1);
    });
  }
});

describe("with limits", () => {
  it("of sockets: one more is told to come later, and may when another has gone", async (t) => {
    const server = await start(t, { env: { SOCKET_CONNECTION_LIMIT: "2" } });
    const practice = await Practice.open(server);
    const one = await Peer.connect(t, server, practice.client.token);
    await Peer.connect(t, server, practice.psychologist.token);
    const third = Peer.open(t, server, practice.admin.token);
    await third.refused();
    assert.ok(!third.socket.connected);
    one.close();
    await third.connected(); // the official client keeps trying by itself
  });

  it("of connections: one more is answered 503", async (t) => {
    const server = await start(t, { env: { CALLROOM_HTTP_MAX_CONNECTIONS: "3" } });
    const held = [];
    t.after(() => held.forEach((connection) => connection.close()));
    for (let i = 0; i < 3; i += 1) {
      held.push(await RawConnection.open(server));
      held[i].send("GET /api/auth/me HTTP/1.1\r\nHost: x\r\n\r\n");
      assert.equal((await held[i].response()).status, 401);
    }
    const fourth = await RawConnection.open(server);
    held.push(fourth);
    assert.equal((await fourth.response()).status, 503);
    await within(fourth.ended, "the server to close");
    held[0].send("GET /api/auth/me HTTP/1.1\r\nHost: x\r\n\r\n");
    assert.equal((await held[0].response()).status, 401);
  });
});

describe("without an audit", () => {
  it("none is kept, and the operator is reminded of it", async (t) => {
    const server = await start(t, { env: { AUDIT_LOG_ENABLED: "false" } });
    const practice = await Practice.open(server);
    const room = await practice.room();
    const { client } = await inCall(t, practice, room);
    await client.do("end-call", { roomId: room.roomId });
    assert.equal((await practice.record(room.session.id)).status, "Completed");
    assert.deepEqual(await server.query("SELECT * FROM videocallauditlogs"), []);
    await server.logged((line) => line.level === "warn" && /AUDIT_LOG_ENABLED|audit/.test(line.cause), "the reminder");
  });
});

describe("a peer that falls silent", () => {
  it("is lost after the heartbeat's timeout", async (t) => {
    const env = { CALLROOM_REALTIME_PING_INTERVAL: "200ms", CALLROOM_REALTIME_PING_TIMEOUT: "300ms" };
    const server = await start(t, { env });
    const practice = await Practice.open(server);
    const { client, psychologist } = await inCall(t, practice, await practice.room());
    const id = client.id;
    client.socket.io.engine._sendPacket = () => {}; // no pong leaves it any more, and the connection stays open
    assert.deepEqual(await psychologist.next("user-reconnecting"), { userId: practice.client.id, socketId: id });
    assert.ok(psychologist.socket.connected);
  });
});

describe("a store that cannot be written", () => {
  it("refuses what it cannot keep, says so, and goes on when it can", async (t) => {
    const server = await start(t);
    const practice = await Practice.open(server);
    const room = await practice.room();
    const { client, psychologist, startedAt } = await inCall(t, practice, room);
    const other = await practice.session();
    const unlock = await lock(t, server);

    // Whoever is in a call keeps talking: a relay needs no store.
    await client.do("offer", { offer: {}, to: psychologist.id });
    await psychologist.next("offer");
    assert.equal((await fetch(`${server.opsUrl}/healthz`)).status, 200);
    const [refused, hangUp, ready] = await Promise.all([
      api(server, "POST", `/video-calls/start/${other.id}`, { token: practice.client.token }),
      client.ask("end-call", { roomId: room.roomId }),
      eventually(readiness(server), ({ status }) => status === 503, "the server to be not ready"),
    ]);
    assert.equal(refused.status, 503, JSON.stringify(refused.body));
    assert.equal(refused.body.error.code, "UNAVAILABLE");
    assert.match(refused.headers.get("retry-after"), /^\d+$/);
    assert.doesNotMatch(JSON.stringify(refused.body), /sqlite|SQL|database|locked/i);
    assert.equal(hangUp.error.code, "UNAVAILABLE");
    assert.ok(ready.body.error.details.reasons.length > 0);
    assert.deepEqual(await psychologist.untaken(), []);

    await unlock();
    await client.do("end-call", { roomId: room.roomId });
    assert.equal((await psychologist.next("call-ended")).reason, "ended");
    assert.equal((await practice.record(room.session.id)).videoCallStarted, startedAt);
    assert.equal((await practice.record(other.id)).videoCallStarted, null);
    await eventually(readiness(server), ({ status }) => status === 200, "the server to be ready again");
  });
});

const readiness = (server) => async () => {
  const response = await fetch(`${server.opsUrl}/readyz`);
  return { status: response.status, body: await response.json() };
};

/** Another process holds the database's write lock until the returned function is called. */
async function lock(t, server) {
  const holder = spawn("sqlite3", [path.join(server.dataDir, "callroom.db")], { stdio: ["pipe", "pipe", "inherit"] });
  t.after(() => holder.kill());
  const said = once(createInterface({ input: holder.stdout }), "line");
  holder.stdin.write("BEGIN IMMEDIATE;\nSELECT 'locked';\n");
  assert.deepEqual(await within(said, "the lock"), ["locked"]);
  return async () => {
    holder.stdin.end("ROLLBACK;\n");
    await within(once(holder, "close"), "the lock to be let go");
  };
}
