// The web client's files, the operations listener, and the headers that guard every answer.
import assert from "node:assert/strict";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { runJson, temporaryFolder } from "./support/command.js";
import { api, raw } from "./support/http.js";
import { Server } from "./support/server.js";

const INDEX = "<!doctype html><title>callroom</title>";
const MANIFEST = '{"name":"callroom","display":"standalone"}';
const SCRIPT = "export const answer = 42;\n".repeat(100);
const OUTSIDE = "nobody outside may read this";

let server;
before(async () => {
  const folder = await temporaryFolder();
  const site = path.join(folder, "site");
  await mkdir(path.join(site, "assets"), { recursive: true });
  await writeFile(path.join(folder, "secret.txt"), OUTSIDE);
  await symlink(path.join(folder, "secret.txt"), path.join(site, "linked.txt"));
  await writeFile(path.join(site, "index.html"), INDEX);
  await writeFile(path.join(site, "manifest.webmanifest"), MANIFEST);
  await writeFile(path.join(site, "icon-192.png"), "\x89PNG");
  await writeFile(path.join(site, "assets", "app-CSAJI4eu.js"), SCRIPT);
  await writeFile(path.join(site, "assets", "app-CSAJI4eu.js.br"), brotliCompressSync(SCRIPT));
  await writeFile(path.join(site, "assets", "app-CSAJI4eu.js.gz"), gzipSync(SCRIPT));
  server = await Server.start({ args: ["--web-dir", site] });
});
after(() => server.dispose());

const ASSET = "/assets/app-CSAJI4eu.js";
const get = (target, headers = {}, method = "GET") =>
  raw(
    server,
    `${method} ${target} HTTP/1.1\r\nHost: x\r\n${Object.entries(headers)
      .map(([n, v]) => `${n}: ${v}\r\n`)
      .join("")}\r\n`,
  );

describe("the site", () => {
  it("is served with its types, and revalidated but for the assets", async () => {
    const index = await get("/");
    assert.equal(index.status, 200);
    assert.equal(index.body, INDEX);
    assert.match(index.headers.get("content-type"), /^text\/html; charset=utf-8$/i);
    assert.match(index.headers.get("cache-control"), /no-cache|max-age=0/);
    const asset = await get(ASSET);
    assert.equal(asset.body, SCRIPT);
    assert.match(asset.headers.get("content-type"), /^(text|application)\/javascript/);
    assert.match(asset.headers.get("cache-control"), /public.*max-age=31536000.*immutable/);
  });

  it("comes compressed to whoever takes it", async () => {
    for (const [accepted, encoding] of [
      ["gzip, deflate, br", "br"],
      ["gzip", "gzip"],
      ["br;q=0, gzip;q=0.5", "gzip"],
      ["identity", undefined],
      ["gzip;q=0", undefined],
    ]) {
      const answer = await get(ASSET, { "Accept-Encoding": accepted });
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get("content-encoding"), encoding, accepted);
      assert.match(answer.headers.get("vary"), /accept-encoding/i);
    }
    // fetch undoes the encoding: what was compressed is what is in the file.
    for (const encoding of ["br", "gzip"]) {
      const answer = await fetch(server.url + ASSET, { headers: { "accept-encoding": encoding } });
      assert.equal(answer.headers.get("content-encoding"), encoding);
      assert.equal(await answer.text(), SCRIPT);
    }
  });

  it("answers 304 to whoever has it", async () => {
    for (const target of ["/", ASSET]) {
      const etag = (await get(target)).headers.get("etag");
      assert.match(etag, /^(W\/)?"[^"]+"$/);
      for (const header of [etag, `"other", ${etag}`, "*"]) {
        const again = await get(target, { "If-None-Match": header });
        assert.equal(again.status, 304, header);
        assert.equal(again.body, "");
        assert.equal(again.headers.get("etag"), etag);
      }
      assert.equal((await get(target, { "If-None-Match": '"other"' })).status, 200);
    }
  });

  it("gives each encoding an ETag of its own", async () => {
    const tags = await Promise.all(
      ["br", "gzip", "identity"].map(async (e) => (await get(ASSET, { "Accept-Encoding": e })).headers.get("etag")),
    );
    assert.equal(new Set(tags).size, 3);
  });

  it("is one page for all of its paths, and 404 for files that are not there", async () => {
    const index = await get("/");
    for (const target of ["/call/0123456789abcdef01234567", "/call/x?y=z", "/help", "/admin", "/admin/live", "/anything"]) {
      const answer = await get(target);
      assert.equal(answer.status, 200);
      assert.equal(answer.body, INDEX);
      for (const name of ["content-security-policy", "permissions-policy", "cache-control"])
        assert.equal(answer.headers.get(name), index.headers.get(name), `${target} ${name}`);
    }
    for (const target of ["/assets/nosuch.js", "/favicon.ico", "/assets/"])
      assert.equal((await get(target)).status, 404, target);
  });

  it("can be installed: the manifest and its icons have their types", async () => {
    const manifest = await get("/manifest.webmanifest");
    assert.equal(manifest.status, 200);
    assert.equal(manifest.body, MANIFEST);
    assert.equal(manifest.headers.get("content-type"), "application/manifest+json");
    assert.equal((await get("/icon-192.png")).headers.get("content-type"), "image/png");
  });

  it("may use what a call needs, and nothing else of the browser", async () => {
    const policy = (await get("/")).headers.get("permissions-policy").split(", ");
    const own = policy.filter((entry) => entry.endsWith("=(self)")).map((entry) => entry.split("=")[0]);
    assert.deepEqual(own.sort(), [
      "autoplay",
      "camera",
      "display-capture",
      "fullscreen",
      "microphone",
      "picture-in-picture",
      "screen-wake-lock",
      "speaker-selection",
    ]);
    assert.ok(policy.every((entry) => /=\((self)?\)$/.test(entry)), policy.join("; "));
  });

  it("is read only", async () => {
    const head = await get("/", {}, "HEAD");
    assert.equal(head.status, 200);
    assert.equal(head.headers.get("content-length"), `${INDEX.length}`);
    assert.equal(head.body, "");
    for (const method of ["POST", "PUT", "DELETE"]) {
      const answer = await get("/", { "Content-Length": 0 }, method);
      assert.equal(answer.status, 405);
      assert.equal(answer.headers.get("allow"), "GET, HEAD");
    }
  });

  it("cannot be escaped from", async () => {
    const targets = [
      "/../secret.txt",
      "/../../../../../../etc/passwd",
      "/%2e%2e/secret.txt",
      "/%2e%2e%2fsecret.txt",
      "/..%2fsecret.txt",
      "/.%2e/secret.txt",
      "/assets/../../secret.txt",
      "/assets/..%2f..%2fsecret.txt",
      "/..%5csecret.txt",
      "/%252e%252e/secret.txt",
      "//etc/passwd",
      "/%2fetc/passwd",
      "/index.html%00.js",
      "/%00",
      "/linked.txt",
      "/assets%00/app.js",
      "/%c0%ae%c0%ae/secret.txt",
      "/file:///etc/passwd",
    ];
    for (const target of targets) {
      const answer = await get(target);
      assert.ok([400, 404].includes(answer.status) || answer.body === INDEX, `${target}: ${answer.status}`);
      assert.ok(!answer.body.includes(OUTSIDE) && !answer.body.includes("root:"), target);
    }
    assert.equal((await get("/%zz")).status, 404);
    assert.equal((await get("http://x/secret.txt")).status, 400);
  });
});

