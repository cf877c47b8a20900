// REST: signing in, tokens, and users.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { runJson } from "./support/command.js";
import { api, as, assertFailure, ID, NOBODY, ok, TIME } from "./support/http.js";
import { badTokens, sign } from "./support/jwt.js";
import { Practice } from "./support/people.js";
import { Server } from "./support/server.js";

const PASSWORD = "correct horse battery";

let server;
let practice;
before(async () => {
  server = await Server.start();
  practice = await Practice.open(server);
});
after(() => server.dispose());

describe("signing in", () => {
  let user;
  before(async () => {
    const add = ["user", "add", "--name", "Pia Pass", "--email", "pia@x.example", "--password-stdin"];
    user = await runJson([...add, "--data-dir", server.dataDir], { input: `${PASSWORD}\n` });
  });

  it("gives a token that says who one is", async () => {
    const login = await ok(server, "POST", "/auth/login", { json: { email: "Pia@X.example", password: PASSWORD } });
    assert.match(login.expiresAt, TIME);
    assert.equal(login.user.id, user.id);
    for (const headers of [{ "x-auth-token": login.token }, { authorization: `Bearer ${login.token}` }]) {
      const me = await ok(server, "GET", "/auth/me", { headers });
      assert.deepEqual(me, login.user);
      assert.deepEqual(Object.keys(me).sort(), ["createdAt", "email", "id", "name", "role", "updatedAt"]);
    }
  });

  it("answers a wrong password and an unknown address alike", async () => {
    const attempts = [
      { email: "pia@x.example", password: "wrong horse battery" },
      { email: "nobody@x.example", password: PASSWORD },
      { email: practice.client.email, password: PASSWORD }, // joins by token only: has no password
    ];
    const messages = new Set();
    for (const json of attempts) {
      const answer = await api(server, "POST", "/auth/login", { json });
      messages.add(assertFailure(answer, 401, "INVALID_CREDENTIALS").message);
    }
    assert.equal(messages.size, 1);
  });

  it("takes the legacy form of the claims", async () => {
    const token = sign({ user: { id: practice.client.id, role: "client" } });
    assert.equal((await ok(server, "GET", "/auth/me", { token })).id, practice.client.id);
  });

  it("refuses every bad token", async () => {
    for (const [what, { token, reason }] of Object.entries(badTokens(practice.client))) {
      const answer = await api(server, "GET", "/auth/me", { token });
      assertFailure(answer, 401, reason);
      assert.match(answer.headers.get("www-authenticate"), /^Bearer /, what);
    }
  });

  it("refuses no token, two different tokens, and a token in the query", async () => {
    const { token } = practice.client;
    assertFailure(await api(server, "GET", "/auth/me"), 401, "UNAUTHENTICATED");
    const both = { "x-auth-token": token, authorization: `Bearer ${practice.admin.token}` };
    assertFailure(await api(server, "GET", "/auth/me", { headers: both }), 401, "UNAUTHENTICATED");
    for (const name of ["token", "access_token", "x-auth-token", "Token", "%74oken"]) {
      const answer = await api(server, "GET", `/auth/me?${name}=${token}`, { token });
      assertFailure(answer, 401, "UNAUTHENTICATED");
    }
  });
});

describe("users", () => {
  it("are made, listed, read and changed by the administrator", async () => {
    const json = { name: "Nora New", email: "Nora@X.example", role: "client", password: PASSWORD };
    const made = await api(server, "POST", "/users", as(practice.admin, { json }));
    assert.equal(made.status, 201);
    const user = made.body.data;
    assert.match(user.id, ID);
    assert.equal(user.email, "nora@x.example");
    assert.ok(!JSON.stringify(user).toLowerCase().includes("password"));
    assert.deepEqual(await ok(server, "GET", `/users/${user.id}`, as(practice.admin)), user);

    const changed = await ok(
      server,
      "PATCH",
      `/users/${user.id}`,
      as(practice.admin, { json: { name: "Nora Newer", password: "another password" } }),
    );
    assert.equal(changed.name, "Nora Newer");
    await ok(server, "POST", "/auth/login", { json: { email: "nora@x.example", password: "another password" } });
    const old = await api(server, "POST", "/auth/login", { json: { email: "nora@x.example", password: PASSWORD } });
    assertFailure(old, 401, "INVALID_CREDENTIALS");

    const again = await api(server, "POST", "/users", as(practice.admin, { json }));
    assertFailure(again, 409, "EMAIL_TAKEN");
  });

  it("are listed page by page, none twice and none left out", async () => {
    const all = await ok(server, "GET", "/users?limit=100", as(practice.admin));
    assert.equal(all.nextCursor, null);
    const seen = [];
    let cursor = "";
    do {
      const page = await ok(
        server,
        "GET",
        `/users?limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
        as(practice.admin),
      );
      assert.ok(page.users.length <= 2);
      seen.push(...page.users);
      cursor = page.nextCursor;
    } while (cursor);
    assert.deepEqual(seen, all.users);
  });

  it("are nobody else's business", async () => {
    for (const [method, path] of [
      ["GET", "/users"],
      ["POST", "/users"],
      ["GET", `/users/${practice.client.id}`],
      ["PATCH", `/users/${practice.client.id}`],
    ]) {
      assertFailure(await api(server, method, path, method === "GET" ? {} : { json: {} }), 401, "UNAUTHENTICATED");
      for (const user of [practice.client, practice.psychologist]) {
        assertFailure(
          await api(server, method, path, as(user, method === "GET" ? {} : { json: {} })),
          403,
          "FORBIDDEN",
        );
      }
    }
  });

  it("that are not there, and ids that are none", async () => {
    assertFailure(await api(server, "GET", `/users/${NOBODY}`, as(practice.admin)), 404, "USER_NOT_FOUND");
    assertFailure(await api(server, "GET", "/users/me", as(practice.admin)), 400, "INVALID_USER_ID");
    assertFailure(
      await api(server, "PATCH", `/users/${NOBODY}`, as(practice.admin, { json: { name: "X" } })),
      404,
      "USER_NOT_FOUND",
    );
  });
});
