// Connection state recovery: official clients (those that know it, and one that does not), and by hand.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { CALM, CLIENTS, Echo, TRANSPORTS } from "./harness.js";

const latest = CLIENTS["socket.io-client 4.8"];
const oldest = CLIENTS["socket.io-client 4.0.0"];

for (const [kind, options] of Object.entries(TRANSPORTS)) {
  describe(`recovery, ${kind}`, () => {
    let echo;
    before(async () => {
      echo = await Echo.start(...CALM, "--test-events", "--recovery-window", "60000");
    });
    after(async () => {
      assert.equal(await echo.stop(), 0);
    });

    async function connect(t, io = latest) {
      const client = echo.client(io, options);
      t.after(() => client.close());
      await client.connected();
      assert.equal((await client.next())[0], "auth");
      if (kind === "upgrade") await client.upgraded();
      return client;
    }

    it("brings id, rooms and missed events back, in order", async (t) => {
      const [lost, other] = await Promise.all([connect(t), connect(t)]);
      const { id } = lost.socket;
      await lost.ask("join", "room");
      lost.socket.io.reconnection(false);
      await lost.breakTransport();
      for (let i = 0; i < 20; i++) await other.ask("broadcast", "room", "missed", i);
      await other.ask("broadcast", "room", "bytes", { a: Buffer.from([1, 2]) });
      await other.ask("broadcast-volatile", "room", "volatile", 0);

      lost.socket.io.reconnection(true);
      lost.socket.connect();
      await lost.once("connect");
      assert.equal(lost.socket.recovered, true);
      assert.equal(lost.socket.id, id);
      for (let i = 0; i < 20; i++) assert.deepEqual((await lost.next()).slice(0, 2), ["missed", i]);
      const [name, body] = await lost.next();
      assert.equal(name, "bytes");
      assert.deepEqual([...new Uint8Array(body.a)], [1, 2]);

      await other.ask("broadcast", "room", "after", 1);
      assert.deepEqual((await lost.next()).slice(0, 2), ["after", 1]);
      assert.equal(lost.left, 0, "nothing twice, nothing volatile");
    });

    it("works a second time", async (t) => {
      const [lost, other] = await Promise.all([connect(t), connect(t)]);
      await lost.ask("join", "twice");
      for (let round = 0; round < 3; round++) {
        const back = lost.once("connect");
        await lost.breakTransport();
        await other.ask("broadcast", "twice", "missed", round);
        await back;
        assert.equal(lost.socket.recovered, true);
        assert.deepEqual((await lost.next()).slice(0, 2), ["missed", round]);
      }
      assert.equal(lost.left, 0);
    });

    it("does not follow a purposeful disconnect", async (t) => {
      const client = await connect(t);
      const { id } = client.socket;
      client.socket.disconnect();
      client.socket.connect();
      await client.once("connect");
      assert.equal(client.socket.recovered, false);
      assert.notEqual(client.socket.id, id);
    });

    it("does not disturb a client that knows nothing of it", async (t) => {
      const client = await connect(t, oldest);
      const { id } = client.socket;
      client.socket.emit("message", 1);
      assert.deepEqual((await client.next()).slice(0, 2), ["message-back", 1]);
      const back = client.once("connect");
      await client.breakTransport();
      await back;
      assert.notEqual(client.socket.id, id);
      assert.equal((await client.next())[0], "auth");
    });
  });
}

describe("recovery by hand", () => {
  let echo;
  before(async () => {
    echo = await Echo.start(...CALM, "--test-events", "--recovery-window", "60000");
  });
  after(() => echo.stop());

  const answer = (text) => JSON.parse(text.slice(2));
  const event = (text) => JSON.parse(text.slice(2));

  /** A connected session: its ids, and the offset of the `auth` event. */
  async function connect() {
    const frames = await echo.webSocket();
    frames.send("40");
    const { sid, pid } = answer(await frames.next());
    return { frames, sid, pid, offset: event(await frames.next()).at(-1) };
  }
  async function comeBack(pid, offset) {
    const frames = await echo.webSocket();
    frames.send(`40${JSON.stringify({ pid, offset })}`);
    return { frames, ...answer(await frames.next()) };
  }

  it("gives a pid and offsets, but none with acks", async () => {
    const { frames, pid, offset } = await connect();
    assert.equal(typeof pid, "string");
    assert.equal(typeof offset, "string");
    frames.send('42["ask",1]');
    assert.match(await frames.next(), /^42\d+\["question",1\]$/);
    await frames.close();
  });

  it("takes over from a connection not yet known to be lost", async () => {
    const { frames: halfOpen, sid, pid, offset } = await connect();
    halfOpen.send('42["message","missed"]');
    await halfOpen.next();
    const back = await comeBack(pid, offset);
    assert.equal(back.sid, sid);
    assert.deepEqual(event(await back.frames.next()).slice(0, 2), ["message-back", "missed"]);
    await halfOpen.closed;
    back.frames.send('42["message","new"]');
    assert.deepEqual(event(await back.frames.next()).slice(0, 2), ["message-back", "new"]);
    await back.frames.close();
  });

  it("refuses an unknown pid or offset with a fresh socket", async () => {
    const { frames, sid, pid, offset } = await connect();
    await frames.close();
    const stranger = await comeBack("nobody's", offset);
    assert.notEqual(stranger.sid, sid);
    const confused = await comeBack(pid, "nothing");
    assert.notEqual(confused.sid, sid);
    assert.equal(event(await confused.frames.next())[0], "auth");
    await stranger.frames.close();
    await confused.frames.close();
  });
});
