// The command line: what each command prints, for people and for programs, and how it ends.
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { before, describe, it } from "node:test";
import { SECRET, run, runJson, temporaryFolder } from "./support/command.js";
import { ID, TIME } from "./support/http.js";
import { Server } from "./support/server.js";

/** A command that was refused: its exit code, nothing on stdout, and exactly one line that says why. */
function assertOneLine({ code, out, err }, expected) {
  assert.equal(code, 1);
  assert.equal(out, "");
  assert.match(err, /^callroom: [^\n]+\n$/);
  assert.match(err, expected);
}

describe("records", () => {
  let data;
  let client;
  let psychologist;
  before(async () => {
    data = ["--data-dir", await temporaryFolder()];
    const add = (name, role) =>
      runJson(["user", "add", "--name", name, "--email", `${role}@x.example`, "--role", role, ...data]);
    client = await add("Clara", "client");
    psychologist = await add("Peter", "psychologist");
  });

  it("user add prints the user", () => {
    assert.match(client.id, ID);
    assert.match(client.createdAt, TIME);
    const { name, email, role } = client;
    assert.deepEqual({ name, email, role }, { name: "Clara", email: "client@x.example", role: "client" });
  });

  it("user list has them all, as JSON and as lines", async () => {
    const users = await runJson(["user", "list", ...data]);
    assert.deepEqual(users.map((user) => user.id).sort(), [client.id, psychologist.id].sort());
    const { code, out } = await run(["user", "list", ...data]);
    assert.equal(code, 0);
    assert.equal(out.trimEnd().split("\n").length, 2);
    assert.match(out, new RegExp(`^${client.id} +client +client@x\\.example +Clara$`, "m"));
  });

  it("an e-mail address is taken once, in any case", async () => {
    const again = await run(["user", "add", "--name", "Twin", "--email", "CLIENT@x.example", ...data]);
    assertOneLine(again, /EMAIL_TAKEN/);
  });

  it("a user is added by the rules of POST /users", async () => {
    const add = (name, email, input) =>
      run(["user", "add", "--name", name, "--email", email, ...(input ? ["--password-stdin"] : []), ...data], { input });
    assertOneLine(await add("", "empty@x.example"), /name/);
    assertOneLine(await add("x".repeat(201), "long@x.example"), /name/);
    assertOneLine(await add("two\nlines", "lines@x.example"), /name/);
    assertOneLine(await add("X", "no address"), /email/);
    assertOneLine(await add("X", "short@x.example", "seven77\n"), /password/);
    assert.equal((await runJson(["user", "list", ...data])).length, 2);
  });

  it("session add, list and set", async () => {
    const people = ["--client", "client@x.example", "--psychologist", psychologist.id];
    const session = await runJson(["session", "add", ...people, "--date", "+90m", ...data]);
    assert.match(session.id, ID);
    assert.equal(session.clientId, client.id);
    assert.equal(session.status, "Confirmed");
    const inMinutes = (Date.parse(session.sessionDate) - Date.now()) / 60_000;
    assert.ok(inMinutes > 89 && inMinutes <= 90, `${inMinutes} min`);

    const set = await runJson([
      "session",
      "set",
      session.id,
      "--date",
      "2031-05-06T07:08:09+02:00",
      "--payment",
      "Refunded",
      ...data,
    ]);
    assert.equal(set.sessionDate, "2031-05-06T05:08:09.000Z");
    assert.equal(set.paymentStatus, "Refunded");
    const cancelled = await runJson(["session", "set", session.id, "--status", "Cancelled", ...data]);
    assert.equal(cancelled.status, "Cancelled");
    assertOneLine(await run(["session", "set", session.id, "--status", "Confirmed", ...data]), /ILLEGAL_STATUS_MOVE/);

    const listed = await runJson(["session", "list", "--status", "Cancelled", ...data]);
    assert.deepEqual(
      listed.map((row) => row.id),
      [session.id],
    );
    assert.deepEqual(await runJson(["session", "list", "--status", "Pending", ...data]), []);
  });

  it("what names nobody or nothing is refused in one line", async () => {
    const add = (...args) => run(["session", "add", ...args, ...data]);
    assertOneLine(await add("--client", "nobody@x.example", "--psychologist", psychologist.id), /nobody@x\.example/);
    assertOneLine(await add("--client", psychologist.id, "--psychologist", psychologist.id), /CLIENT_NOT_FOUND/);
    assertOneLine(await add("--client", client.id, "--psychologist", psychologist.id, "--date", "soon"), /'soon'/);
    assertOneLine(
      await add("--client", client.id, "--psychologist", psychologist.id, "--status", "Foo"),
      /'Foo'.*Cancelled/,
    );
    assertOneLine(await run(["session", "set", "f".repeat(24), "--date", "now", ...data]), /no session f{24}/);
    assertOneLine(
      await run(["user", "add", "--name", "X", "--email", "x2@x.example", "--role", "boss", ...data]),
      /'boss'/,
    );
  });

  it("token mint signs for a user, for as long as told", async () => {
    const minted = await runJson(["token", "mint", "--user", "client@x.example", "--minutes", "7", ...data]);
    const [header, claims] = minted.token
      .split(".")
      .slice(0, 2)
      .map((part) => JSON.parse(Buffer.from(part, "base64url")));
    assert.equal(header.alg, "HS256");
    assert.equal(claims.sub, client.id);
    assert.equal(claims.role, "client");
    assert.equal(claims.exp - claims.iat, 7 * 60);
    assert.equal(Date.parse(minted.expiresAt), claims.exp * 1000);
    const plain = await run(["token", "mint", "--user", client.id, ...data]);
    assert.match(plain.out, /^[\w-]+\.[\w-]+\.[\w-]+\n$/);
    assertOneLine(await run(["token", "mint", "--user", "nobody", ...data]), /'nobody'/);
  });

  it("a password comes from standard input only", async () => {
    const add = ["user", "add", "--name", "Pia", "--email", "pia@x.example", "--password-stdin", ...data];
    assertOneLine(await run(add, { input: "" }), /standard input/);
    const { code, out } = await run(add, { input: "correct horse battery\n" });
    assert.equal(code, 0);
    assert.ok(!out.includes("horse"));
  });
});

