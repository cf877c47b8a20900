// Every case of the protocol's own test suite (docs/engine.io-protocol, v4), and its neighbours. Nothing here waits for time
// to pass: where the suite sleeps, these tests wait for what the sleep was for.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { Echo } from "./harness.js";

const PING_INTERVAL = 300;
const PING_TIMEOUT = 200;

describe("Engine.IO protocol", () => {
  /** Pings soon. */
  let fast;
  /** Pings not before a test is over. */
  let calm;
  before(async () => {
    fast = await Echo.start("--ping-interval", `${PING_INTERVAL}`, "--ping-timeout", `${PING_TIMEOUT}`);
    calm = await Echo.start("--ping-interval", "60000", "--ping-timeout", "60000");
  });
  after(async () => {
    assert.equal(await fast.stop(), 0);
    assert.equal(await calm.stop(), 0);
  });

  const checkHandshake = (packet, upgrades) => {
    assert.equal(packet[0], "0");
    const value = JSON.parse(packet.slice(1));
    assert.deepEqual(Object.keys(value), ["sid", "upgrades", "pingInterval", "pingTimeout", "maxPayload"]);
    assert.match(value.sid, /^[\w-]{20}$/);
    assert.deepEqual(value.upgrades, upgrades);
    assert.equal(value.pingInterval, PING_INTERVAL);
    assert.equal(value.pingTimeout, PING_TIMEOUT);
    assert.equal(value.maxPayload, 1000000);
  };

  const refused = async (response, code, message) => {
    assert.equal(response.status, 400);
    assert.deepEqual(await response.json(), { code, message });
  };

  describe("handshake", () => {
    it("polling: opens a session", async () => {
      const response = await fast.request("EIO=4&transport=polling");
      assert.equal(response.status, 200);
      assert.equal(response.headers.get("content-type"), "text/plain; charset=UTF-8");
      checkHandshake(await response.text(), ["websocket"]);
    });

    it("polling: refuses an invalid EIO", async () => {
      for (const query of ["transport=polling", "EIO=abc&transport=polling", "EIO=3&transport=polling"]) {
        await refused(await fast.request(query), 5, "Unsupported protocol version");
      }
    });

    it("polling: refuses an invalid transport", async () => {
      for (const query of ["EIO=4", "EIO=4&transport=abc"]) {
        await refused(await fast.request(query), 0, "Transport unknown");
      }
    });

    it("polling: refuses an invalid method", async () => {
      for (const method of ["POST", "PUT"]) {
        await refused(await fast.request("EIO=4&transport=polling", { method }), 2, "Bad handshake method");
      }
    });

    it("polling: refuses JSONP", async () => {
      await refused(await fast.request("EIO=4&transport=polling&j=0"), 3, "Bad request");
    });

    it("polling: refuses an unknown sid", async () => {
      await refused(await fast.poll("abc"), 1, "Session ID unknown");
      await refused(await fast.push("abc", "4x"), 1, "Session ID unknown");
    });

    it("websocket: opens a session", async () => {
      const ws = fast.webSocket();
      checkHandshake(await ws.next(), []);
      ws.socket.close();
      await ws.closed;
    });

    it("websocket: refuses an invalid EIO, transport and sid before the 101", async () => {
      for (const query of [
        "transport=websocket",
        "EIO=abc&transport=websocket",
        "EIO=4",
        "EIO=4&transport=abc",
        "EIO=4&transport=websocket&sid=unknown",
      ]) {
        assert.equal(await fast.webSocket(query).refused, 400, query);
      }
    });

    it("websocket: needs a WebSocket", async () => {
      await refused(await fast.request("EIO=4&transport=websocket"), 3, "Bad request");
    });
  });

  describe("message", () => {
    const roundTrip = async (body) => {
      const sid = await calm.open();
      const pushed = await calm.push(sid, body);
      assert.equal(pushed.status, 200);
      assert.equal(pushed.headers.get("content-type"), "text/html");
      assert.equal(await pushed.text(), "ok");
      const polled = await calm.poll(sid);
      assert.equal(polled.status, 200);
      assert.equal(await polled.text(), body);
    };

    it("polling: one text packet", () => roundTrip("4hello"));
    it("polling: several text packets", () => roundTrip("4test1\x1e4test2\x1e4test3"));
    it("polling: text and binary", () => roundTrip("4hello\x1ebAQIDBA=="));
    it("polling: text beyond ASCII", () => roundTrip("4grüße €😀"));

    it("polling: an invalid packet closes the session", async () => {
      for (const body of ["abc", "", "4ok\x1e", "b!", new Uint8Array([0x34, 0xff])]) {
        const sid = await calm.open();
        assert.equal((await calm.push(sid, body)).status, 400);
        assert.equal((await calm.poll(sid)).status, 400);
      }
    });

    it("polling: two polls at once close the session", async () => {
      const sid = await calm.open();
      const responses = await Promise.all([calm.poll(sid), calm.request(`EIO=4&transport=polling&sid=${sid}&t=burst`)]);
      const [first, second] = responses.sort((a, b) => a.status - b.status); // which came first is the network's choice
      assert.equal(first.status, 200);
      assert.equal(await first.text(), "1");
      assert.equal(second.status, 400);
      assert.equal((await calm.poll(sid)).status, 400);
    });

    it("polling: a cancelled poll closes the session", async () => {
      const sid = await calm.open();
      const poll = await calm.waitingPoll(sid);
      poll.cancel();
      await calm.untilGone(sid);
      assert.equal((await calm.poll(sid)).status, 400);
    });

    it("polling: a POST over maxPayload is 413 and leaves the session", async () => {
      const sid = await calm.open();
      const response = await calm.push(sid, "4" + "x".repeat(1_000_000));
      assert.equal(response.status, 413);
      assert.equal((await calm.push(sid, "4still")).status, 200);
      assert.equal(await (await calm.poll(sid)).text(), "4still");
    });

    it("websocket: text", async () => {
      const ws = calm.webSocket();
      await ws.next();
      ws.send("4hello");
      assert.equal(await ws.next(), "4hello");
      ws.socket.close();
    });

    it("websocket: binary", async () => {
      const ws = calm.webSocket();
      await ws.next();
      ws.send(Uint8Array.from([1, 2, 3, 4]));
      assert.deepEqual(await ws.next(), Buffer.from([1, 2, 3, 4]));
      ws.socket.close();
    });

    it("websocket: a message in fragments, with a control frame between", async () => {
      const ws = calm.webSocket();
      await ws.next();
      const ponged = new Promise((resolve) => ws.socket.once("pong", (data) => resolve(data.toString())));
      ws.send("4fra", { fin: false });
      ws.socket.ping("between");
      ws.send("gmen", { fin: false });
      ws.send("ts", { fin: true });
      assert.equal(await ponged, "between");
      assert.equal(await ws.next(), "4fragments");
      ws.socket.close();
    });

    it("websocket: an invalid packet closes the session", async () => {
      for (const frame of ["abc", "", "2", "0{}", "5"]) {
        const ws = calm.webSocket();
        await ws.next();
        ws.send(frame);
        await ws.closed;
      }
    });

    it("websocket: the largest message passes, a larger one closes the session", async () => {
      const ws = calm.webSocket();
      await ws.next();
      const largest = "4" + "x".repeat(999_999);
      ws.send(largest);
      assert.equal(await ws.next(), largest);
      ws.send(largest + "x");
      assert.equal(await ws.closed, 1009);
    });

    it("websocket: text that is not UTF-8 closes the session", async () => {
      const ws = calm.webSocket();
      await ws.next();
      ws.send(Buffer.from([0x34, 0xff]), { binary: false });
      assert.equal(await ws.closed, 1007);
    });
  });

  describe("heartbeat", () => {
    it("polling: ping and pong", async () => {
      const sid = await fast.open();
      for (let i = 0; i < 3; i++) {
        assert.equal(await (await fast.poll(sid)).text(), "2");
        assert.equal((await fast.push(sid, "3")).status, 200);
      }
    });

    it("polling: no pong ends the session", async () => {
      const sid = await fast.open();
      assert.equal(await (await fast.poll(sid)).text(), "2");
      assert.equal(await (await fast.poll(sid)).text(), "1");
      assert.equal((await fast.poll(sid)).status, 400);
    });

    it("polling: who does not even poll is noticed too", async () => {
      const sid = await fast.open();
      const opened = performance.now();
      await fast.untilGone(sid);
      const took = performance.now() - opened;
      assert.ok(took > PING_INTERVAL + PING_TIMEOUT - 50, `${took} ms`);
    });

    it("websocket: ping and pong", async () => {
      const ws = fast.webSocket();
      await ws.next();
      for (let i = 0; i < 3; i++) {
        assert.equal(await ws.next(), "2");
        ws.send("3");
      }
      ws.socket.close();
    });

    it("websocket: no pong ends the session", async () => {
      const ws = fast.webSocket();
      await ws.closed;
    });
  });

  describe("close", () => {
    it("polling: by the client", async () => {
      const sid = await calm.open();
      const polled = calm.poll(sid);
      const pushed = await calm.push(sid, "1");
      assert.equal(await pushed.text(), "ok");
      const response = await polled;
      // Its poll is released; or it came after the close, on another connection, and is refused.
      if (response.status === 200) assert.equal(await response.text(), "6");
      else assert.equal(response.status, 400);
      assert.equal((await calm.poll(sid)).status, 400);
    });

    it("websocket: by the client", async () => {
      const ws = calm.webSocket();
      await ws.next();
      ws.send("1");
      assert.equal(await ws.closed, 1000);
    });
  });

  describe("upgrade", () => {
    const probe = async (sid) => {
      const ws = calm.webSocket(`EIO=4&transport=websocket&sid=${sid}`);
      await ws.opened;
      ws.send("2probe");
      assert.equal(await ws.next(), "3probe");
      return ws;
    };

    it("from polling to websocket", async () => {
      const sid = await calm.open();
      const ws = await probe(sid);
      assert.equal(await (await calm.poll(sid)).text(), "6");
      ws.send("5");
      ws.send("4hello");
      assert.equal(await ws.next(), "4hello");
      ws.socket.close();
    });

    it("releases the poll that waits", async () => {
      const sid = await calm.open();
      const waiting = calm.poll(sid);
      const ws = await probe(sid);
      assert.equal(await (await waiting).text(), "6");
      ws.send("5");
      ws.socket.close();
    });

    it("moves what is queued to the websocket", async () => {
      const sid = await calm.open();
      const ws = await probe(sid);
      await calm.push(sid, "4queued");
      ws.send("5");
      assert.equal(await ws.next(), "4queued");
      ws.socket.close();
    });

    it("leaves the session alone when requests with its sid come later", async () => {
      const sid = await calm.open();
      const ws = await probe(sid);
      ws.send("5");
      ws.send("4upgraded");
      assert.equal(await ws.next(), "4upgraded");
      await refused(await calm.poll(sid), 3, "Bad request");
      await refused(await calm.push(sid, "4no"), 3, "Bad request");
      const second = calm.webSocket(`EIO=4&transport=websocket&sid=${sid}`);
      await second.closed;
      ws.send("4hello");
      assert.equal(await ws.next(), "4hello");
      ws.socket.close();
    });

    it("that fails leaves polling", async () => {
      for (const bad of ["5", "2", "4early", "abc"]) {
        const sid = await calm.open();
        const ws = calm.webSocket(`EIO=4&transport=websocket&sid=${sid}`);
        await ws.opened;
        ws.send(bad);
        await ws.closed;
        await calm.push(sid, "4on");
        assert.equal(await (await calm.poll(sid)).text(), "4on");
        const again = await probe(sid);
        again.send("5");
        again.send("4now");
        assert.equal(await again.next(), "4now");
        again.socket.close();
      }
    });

    it("of a probe that hangs up leaves polling", async () => {
      const sid = await calm.open();
      const ws = await probe(sid);
      ws.socket.terminate();
      await ws.closed;
      await calm.push(sid, "4on");
      assert.equal(await (await calm.poll(sid)).text(), "4on");
    });
  });

  describe("origins", () => {
    it("are echoed, with credentials", async () => {
      const response = await calm.request("EIO=4&transport=polling", { headers: { origin: "https://a.example" } });
      assert.equal(response.headers.get("access-control-allow-origin"), "https://a.example");
      assert.equal(response.headers.get("access-control-allow-credentials"), "true");
    });

    it("may ask first", async () => {
      const response = await calm.request("EIO=4&transport=polling", {
        method: "OPTIONS",
        headers: { origin: "https://a.example", "access-control-request-headers": "x-token" },
      });
      assert.equal(response.status, 204);
      assert.equal(response.headers.get("access-control-allow-headers"), "x-token");
    });
  });

  it("knows no other path", async () => {
    assert.equal((await fetch(`${calm.url}/elsewhere/?EIO=4&transport=polling`)).status, 404);
  });
});
