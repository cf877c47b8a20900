// A connection that is lost and comes back: within the grace time, too late, and recovered.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { eventually } from "./support/deadline.js";
import { Practice } from "./support/people.js";
import { Peer, TRANSPORTS, inCall } from "./support/peer.js";
import { Server } from "./support/server.js";

async function start(env) {
  const server = await Server.start({ env });
  return Practice.open(server);
}

for (const [kind, transports] of Object.entries(TRANSPORTS)) {
  describe(`a recovered connection, ${kind}`, () => {
    let practice;
    before(async () => {
      practice = await start({});
    });
    after(() => practice.server.dispose());

    it("keeps its id and its place, and gets what it missed, in order", async (t) => {
      const room = await practice.room();
      const { client, psychologist, startedAt } = await inCall(t, practice, room, { transports });
      const id = client.id;
      await client.drop();
      assert.deepEqual(await psychologist.next("user-reconnecting"), { userId: practice.client.id, socketId: id });
      // Meanwhile the others go on; what is for everybody waits for who is away.
      await psychologist.do("participant-state", { audio: true, video: false, screen: false });
      await psychologist.do("participant-state", { audio: false, video: false, screen: true });

      assert.equal(await client.connected(), true, "socket.recovered");
      assert.equal(client.id, id);
      assert.deepEqual(await psychologist.next("user-reconnected"), { userId: practice.client.id, socketId: id });
      assert.equal((await client.next("participant-state")).audio, true);
      assert.equal((await client.next("participant-state")).audio, false);
      await psychologist.do("offer", { offer: { n: 1 }, to: id });
      assert.equal((await client.next("offer")).offer.n, 1);

      // A client that joins again, as a careful one does, changes nothing.
      const again = await client.join(room.roomId);
      assert.deepEqual(again.call, { status: "in-progress", startedAt });
      assert.equal(again.participants.length, 2);
      assert.deepEqual(await psychologist.untaken(), []);
      const { statistics } = await practice.record(room.session.id);
      assert.deepEqual([statistics.joins, statistics.reconnections], [2, 1]);
    });
  });
}

describe("a new connection within the grace time", () => {
  let practice;
  before(async () => {
    practice = await start({ CALLROOM_REALTIME_RECOVERY_WINDOW: "0s" });
  });
  after(() => practice.server.dispose());

  it("takes the lost one's place", async (t) => {
    const room = await practice.room();
    const { client, psychologist, startedAt } = await inCall(t, practice, room);
    const lost = client.id;
    await client.drop();
    assert.deepEqual(await psychologist.next("user-reconnecting"), { userId: practice.client.id, socketId: lost });
    const unreachable = await psychologist.ask("offer", { offer: {}, to: lost });
    assert.equal(unreachable.error.code, "CONNECTION_TIMEOUT");

    assert.equal(await client.connected(), false);
    const back = await client.join(room.roomId);
    assert.deepEqual(back.call, { status: "in-progress", startedAt });
    assert.deepEqual(
      back.participants.map((one) => one.connected),
      [true, true],
    );
    assert.deepEqual(await psychologist.next("user-reconnected"), { userId: practice.client.id, socketId: client.id });
    assert.notEqual(client.id, lost);
    assert.deepEqual(await psychologist.untaken(), []);
  });

  it("shows who is away to whoever joins meanwhile", async (t) => {
    const room = await practice.room();
    const { psychologist } = await inCall(t, practice, room, { reconnection: false });
    await psychologist.drop();
    const admin = await Peer.connect(t, practice.server, practice.admin.token);
    const { participants } = await admin.join(room.roomId);
    const states = new Map(participants.map((one) => [one.userId, one.connected]));
    assert.deepEqual(
      [states.get(practice.client.id), states.get(practice.psychologist.id), states.get(practice.admin.id)],
      [true, false, true],
    );
  });
});

describe("who does not come back", () => {
  let practice;
  before(async () => {
    practice = await start({ CALLROOM_CALL_RECONNECT_GRACE: "300ms", CALLROOM_CALL_EMPTY_GRACE: "300ms" });
  });
  after(() => practice.server.dispose());

  it("has left, and a call that nobody is in ends with the last one's leaving", async (t) => {
    const room = await practice.room();
    const { client, psychologist } = await inCall(t, practice, room, { reconnection: false });
    const left = client.id;
    await client.drop();
    await psychologist.next("user-reconnecting");
    assert.deepEqual(await psychologist.next("user-left"), {
      socketId: left,
      userId: practice.client.id,
      reason: "timeout",
    });
    await psychologist.do("leave-room", { roomId: room.roomId });
    const ended = await eventually(
      () => practice.record(room.session.id), // its end is told to nobody, as nobody is there
      ({ videoCallEnded }) => videoCallEnded !== null,
      "the call to end by itself",
    );
    const [first, last] = ended.statistics.stays.map((stay) => stay.leftAt);
    assert.equal(ended.videoCallEnded, last);
    assert.ok(first < last);
    const [record] = await practice.server.audit(room.session.id, "call_end");
    assert.equal(record.metadata.reason, "empty");
  });

  it("is not recovered after that: a fresh socket, which must join again", async (t) => {
    const room = await practice.room();
    const { client, psychologist } = await inCall(t, practice, room);
    client.socket.io.reconnection(false);
    await client.drop();
    await psychologist.next("user-left");
    client.socket.connect();
    assert.equal(await client.connected(), false);
    await client.join(room.roomId);
    await psychologist.next("user-joined");
  });
});