describe("usage", () => {
  it("is wrong: exit code 2", async () => {
    for (const args of [
      [],
      ["user"],
      ["nosuch"],
      ["serve", "--nosuch"],
      ["token", "mint"],
      ["user", "add", "--name", "X"],
    ]) {
      const { code, err } = await run(args);
      assert.equal(code, 2, args.join(" "));
      assert.notEqual(err, "");
    }
  });

  it("is shown: exit code 0", async () => {
    const { code, out } = await run(["--help"]);
    assert.equal(code, 0);
    for (const command of ["serve", "demo", "user", "session", "token", "config", "version"])
      assert.match(out, new RegExp(command));
  });

  it("version says what the binary is made of", async () => {
    const build = await runJson(["version"]);
    assert.equal(build.name, "callroom");
    assert.match(build.version, /^\d+\.\d+\.\d+$/);
    assert.deepEqual(Object.keys(build).sort(), ["buildType", "commit", "compiler", "name", "version"]);
    assert.match((await run(["version"])).out, new RegExp(`^callroom ${build.version} \\(`));
  });
});

describe("config", () => {
  it("check prints the effective values, secrets masked", async () => {
    const env = { TURN_SECRET: "turn-secret-value", TURN_SERVER_URL: "turn:turn.x.example", PORT: "5123" };
    for (const args of [
      ["config", "check"],
      ["config", "check", "--json"],
    ]) {
      const { code, out, err } = await run(args, { env });
      assert.equal(code, 0);
      assert.match(out, /5123/);
      assert.match(out, /turn:turn\.x\.example/);
      assert.match(out, /\*\*\*/);
      for (const secret of [SECRET, "turn-secret-value"]) assert.ok(!(out + err).includes(secret), secret);
    }
  });

  it("a flag goes before the environment, the environment before the file", async (t) => {
    const folder = await temporaryFolder();
    const file = path.join(folder, "callroom.toml");
    await writeFile(file, '[server]\nport = 4001\nops_port = 4002\n[call]\nempty_grace = "7m"\n');
    const { out } = await run(["config", "check", "--config", file], { env: { PORT: "4003" } });
    assert.match(out, /^port = 4003 .*PORT/m);
    assert.match(out, /^ops_port = 4002/m);
    assert.match(out, /^empty_grace = "7m"/m);
    assert.equal((await run(["config", "check"], { env: { CALLROOM_CONFIG: file } })).out.includes("4001"), true);
  });

  const refusals = {
    "a missing secret": [{ JWT_SECRET: undefined }, /JWT_SECRET\): missing/],
    "a short secret": [{ JWT_SECRET: "a-short-secret" }, /JWT_SECRET.*at least 32 bytes/],
    "a port that is none": [{ PORT: "70000" }, /PORT.*70000/],
    "a duration without a unit": [{ CALLROOM_CALL_EMPTY_GRACE: "5" }, /CALLROOM_CALL_EMPTY_GRACE.*"5"/],
    "a duration out of range": [{ CALLROOM_CALL_PRESENCE_INTERVAL: "60s" }, /CALLROOM_CALL_PRESENCE_INTERVAL.*15s/],
    "an origin with a path": [{ CORS_ORIGIN: "https://app.x.example/app" }, /CORS_ORIGIN/],
    MongoDB: [{ MONGODB_URI: "postgres://user:hunter2@db/callroom" }, /MONGODB_URI.*expected mongodb:/],
    Redis: [{ REDIS_URL: "redis://r" }, /REDIS_URL.*not supported/],
    "a certificate without a key": [{ TLS_CERT_FILE: "cert.pem" }, /TLS_KEY_FILE/],
    "a relay without credentials": [{ TURN_SERVER_URL: "turn:t.x.example" }, /TURN_SECRET/],
  };
  for (const [what, [env, expected]] of Object.entries(refusals)) {
    it(`refuses ${what}, in check and in serve alike`, async () => {
      const data = path.join(await temporaryFolder(), "data");
      for (const args of [
        ["config", "check"],
        ["serve", "--data-dir", data],
      ]) {
        const result = await run(args, { env });
        assertOneLine(result, expected);
        for (const secret of ["a-short-secret", "hunter2"]) assert.ok(!result.err.includes(secret));
      }
    });
  }

  const files = {
    "an unknown key": ["[server]\nprot = 1\n", /:2: unknown key.*prot/],
    "an unknown section": ["[sever]\nport = 1\n", /unknown.*sever/],
    "a value of the wrong type": ["[server]\nport = true\n", /port/],
    "no TOML": ["[server\n", /callroom\.toml/],
  };
  for (const [what, [text, expected]] of Object.entries(files)) {
    it(`refuses a file with ${what}`, async () => {
      const file = path.join(await temporaryFolder(), "callroom.toml");
      await writeFile(file, text);
      assertOneLine(await run(["config", "check", "--config", file]), expected);
    });
  }

  it("refuses a file that is not there", async () => {
    assertOneLine(
      await run(["config", "check", "--config", "/nonexistent/callroom.toml"]),
      /\/nonexistent\/callroom\.toml/,
    );
  });
});

