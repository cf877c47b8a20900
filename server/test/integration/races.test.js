// What two people (or two tabs, or two programs) do in the same moment happens once.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { api, ok } from "./support/http.js";
import { Practice } from "./support/people.js";
import { Peer, inCall } from "./support/peer.js";
import { Server } from "./support/server.js";

const ROUNDS = 10;

let server;
let practice;
before(async () => {
  server = await Server.start();
  practice = await Practice.open(server);
});
after(() => server.dispose());

const post = (path, user) => ok(server, "POST", `/video-calls/${path}`, { token: user.token });
const both = () => [practice.client, practice.psychologist];

describe("at the same time", () => {
  it("both join: the call starts once, and each knows of the other", async (t) => {
    const peers = await Promise.all(both().map((user) => Peer.connect(t, server, user.token)));
    for (let round = 0; round < ROUNDS; round += 1) {
      const { session, roomId } = await practice.room();
      const acks = await Promise.all(peers.map((peer) => peer.join(roomId)));
      const started = await Promise.all(peers.map((peer) => peer.next("call-started")));
      assert.deepEqual(started[0], started[1]);
      // One of them was first; the other found them there.
      assert.deepEqual(acks.map((ack) => ack.participants.length).sort(), [1, 2]);
      const first = acks.findIndex((ack) => ack.participants.length === 1);
      assert.equal((await peers[first].next("user-joined")).socketId, peers[1 - first].id);
      await peers[first].do("end-call", { roomId });
      for (const peer of peers) await peer.next("call-ended", (ended) => ended.sessionId === session.id);
      for (const peer of peers) assert.deepEqual(await peer.untaken(), []);
      assert.equal((await server.audit(session.id, "call_start")).length, 1);
    }
  });

  it("both hang up, by socket and by REST: the call ends once, at one time", async (t) => {
    for (let round = 0; round < ROUNDS; round += 1) {
      const room = await practice.room();
      const { client, psychologist } = await inCall(t, practice, room);
      const [one, two, rest] = await Promise.all([
        client.ask("end-call", { roomId: room.roomId }),
        psychologist.ask("end-call", { roomId: room.roomId }),
        post(`end/${room.session.id}`, practice.client),
      ]);
      assert.ok(one.ok || two.ok || rest.videoCallEnded);
      for (const peer of [client, psychologist]) {
        assert.equal((await peer.next("call-ended")).endedAt, rest.videoCallEnded);
        assert.deepEqual(await peer.untaken(), []);
      }
      assert.equal((await server.audit(room.session.id, "call_end")).length, 1);
      client.close();
      psychologist.close();
    }
  });

  it("many ask for the room: it is one", async () => {
    const session = await practice.session();
    const asked = Array.from({ length: 20 }, (_, i) => post(`generate-room/${session.id}`, both()[i % 2]));
    const rooms = new Set((await Promise.all(asked)).map(({ roomId }) => roomId));
    assert.equal(rooms.size, 1);
    assert.equal((await practice.record(session.id)).statistics.accessCount, 20);
  });

  it("many start and end: one start, one end, the same answer for all", async () => {
    const session = await practice.session();
    for (const [command, action] of [
      ["start", "call_start"],
      ["end", "call_end"],
    ]) {
      const asked = Array.from({ length: 20 }, (_, i) => post(`${command}/${session.id}`, both()[i % 2]));
      const answers = new Set((await Promise.all(asked)).map((answer) => JSON.stringify(answer)));
      assert.equal(answers.size, 1);
      assert.equal((await server.audit(session.id, action)).length, 1);
    }
  });

  it("one user joins from many windows: one is left, the others are superseded", async (t) => {
    const room = await practice.room();
    const windows = await Promise.all(
      Array.from({ length: 6 }, () => Peer.connect(t, server, practice.client.token, { reconnection: false })),
    );
    const acks = await Promise.all(windows.map((window) => window.ask("join-room", { roomId: room.roomId })));
    assert.ok(acks.every((ack) => ack.ok));
    const psychologist = await Peer.connect(t, server, practice.psychologist.token);
    const { participants } = await psychologist.join(room.roomId);
    assert.equal(participants.length, 2);
    const [{ socketId }] = participants.filter((one) => one.userId === practice.client.id);
    const closed = windows.filter((window) => window.id !== socketId);
    for (const window of closed) {
      assert.equal((await window.next("error")).code, "SUPERSEDED");
      await window.disconnected();
    }
    assert.equal(closed.length, 5);
  });

  it("one e-mail address is taken by many: one has it", async () => {
    const json = { name: "Twin", email: "twin@x.example", role: "client" };
    const made = await Promise.all(
      Array.from({ length: 10 }, () => api(server, "POST", "/users", { token: practice.admin.token, json })),
    );
    assert.deepEqual(made.map(({ status }) => status).sort(), [201, ...Array(9).fill(409)]);
  });
});
