// The official clients against socketio_echo: newest and oldest, over polling, WebSocket and from one to the other.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { CALM, CLIENTS, Echo, TRANSPORTS } from "./harness.js";

const MEGABYTE = 1_000_000;

for (const [version, io] of Object.entries(CLIENTS)) {
  for (const [kind, options] of Object.entries(TRANSPORTS)) {
    describe(`${version}, ${kind}`, () => {
      let echo;
      before(async () => {
        // Room for a message of 1 MB: base64 makes it a third longer over polling.
        echo = await Echo.start(...CALM, "--test-events", "--max-payload", "2000000");
      });
      after(async () => {
        assert.equal(await echo.stop(), 0);
      });

      /** A connected client, its `auth` event taken away; closed when the test ends. */
      async function connect(t, more = {}, nsp = "") {
        const client = echo.client(io, { ...options, ...more }, nsp);
        t.after(() => client.close());
        await client.connected();
        assert.equal((await client.next())[0], "auth");
        if (kind === "upgrade") await client.upgraded();
        return client;
      }

      it("connects and hands on the auth payload", async (t) => {
        const client = echo.client(io, { ...options, auth: { token: "123" } });
        t.after(() => client.close());
        await client.connected();
        assert.deepEqual(await client.next(), ["auth", { token: "123" }]);
        assert.match(client.socket.id, /^[-_a-zA-Z0-9]{20}$/);
        assert.notEqual(client.socket.id, client.socket.io.engine.id);
      });

      it("connects to a custom namespace beside the main one", async (t) => {
        const main = await connect(t);
        const custom = main.socket.io.socket("/custom");
        t.after(() => custom.disconnect());
        const auth = new Promise((resolve) => custom.on("auth", resolve));
        assert.deepEqual(await auth, {});
        const back = new Promise((resolve) => custom.on("message-back", resolve));
        custom.emit("message", "to custom");
        assert.equal(await back, "to custom");
        assert.equal(main.left, 0);
        assert.notEqual(custom.id, main.socket.id);
      });

      it("is refused an unknown namespace", async (t) => {
        const client = echo.client(io, options, "/random");
        t.after(() => client.close());
        const [error] = await client.once("connect_error");
        assert.equal(error.message, "Invalid namespace");
      });

      it("is refused by the middleware with data, and may try again", async (t) => {
        const client = echo.client(io, { ...options, auth: { token: "wrong" } }, "/guarded");
        t.after(() => client.close());
        const [error] = await client.once("connect_error");
        assert.equal(error.message, "not authorized");
        assert.deepEqual(error.data, { code: "AUTHENTICATION_FAILED" });
        client.socket.auth = { token: "let me in" };
        client.socket.connect();
        await client.connected();
      });

      it("sends and receives events", async (t) => {
        const client = await connect(t);
        client.socket.emit("message", 1, "2", { 3: [true, null] }, "déjà vu \u{1f600}");
        assert.deepEqual(await client.next(), ["message-back", 1, "2", { 3: [true, null] }, "déjà vu \u{1f600}"]);
      });

      it("keeps the order of many", async (t) => {
        const client = await connect(t);
        for (let i = 0; i < 500; i++) client.socket.emit("message", i);
        for (let i = 0; i < 500; i++) assert.deepEqual(await client.next(), ["message-back", i]);
      });

      it("gets its acks", async (t) => {
        const client = await connect(t);
        const answers = await Promise.all([1, 2, 3].map((n) => client.ask("message-with-ack", { n })));
        assert.deepEqual(answers, [{ n: 1 }, { n: 2 }, { n: 3 }]);
      });

      it("gives acks", async (t) => {
        const client = await connect(t);
        client.socket.on("question", (n, bytes, ack) => ack(n + 1, bytes));
        client.socket.emit("ask", 41, Buffer.from([7, 8]));
        assert.equal((await client.next())[0], "question");
        const [name, n, bytes] = await client.next();
        assert.deepEqual([name, n, [...bytes]], ["answered", 42, [7, 8]]);
      });

      it("need not give them", async (t) => {
        const client = await connect(t);
        client.socket.emit("ask");
        assert.equal((await client.next())[0], "question");
        assert.deepEqual(await client.next(), ["unanswered"]);
      });

      it("sends and receives binary, nested too", async (t) => {
        const client = await connect(t);
        client.socket.emit("message", Buffer.from([1, 2, 3]), { a: [{ b: Buffer.from([4, 5]) }], empty: Buffer.alloc(0) });
        const [name, first, second] = await client.next();
        assert.equal(name, "message-back");
        assert.deepEqual([...first], [1, 2, 3]);
        assert.deepEqual([...second.a[0].b], [4, 5]);
        assert.equal(second.empty.length ?? second.empty.byteLength, 0);
        const answer = await client.ask("message-with-ack", { x: Buffer.from("bytes") });
        assert.equal(Buffer.from(answer.x).toString(), "bytes");
      });

      it("carries messages of 1 MB both ways", async (t) => {
        const client = await connect(t);
        const text = "é".repeat(MEGABYTE / 2);
        client.socket.emit("message", text);
        assert.ok((await client.next())[1] === text);
        const bytes = Buffer.alloc(MEGABYTE, 0xa5);
        client.socket.emit("message", bytes);
        assert.ok(bytes.equals(Buffer.from((await client.next())[1])));
      });

      it("leaves and comes back by itself", async (t) => {
        const client = await connect(t);
        const { id } = client.socket;
        client.socket.disconnect();
        client.socket.connect();
        await client.connected();
        assert.notEqual(client.socket.id, id);
        assert.equal((await client.next())[0], "auth");
      });

      it("reconnects when the transport breaks", async (t) => {
        const client = await connect(t);
        const { id } = client.socket;
        await client.breakTransport();
        await client.once("connect");
        assert.notEqual(client.socket.id, id);
        assert.notEqual(client.socket.recovered, true);
        assert.equal((await client.next())[0], "auth");
        client.socket.emit("message", "again");
        assert.deepEqual(await client.next(), ["message-back", "again"]);
      });

      it("is told when the server ends the namespace", async (t) => {
        const client = await connect(t);
        const gone = client.once("disconnect");
        client.socket.emit("leave-me");
        assert.equal((await gone)[0], "io server disconnect");
      });

      it("is told when the server ends the connection", async (t) => {
        const client = await connect(t);
        const gone = client.once("disconnect");
        const closed = new Promise((resolve) => client.socket.io.engine.once("close", resolve));
        client.socket.emit("close-me");
        assert.equal((await gone)[0], "io server disconnect");
        await closed;
      });

      it("hears what is broadcast to its room, but for its own", async (t) => {
        const [a, b, c] = await Promise.all([connect(t), connect(t), connect(t)]);
        await Promise.all([a.ask("join", "room"), b.ask("join", "room")]);
        await a.ask("broadcast", "room", "hi", { n: 1 }, Buffer.from([9]));
        const [name, body, bytes] = await b.next();
        assert.deepEqual([name, body, [...bytes]], ["hi", { n: 1 }, [9]]);
        await b.ask("leave", "room");
        await a.ask("broadcast", "room", "hi", 2);
        await a.ask("broadcast", "", "to all", 3);
        assert.deepEqual(await b.next(), ["to all", 3]);
        assert.deepEqual(await c.next(), ["to all", 3]);
        assert.equal(a.left, 0);
      });

      it("tells the server why it went", async (t) => {
        const [watcher, purposeful, lost] = await Promise.all([connect(t), connect(t), connect(t)]);
        const expected = [
          [purposeful.socket.id, "client namespace disconnect"],
          [lost.socket.id, "transport close"],
        ];
        lost.socket.io.reconnection(false);
        purposeful.socket.disconnect();
        await lost.breakTransport();
        for (;;) {
          // Asks until the server has noticed both.
          const losses = await watcher.ask("losses");
          const found = losses.filter(([id]) => expected.some(([other]) => other === id));
          if (found.length < expected.length) continue;
          assert.deepEqual(found.sort(), expected.sort());
          break;
        }
      });
    });
  }

  describe(`${version}, many`, () => {
    it("200 clients at once", async () => {
      const echo = await Echo.start(...CALM);
      const transports = Object.values(TRANSPORTS);
      const clients = await Promise.all(
        Array.from({ length: 200 }, async (_, i) => {
          const client = echo.client(io, transports[i % transports.length]);
          await client.connected();
          assert.equal((await client.next())[0], "auth");
          return client;
        }),
      );
      const answers = await Promise.all(clients.map((client, i) => client.ask("message-with-ack", i)));
      assert.deepEqual(answers, Array.from({ length: 200 }, (_, i) => i));
      assert.equal(new Set(clients.map((client) => client.socket.id)).size, 200);
      for (const client of clients) client.close();
      assert.equal(await echo.stop(), 0);
    });
  });
}
