// SIGTERM: answers in progress are finished, sockets are told, and the next server continues the calls.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { within } from "./support/deadline.js";
import { RawConnection, ok } from "./support/http.js";
import { Practice } from "./support/people.js";
import { Peer, TRANSPORTS, inCall } from "./support/peer.js";
import { Server } from "./support/server.js";

const DRAIN_MS = 3000;

async function start(t) {
  const server = await Server.start({ env: { CALLROOM_SERVER_DRAIN_TIMEOUT: `${DRAIN_MS}ms` } });
  t.after(() => server.dispose());
  return server;
}

describe("SIGTERM", () => {
  for (const [kind, transports] of Object.entries(TRANSPORTS)) {
    it(`with a call in progress: a close for both, and the next server continues it, ${kind}`, async (t) => {
      const server = await start(t);
      const practice = await Practice.open(server);
      const room = await practice.room();
      const { client, psychologist, startedAt } = await inCall(t, practice, room, { transports });
      const began = Date.now();
      const stopped = server.stop();
      for (const peer of [client, psychologist]) await peer.disconnected();
      assert.deepEqual(await stopped, { code: 0, signal: null });
      assert.ok(Date.now() - began < DRAIN_MS, `${Date.now() - began} ms`);

      await server.launch();
      for (const peer of [client, psychologist]) {
        await peer.connected();
        assert.deepEqual((await peer.join(room.roomId)).call, { status: "in-progress", startedAt });
      }
      const record = await practice.record(room.session.id);
      assert.equal(record.videoCallEnded, null);
      assert.deepEqual([record.statistics.joins, record.statistics.reconnections], [2, 2]);
    });
  }

  it("while a request is being sent: it is answered, with Connection: close, and the server ends", async (t) => {
    const server = await start(t);
    const practice = await Practice.open(server);
    const session = await practice.session();
    const connection = await RawConnection.open(server);
    t.after(() => connection.close());
    const body = '{"startTime":"2026-01-02T03:04:05.678Z"}';
    connection.send(
      `POST /api/video-calls/start/${session.id} HTTP/1.1\r\nHost: x\r\nx-auth-token: ${practice.client.token}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`,
    );
    assert.equal((await connection.response()).status, 100); // it is in the server's hands
    const stopped = server.stop();
    await server.logged((line) => line.msg === "shutting down", "the shutdown begins");
    connection.send(body);
    const answer = await connection.response();
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get("connection"), "close");
    await within(connection.ended, "the server to close the connection");
    assert.deepEqual(await stopped, { code: 0, signal: null });

    await server.launch();
    const { videoCallStarted } = JSON.parse(answer.body).data;
    assert.equal((await practice.record(session.id)).videoCallStarted, videoCallStarted);
  });

  it("with idle connections and a request that never ends: the drain time is the longest it takes", async (t) => {
    const server = await start(t);
    const idle = await RawConnection.open(server);
    const half = await RawConnection.open(server);
    const polling = await RawConnection.open(server);
    t.after(() => [idle, half, polling].forEach((connection) => connection.close()));
    half.send(
      "POST /api/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{",
    );
    polling.send("GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: x\r\n\r\n");
    const { sid } = JSON.parse((await polling.response()).body.slice(1));
    polling.send(`GET /socket.io/?EIO=4&transport=polling&sid=${sid} HTTP/1.1\r\nHost: x\r\n\r\n`);
    const began = Date.now();
    assert.deepEqual(await server.stop(), { code: 0, signal: null });
    assert.ok(Date.now() - began < DRAIN_MS + 2000, `${Date.now() - began} ms`);
  });

  it("twice, and SIGINT, end it as well", async (t) => {
    const server = await start(t);
    server.child.kill("SIGTERM");
    assert.deepEqual(await server.stop(), { code: 0, signal: null });
    await server.launch();
    server.child.kill("SIGINT");
    assert.deepEqual(await within(server.exited, "the server to end after SIGINT"), { code: 0, signal: null });
  });

  it("leaves a database that the commands and the next server read", async (t) => {
    const server = await start(t);
    const practice = await Practice.open(server);
    const { session, roomId } = await practice.room();
    const peer = await Peer.connect(t, server, practice.client.token);
    await peer.join(roomId);
    await server.stop();
    const listed = await server.command("session", "list");
    assert.deepEqual(
      listed.map((row) => [row.id, row.meetingLink]),
      [[session.id, roomId]],
    );
    await server.launch();
    assert.equal((await ok(server, "GET", "/auth/me", { token: practice.client.token })).id, practice.client.id);
  });
});