describe("the guards", () => {
  it("stand on the site, the API, its errors and the connection's errors", async () => {
    const answers = {
      "the site": await get("/"),
      "an asset": await get(ASSET),
      "a 304": await get("/", { "If-None-Match": "*" }),
      "a 404 of the site": await get("/nosuch.js"),
      "the API's 401": await get("/api/auth/me"),
      "the API's 404": await get("/api/nosuch"),
      "a path that is none": await get("/%zz"),
      "a malformed request": await raw(server, "GET / HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"),
    };
    for (const [what, { headers }] of Object.entries(answers)) {
      const policy = headers.get("content-security-policy");
      assert.match(policy ?? "", /default-src '(self|none)'/, what);
      assert.ok(!policy.includes("unsafe-inline") && !policy.includes("unsafe-eval"), what);
      assert.match(policy, /frame-ancestors 'none'/, what);
      assert.equal(headers.get("x-content-type-options"), "nosniff", what);
      assert.equal(headers.get("referrer-policy"), "no-referrer", what);
      assert.match(headers.get("permissions-policy"), /camera=\(self\), microphone=\(self\)/, what);
      assert.equal(headers.get("strict-transport-security"), undefined, `${what}: HSTS is for TLS only`);
      assert.match(headers.get("x-request-id"), /^[\w-]+$/, what);
      assert.equal(headers.get("server"), undefined, what);
    }
    assert.equal(answers["the API's 401"].headers.get("cache-control"), "no-store");
  });
});

describe("the operations listener", () => {
  const ops = (target, method = "GET") => fetch(server.opsUrl + target, { method });

  it("says that the server lives, is ready, and what it is", async () => {
    assert.deepEqual(await (await ops("/healthz")).json(), { success: true, data: { status: "ok" } });
    assert.deepEqual(await (await ops("/readyz")).json(), { success: true, data: { status: "ready" } });
    assert.deepEqual((await (await ops("/version")).json()).data, await runJson(["version"]));
  });

  it("has nothing else", async () => {
    assert.equal((await ops("/api/auth/me")).status, 404);
    assert.equal((await ops("/")).status, 404);
    const post = await ops("/healthz", "POST");
    assert.equal(post.status, 405);
    assert.equal(post.headers.get("allow"), "GET, HEAD");
  });

  it("is the only place for that", async () => {
    for (const target of ["/healthz", "/readyz", "/version", "/metrics"]) {
      const { status, body } = await get(target);
      assert.ok(status === 404 || body === INDEX, target); // a page's path, like any other
      assert.equal((await api(server, "GET", target)).status, 404);
    }
  });
});
