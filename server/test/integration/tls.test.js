// TLS: https and wss with a certificate of one's own, and what is refused.
import assert from "node:assert/strict";
import { copyFile, writeFile } from "node:fs/promises";
import https from "node:https";
import path from "node:path";
import { before, describe, it } from "node:test";
import tls from "node:tls";
import { text } from "node:stream/consumers";
import { program, run, temporaryFolder } from "./support/command.js";
import { within } from "./support/deadline.js";
import { Peer, TRANSPORTS } from "./support/peer.js";
import { Server } from "./support/server.js";
import { userByCommand } from "./support/people.js";

const files = {};
before(async () => {
  const folder = await temporaryFolder();
  for (const name of ["own", "other"]) {
    const [cert, key] = [path.join(folder, `${name}.pem`), path.join(folder, `${name}.key`)];
    const { code, err } = await program("openssl", [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:prime256v1",
      "-nodes",
      "-days",
      "2",
      "-subj",
      "/CN=localhost",
      "-addext",
      "subjectAltName=DNS:localhost,IP:127.0.0.1",
      "-keyout",
      key,
      "-out",
      cert,
    ]);
    assert.equal(code, 0, err);
    files[name] = { cert, key };
  }
  files.garbage = path.join(folder, "garbage.pem");
  await writeFile(files.garbage, "-----BEGIN CERTIFICATE-----\nbm90aGluZw==\n-----END CERTIFICATE-----\n");
  files.copy = path.join(folder, "copy.pem");
  await copyFile(files.own.cert, files.copy);
});

const env = (cert, key) => ({ TLS_CERT_FILE: cert, TLS_KEY_FILE: key });

async function get(server, target) {
  const response = await within(
    new Promise((resolve, reject) =>
      https.get(server.url + target, { rejectUnauthorized: false, agent: false }, resolve).on("error", reject),
    ),
    "an https answer",
  );
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

/** The protocol that a handshake within these versions arrives at; the error's code where it fails. */
async function handshake(server, minVersion, maxVersion) {
  const socket = tls.connect({
    host: "127.0.0.1",
    port: server.port,
    rejectUnauthorized: false,
    minVersion,
    maxVersion,
    ciphers: "DEFAULT@SECLEVEL=0",
  });
  try {
    return await within(
      new Promise((resolve) =>
        socket.once("secureConnect", () => resolve(socket.getProtocol())).once("error", (error) => resolve(error.code)),
      ),
      "the handshake",
    );
  } finally {
    socket.destroy();
  }
}

describe("a server with a certificate", () => {
  it("speaks https and wss, and says so with HSTS", async (t) => {
    const server = await Server.start({ scheme: "https", env: env(files.own.cert, files.own.key) });
    t.after(() => server.dispose());
    for (const target of ["/api/auth/me", "/api/nosuch", "/nosuch", "/%zz"]) {
      const answer = await get(server, target);
      assert.equal(answer.headers["strict-transport-security"], "max-age=31536000", target);
    }
    const user = await userByCommand(server, "client");
    for (const transports of Object.values(TRANSPORTS)) {
      const peer = await Peer.connect(t, server, user.token, { transports, rejectUnauthorized: false });
      const { error } = await peer.ask("join-room", { roomId: "room-of-nobody" });
      assert.equal(error.code, "ROOM_NOT_FOUND");
    }
    assert.equal(await handshake(server, "TLSv1.3", "TLSv1.3"), "TLSv1.3");
    assert.equal(await handshake(server, "TLSv1.2", "TLSv1.2"), "TLSv1.2");
    for (const version of ["TLSv1", "TLSv1.1"]) {
      assert.match(await handshake(server, version, version), /^ERR_SSL_.*(VERSION|PROTOCOL)/i, version);
    }
    // Whoever speaks no TLS is not answered, and stops nobody else.
    await assert.rejects(fetch(server.url.replace("https:", "http:")));
    assert.equal((await get(server, "/api/auth/me")).status, 401);
    assert.deepEqual(await server.stop(), { code: 0, signal: null });
  });

  const pairs = {
    "of another key": () => [files.own.cert, files.other.key, /own\.pem|other\.key/],
    "that is not there": () => ["/nonexistent/cert.pem", files.own.key, /\/nonexistent\/cert\.pem/],
    "whose key is not there": () => [files.own.cert, "/nonexistent/key.pem", /\/nonexistent\/key\.pem/],
    "that is none": () => [files.garbage, files.own.key, /garbage\.pem/],
    "whose key is none": () => [files.own.cert, files.copy, /copy\.pem/],
  };
  for (const [what, pair] of Object.entries(pairs)) {
    it(`${what} does not start`, async () => {
      const [cert, key, expected] = pair();
      const data = await temporaryFolder();
      const { code, out, err } = await run(
        ["serve", "--port", "0", "--ops-port", "0", "--web-dir", "", "--data-dir", data],
        { env: env(cert, key) },
      );
      assert.equal(code, 1);
      assert.equal(out, "");
      assert.match(err, /^callroom: [^\n]+\n$/);
      assert.match(err, expected);
    });
  }
});
