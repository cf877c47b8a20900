// The official client against engineio_echo: over polling, over WebSocket, and from one to the other.
import assert from "node:assert/strict";
import { once } from "node:events";
import { after, before, describe, it } from "node:test";
import { Socket } from "engine.io-client";
import WebSocket from "ws";
import { Echo } from "./harness.js";

const KINDS = {
  polling: ["polling"],
  websocket: ["websocket"],
  upgrade: ["polling", "websocket"],
};

/** The official client's socket, with the messages it got. */
class Client {
  #waiting = [];
  #arrived = [];

  constructor(echo, transports, options = {}) {
    this.socket = new Socket(echo.url, { path: "/engine.io/", transports, ...options });
    this.opened = new Promise((resolve, reject) => {
      this.socket.once("open", resolve);
      this.socket.once("error", reject);
    });
    this.upgraded = new Promise((resolve) => this.socket.once("upgrade", (transport) => resolve(transport.name)));
    this.closed = new Promise((resolve) => this.socket.once("close", (reason) => resolve(reason)));
    this.socket.on("error", () => {});
    this.socket.on("message", (data) => {
      const next = this.#waiting.shift();
      if (next) next(data);
      else this.#arrived.push(data);
    });
  }

  next() {
    if (this.#arrived.length > 0) return Promise.resolve(this.#arrived.shift());
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  get left() {
    return this.#arrived.length;
  }

  async ready(kind) {
    await this.opened;
    if (kind === "upgrade") assert.equal(await this.upgraded, "websocket");
  }

  async close() {
    this.socket.close();
    await this.closed;
  }
}

const bytes = (data) => Buffer.from(data.buffer ?? data, data.byteOffset ?? 0, data.byteLength);

describe("official client", () => {
  let echo;
  before(async () => {
    echo = await Echo.start("--ping-interval", "300", "--ping-timeout", "5000");
  });
  after(async () => {
    assert.equal(await echo.stop(), 0);
  });

  for (const [kind, transports] of Object.entries(KINDS)) {
    describe(kind, () => {
      it("echoes text", async () => {
        const client = new Client(echo, transports);
        await client.ready(kind);
        for (const text of ["hello", "", "grüße €😀", "4", "b64", "\u0000"]) {
          client.socket.send(text);
          // The client gives undefined for a packet without data.
          assert.equal((await client.next()) ?? "", text);
        }
        await client.close();
      });

      it("echoes binary", async () => {
        const client = new Client(echo, transports);
        await client.ready(kind);
        for (const data of [Buffer.from([1, 2, 3, 4]), Buffer.alloc(0), Buffer.alloc(70_000, 0xa5)]) {
          client.socket.send(data);
          assert.deepEqual(bytes(await client.next()), data);
        }
        await client.close();
      });

      it("echoes messages of just under 1 MB", async () => {
        const client = new Client(echo, transports);
        await client.ready(kind);
        const text = "x".repeat(999_999);
        client.socket.send(text);
        assert.equal((await client.next()) === text, true);
        // By POST a byte takes 4/3 characters, and one more.
        const data = Buffer.alloc(kind === "polling" ? 749_997 : 1_000_000, 0x5a);
        client.socket.send(data);
        assert.equal(Buffer.compare(bytes(await client.next()), data), 0);
        await client.close();
      });

      it("keeps the order of many", async () => {
        const client = new Client(echo, transports);
        await client.opened; // while it upgrades, too
        const count = 500;
        for (let i = 0; i < count; i++) client.socket.send(`message ${i}`);
        for (let i = 0; i < count; i++) assert.equal(await client.next(), `message ${i}`);
        await client.close();
        assert.equal(client.left, 0);
      });

      it("is closed by the client, for good", async () => {
        const client = new Client(echo, transports);
        await client.ready(kind);
        const sid = client.socket.id;
        await client.close();
        await echo.untilGone(sid);
      });

      it("answers the heartbeat", async () => {
        const client = new Client(echo, transports);
        await client.ready(kind);
        for (let i = 0; i < 3; i++) await new Promise((resolve) => client.socket.once("ping", resolve));
        client.socket.send("alive");
        assert.equal(await client.next(), "alive");
        await client.close();
      });

      it("is told when the server goes", async () => {
        const going = await Echo.start("--ping-interval", "25000", "--ping-timeout", "20000");
        const client = new Client(going, transports);
        await client.ready(kind);
        // An answer to a message of its own: the client is polling again, or listening.
        client.socket.send("there?");
        await client.next();
        assert.equal(await going.stop(), 0);
        assert.match(await client.closed, /transport (close|error)/);
      });
    });
  }

  it("loses, doubles and swaps nothing while it upgrades", async () => {
    await Promise.all(
      Array.from({ length: 20 }, async () => {
        const client = new Client(echo, KINDS.upgrade);
        await client.opened;
        let sent = 0;
        let got = 0;
        let upgraded = false;
        client.upgraded.then(() => (upgraded = true));
        // Always a few on the way, until the upgrade is long past.
        for (let rest = 50; rest > 0; ) {
          while (sent - got < 5) client.socket.send(`${sent++}`);
          assert.equal(await client.next(), `${got++}`);
          if (upgraded) rest--;
        }
        while (got < sent) assert.equal(await client.next(), `${got++}`);
        await client.close();
        assert.equal(client.left, 0);
      }),
    );
  });

  it("200 at once", async () => {
    const kinds = Object.entries(KINDS);
    await Promise.all(
      Array.from({ length: 200 }, async (_, i) => {
        const [kind, transports] = kinds[i % kinds.length];
        const client = new Client(echo, transports);
        await client.ready(kind);
        for (let n = 0; n < 5; n++) {
          client.socket.send(`client ${i} says ${n}`);
          assert.equal(await client.next(), `client ${i} says ${n}`);
        }
        await client.close();
      }),
    );
  });

  it("notices a server that no longer pings", async () => {
    const stopped = await Echo.start("--ping-interval", "200", "--ping-timeout", "200");
    const client = new Client(stopped, KINDS.websocket);
    await client.opened;
    stopped.child.kill("SIGSTOP");
    assert.equal(await client.closed, "ping timeout");
    stopped.child.kill("SIGCONT");
    assert.equal(await stopped.stop(), 0);
  });
});

describe("slow consumer", () => {
  let echo;
  before(async () => {
    echo = await Echo.start("--ping-interval", "60000", "--ping-timeout", "60000");
  });
  after(async () => {
    assert.equal(await echo.stop(), 0);
  });

  // The queue's bound is 4 MB; kernel buffers and the allocator's slack come on top.
  const MEMORY = 64 * 1024 * 1024;

  it("websocket: is cut off, and costs the server nothing more", async () => {
    const before = echo.residentMemory();
    const socket = new WebSocket(`${echo.wsEndpoint}?EIO=4&transport=websocket`);
    socket.on("error", () => {});
    await once(socket, "message");
    let open = true;
    const closed = once(socket, "close").then(() => (open = false));
    socket.pause(); // takes nothing more
    const message = "4" + "x".repeat(500_000);
    let sent = 0;
    while (open && sent < 2_000) {
      const failed = await new Promise((resolve) => socket.send(message, resolve));
      sent++;
      if (failed) break;
    }
    socket.resume(); // what is left to read, and then the end
    await closed;
    assert.ok(sent < 2_000, "1 GB was taken");
    assert.ok(echo.residentMemory() - before < MEMORY, `${before} -> ${echo.residentMemory()} bytes`);
  });

  it("polling: is closed when it posts and never polls", async () => {
    const before = echo.residentMemory();
    const sid = await echo.open();
    const body = "4" + "x".repeat(500_000);
    let accepted = 0;
    for (;;) {
      const response = await echo.push(sid, body);
      await response.text();
      if (response.status !== 200) break;
      accepted++;
    }
    // The one that passed the bound was taken: eight of 500 kB fit into 4 MiB.
    assert.equal(accepted, 9);
    assert.ok(echo.residentMemory() - before < MEMORY);
  });
});
