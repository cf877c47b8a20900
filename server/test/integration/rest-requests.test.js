// REST: what holds for every request.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { api, as, assertFailure, NOBODY, ok } from "./support/http.js";
import { Practice } from "./support/people.js";
import { Server } from "./support/server.js";

let server;
let practice;
before(async () => {
  server = await Server.start();
  practice = await Practice.open(server);
});
after(() => server.dispose());

describe("every request", () => {
  it("keeps a good request id and replaces a bad one", async () => {
    const good = await api(
      server,
      "GET",
      "/auth/me",
      as(practice.client, { headers: { "x-request-id": "abc-DEF_123" } }),
    );
    assert.equal(good.headers.get("x-request-id"), "abc-DEF_123");
    for (const bad of ["with space", "x".repeat(65), "<script>"]) {
      const answer = await api(server, "GET", "/auth/me", { headers: { "x-request-id": bad } });
      assert.notEqual(answer.headers.get("x-request-id"), bad);
      assertFailure(answer, 401, "UNAUTHENTICATED");
    }
  });

  it("is served below /api and /api/v1 alike", async () => {
    const [plain, versioned] = await Promise.all(
      ["/api", "/api/v1"].map((base) => ok(server, "GET", "/auth/me", as(practice.client, { base }))),
    );
    assert.deepEqual(plain, versioned);
  });

  it("to no route is 404, with a wrong method 405 and Allow", async () => {
    assertFailure(await api(server, "GET", "/nosuch", as(practice.admin)), 404, "NOT_FOUND");
    assertFailure(await api(server, "GET", "", as(practice.admin)), 404, "NOT_FOUND");
    const session = NOBODY;
    const wrong = [
      ["DELETE", "/users", "POST, GET, HEAD, OPTIONS"],
      ["GET", "/auth/login", "POST, OPTIONS"],
      ["PUT", `/sessions/${session}`, "GET, HEAD, PATCH, OPTIONS"],
      ["GET", `/video-calls/start/${session}`, "POST, OPTIONS"],
      ["DELETE", "/video-calls/history", "GET, HEAD, OPTIONS"],
    ];
    for (const [method, path, allow] of wrong) {
      const answer = await api(server, method, path);
      assertFailure(answer, 405, "METHOD_NOT_ALLOWED");
      assert.equal(answer.headers.get("allow"), allow);
    }
  });

  it("may ask with HEAD and OPTIONS", async () => {
    const head = await api(server, "HEAD", "/auth/me", as(practice.client));
    assert.equal(head.status, 200);
    assert.equal(head.body, "");
    const options = await api(server, "OPTIONS", "/users");
    assert.equal(options.status, 204);
    assert.equal(options.headers.get("allow"), "POST, GET, HEAD, OPTIONS");
  });

  it("has a body of JSON, of the named fields, of moderate size", async () => {
    const post = (more) => api(server, "POST", "/users", as(practice.admin, more));
    const good = { name: "X", email: "body@x.example", role: "client" };
    assertFailure(
      await post({ body: "a=b", headers: { "content-type": "application/x-www-form-urlencoded" } }),
      415,
      "UNSUPPORTED_MEDIA_TYPE",
    );
    const json = { "content-type": "application/json" };
    for (const body of ["{", "[]", '"x"', "", "{}", "\u0000", `${"[".repeat(1000)}${"]".repeat(1000)}`]) {
      assertFailure(await post({ body, headers: json }), 400, "INVALID_BODY");
    }
    for (const [field, value] of [
      ["extra", 1],
      ["role", "boss"],
      ["name", ""],
      ["name", 5],
      ["password", "short"],
      ["email", "x".repeat(300)],
    ]) {
      const error = assertFailure(await post({ json: { ...good, [field]: value } }), 400, "INVALID_BODY");
      assert.equal(error.details.field, field);
    }
    assertFailure(await post({ json: { ...good, name: "x".repeat(100_000) } }), 413, "PAYLOAD_TOO_LARGE");
  });

  it("with a bad path is refused like any other", async () => {
    for (const path of ["/users/%00", "/users/%2e%2e", "/users/..%2f", `/users/${"a".repeat(2000)}`]) {
      const { status, body } = await api(server, "GET", path, as(practice.admin));
      assert.ok(status === 400 || status === 404, `${path}: ${status}`);
      assert.equal(body.success, false);
    }
  });
});