describe("a start that cannot be", () => {
  const serve = (folder, { host = "127.0.0.1", port = "0", site = "" } = {}) =>
    run(["serve", "--host", host, "--port", port, "--ops-port", "0", "--web-dir", site, "--data-dir", folder]);

  it("says that the port is in use", async (t) => {
    const server = await Server.start();
    t.after(() => server.dispose());
    const result = await serve(await temporaryFolder(), { port: `${server.port}` });
    assertOneLine(result, /in use/);
    assert.match(result.err, new RegExp(`${server.port}`));
  });

  it("says that the database is none", async () => {
    const folder = await temporaryFolder();
    await writeFile(
      path.join(folder, "callroom.db"),
      "This is a letter to a friend, and no database at all. ".repeat(40),
    );
    assertOneLine(await serve(folder), /callroom\.db.*not a database/);
  });

  it("says that the data folder cannot be made", async () => {
    const file = path.join(await temporaryFolder(), "file");
    await writeFile(file, "");
    assertOneLine(await serve(path.join(file, "data")), /file\/data/);
  });

  it("says that the database is a folder", async () => {
    const folder = await temporaryFolder();
    await mkdir(path.join(folder, "callroom.db"));
    assertOneLine(await serve(folder), /callroom\.db/);
  });

  it("says that the web client is not there", async () => {
    const folder = await temporaryFolder();
    assertOneLine(await serve(folder, { site: path.join(folder, "nosuch") }), /nosuch/);
  });

  it("says that the address is not ours", async () => {
    assertOneLine(await serve(await temporaryFolder(), { host: "192.0.2.1" }), /192\.0\.2\.1/);
  });
});
