// Equivalents of the cases of the official protocol suite (socketio/socket.io, docs/socket.io-protocol/v5-test-suite),
// with the timings that one expects, by hand over ws and fetch.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { CALM, Echo } from "./harness.js";

describe("Socket.IO protocol", () => {
  let echo;
  before(async () => {
    echo = await Echo.start(...CALM, "--connect-timeout", "60000");
  });
  after(async () => {
    assert.equal(await echo.stop(), 0);
  });

  async function exchange(...messages) {
    const frames = await echo.webSocket();
    for (const message of messages) frames.send(message);
    return frames;
  }

  describe("connect", () => {
    for (const [what, sent, prefix, auth] of [
      ["the main namespace", "40", "40", '42["auth",{}]'],
      ["the main namespace with a payload", '40{"token":"123"}', "40", '42["auth",{"token":"123"}]'],
      ["a custom namespace", "40/custom,", "40/custom,", '42/custom,["auth",{}]'],
      ["a custom namespace without a comma", "40/custom", "40/custom,", '42/custom,["auth",{}]'],
      ["a custom namespace with a payload", '40/custom,{"token":"abc"}', "40/custom,", '42/custom,["auth",{"token":"abc"}]'],
    ]) {
      it(`to ${what}`, async () => {
        const frames = await exchange(sent);
        const answer = await frames.next();
        assert.ok(answer.startsWith(prefix), answer);
        const handshake = JSON.parse(answer.slice(prefix.length));
        assert.deepEqual(Object.keys(handshake), ["sid"]);
        assert.equal(typeof handshake.sid, "string");
        assert.equal(await frames.next(), auth);
        await frames.close();
      });
    }

    it("to an unknown namespace is refused", async () => {
      const frames = await exchange("40/random");
      assert.equal(await frames.next(), '44/random,{"message":"Invalid namespace"}');
      await frames.close();
    });

    for (const [what, ...sent] of [
      ["an invalid handshake", "4abc"],
      ["a payload that is no object", "40[]"],
      ["an event before the handshake", '42["message"]'],
    ]) {
      it(`closes upon ${what}`, async () => {
        const frames = await exchange(...sent);
        await frames.closed;
      });
    }

    it("closes upon a second handshake", async () => {
      const frames = await echo.connected();
      frames.send("40");
      await frames.closed;
    });
  });

  describe("disconnect", () => {
    it("leaves the main namespace, the session stays", async () => {
      const frames = await echo.connected();
      frames.send("41");
      frames.send("40/custom");
      assert.ok((await frames.next()).startsWith("40/custom,"));
      await frames.close();
    });

    it("leaves a custom namespace, the main one stays", async () => {
      const frames = await echo.connected();
      frames.send("40/custom");
      await frames.next();
      await frames.next();
      frames.send("41/custom");
      frames.send('42["message","message to main namespace"]');
      assert.equal(await frames.next(), '42["message-back","message to main namespace"]');
      await frames.close();
    });
  });

  describe("message", () => {
    const one = Buffer.from([1, 2, 3]);
    const two = Buffer.from([4, 5, 6]);
    const places = '{"_placeholder":true,"num":0},{"_placeholder":true,"num":1}';

    it("plain text", async () => {
      const frames = await echo.connected();
      frames.send('42["message",1,"2",{"3":[true]}]');
      assert.equal(await frames.next(), '42["message-back",1,"2",{"3":[true]}]');
      await frames.close();
    });

    it("with attachments", async () => {
      const frames = await echo.connected();
      frames.send(`452-["message",${places}]`);
      frames.send(one);
      frames.send(two);
      assert.equal(await frames.next(), `452-["message-back",${places}]`);
      assert.deepEqual(await frames.next(), one);
      assert.deepEqual(await frames.next(), two);
      await frames.close();
    });

    it("plain text with an ack", async () => {
      const frames = await echo.connected();
      frames.send('42456["message-with-ack",1,"2",{"3":[false]}]');
      assert.equal(await frames.next(), '43456[1,"2",{"3":[false]}]');
      await frames.close();
    });

    it("with attachments and an ack", async () => {
      const frames = await echo.connected();
      frames.send(`452-789["message-with-ack",${places}]`);
      frames.send(one);
      frames.send(two);
      assert.equal(await frames.next(), `462-789[${places}]`);
      assert.deepEqual(await frames.next(), one);
      assert.deepEqual(await frames.next(), two);
      await frames.close();
    });

    for (const [what, sent] of [
      ["unknown packet type", "4abc"],
      ["invalid payload format", "42{}"],
      ["invalid ack id", '42abc["message-with-ack",1,"2",{"3":[false]}]'],
      ["reserved event name", '42["disconnect"]'],
      ["attachment used nowhere", '451-["message"]'],
      ["attachment out of range", '451-["message",{"_placeholder":true,"num":1}]'],
      ["too many attachments", '4565-["message"]'],
      ["JSON too deep", `42["message",${"[".repeat(64)}${"]".repeat(64)}]`],
      ["CONNECT_ERROR from a client", '44{"message":"x"}'],
      ["binary that nothing awaits", Buffer.from([1])],
    ]) {
      it(`closes upon invalid format (${what})`, async () => {
        const frames = await echo.connected();
        frames.send(sent);
        await frames.closed;
      });
    }
  });

  it("carries a binary event over polling, in one payload", async () => {
    const url = `${echo.url}/socket.io/?EIO=4&transport=polling`;
    const { sid } = JSON.parse((await (await fetch(url)).text()).slice(1));
    const post = (body) => fetch(`${url}&sid=${sid}`, { method: "POST", body });
    const poll = async () => (await (await fetch(`${url}&sid=${sid}`)).text()).split("\x1e");
    assert.equal(await (await post("40")).text(), "ok");
    const got = [];
    while (got.length < 2) got.push(...(await poll()));
    assert.ok(got[0].startsWith("40{"));
    await post('451-["message",{"_placeholder":true,"num":0}]\x1ebAQID');
    assert.deepEqual(await poll(), ['451-["message-back",{"_placeholder":true,"num":0}]', "bAQID"]);
    await post("1");
  });
});

describe("with the official suite's timings", () => {
  let echo;
  before(async () => {
    echo = await Echo.start("--ping-interval", "300", "--ping-timeout", "200", "--max-payload", "1000000", "--connect-timeout", "1000");
  });
  after(() => echo.stop());

  it("closes a session that does not connect", async () => {
    const frames = await echo.webSocket();
    await frames.closed;
  });

  it("closes a session that was refused and does not try again", async () => {
    const frames = await echo.webSocket();
    frames.send("40/random");
    await frames.closed;
  });

  it("keeps one that does, beyond that time", async () => {
    const frames = await echo.connected();
    const late = await echo.webSocket();
    await late.closed; // opened later than `frames`, and timed out
    frames.send('42["message",1]');
    assert.equal(await frames.next(), '42["message-back",1]');
    await frames.close();
  });
});
