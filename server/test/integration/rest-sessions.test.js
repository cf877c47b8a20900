// REST: bookings.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { api, as, assertFailure, ID, NOBODY, ok } from "./support/http.js";
import { Practice } from "./support/people.js";
import { Server } from "./support/server.js";

let server;
let practice;
let stranger;
before(async () => {
  server = await Server.start();
  practice = await Practice.open(server);
  stranger = await practice.user("client");
});
after(() => server.dispose());

describe("sessions", () => {
  it("are booked with defaults, and only for a client with a psychologist", async () => {
    const json = {
      clientId: practice.client.id,
      psychologistId: practice.psychologist.id,
      sessionDate: "2031-01-02T03:04:05+01:00",
    };
    const made = await api(server, "POST", "/sessions", as(practice.admin, { json }));
    assert.equal(made.status, 201);
    const session = made.body.data;
    assert.match(session.id, ID);
    assert.equal(session.sessionDate, "2031-01-02T02:04:05.000Z");
    assert.equal(session.sessionType, "Individual");
    assert.equal(session.status, "Pending");
    assert.equal(session.paymentStatus, "Pending");
    for (const field of ["meetingLink", "videoCallStarted", "videoCallEnded", "callDuration"])
      assert.equal(session[field], null);

    const wrong = [
      [{ clientId: practice.psychologist.id }, "CLIENT_NOT_FOUND"],
      [{ psychologistId: NOBODY }, "PSYCHOLOGIST_NOT_FOUND"],
    ];
    for (const [fields, code] of wrong) {
      assertFailure(
        await api(server, "POST", "/sessions", as(practice.admin, { json: { ...json, ...fields } })),
        422,
        code,
      );
    }
    assertFailure(await api(server, "POST", "/sessions", as(practice.client, { json })), 403, "FORBIDDEN");
  });

  it("move only as the contract allows", async () => {
    const session = await practice.session({ status: "Pending" });
    const move = (status) => api(server, "PATCH", `/sessions/${session.id}`, as(practice.admin, { json: { status } }));
    assertFailure(await move("Completed"), 422, "ILLEGAL_STATUS_MOVE");
    assert.equal((await move("Confirmed")).body.data.status, "Confirmed");
    assert.equal((await move("Cancelled")).body.data.status, "Cancelled");
    assertFailure(await move("Confirmed"), 422, "ILLEGAL_STATUS_MOVE");
  });

  it("are shown with the answer of the access rule, to those in them", async () => {
    const session = await practice.session({ inMinutes: 60 });
    const view = await ok(server, "GET", `/sessions/${session.id}`, as(practice.client));
    assert.equal(view.canJoin, false);
    assert.equal(view.reason, "TOO_EARLY");
    assert.equal(Date.parse(view.sessionDate) - Date.parse(view.joinFrom), 15 * 60_000);
    assert.equal(Date.parse(view.joinUntil) - Date.parse(view.sessionDate), 120 * 60_000);
    assert.deepEqual(view.client, { id: practice.client.id, name: practice.client.name, email: practice.client.email });
    assert.equal(view.psychologist.id, practice.psychologist.id);
    await ok(server, "GET", `/sessions/${session.id}`, as(practice.admin));
    assertFailure(await api(server, "GET", `/sessions/${session.id}`, as(stranger)), 403, "NOT_A_PARTICIPANT");
    assertFailure(await api(server, "GET", `/sessions/${NOBODY}`, as(practice.client)), 404, "SESSION_NOT_FOUND");
    assertFailure(await api(server, "GET", "/sessions/42", as(practice.client)), 400, "INVALID_SESSION_ID");
  });

  it("are listed by date, filtered, and each to its own people", async () => {
    const client = await practice.user("client");
    const later = await practice.session({ client, inMinutes: 300 });
    const sooner = await practice.session({ client, inMinutes: 5 });
    const cancelled = await practice.session({ client, inMinutes: 100, status: "Cancelled" });
    const list = async (query, user = client) => (await ok(server, "GET", `/sessions${query}`, as(user))).sessions;
    const ids = (rows) => rows.map((row) => row.id);

    const all = await list("");
    assert.deepEqual(ids(all), [sooner.id, cancelled.id, later.id]);
    assert.deepEqual(
      all.map((row) => [row.canJoin, row.reason]),
      [
        [true, null],
        [false, "SESSION_CANCELLED"],
        [false, "TOO_EARLY"],
      ],
    );
    assert.deepEqual(ids(await list("?status=Cancelled")), [cancelled.id]);
    assert.deepEqual(ids(await list(`?from=${cancelled.sessionDate}`)), [cancelled.id, later.id]);
    assert.deepEqual(ids(await list(`?from=${cancelled.sessionDate}&to=${cancelled.sessionDate}`)), [cancelled.id]);
    assert.deepEqual(await list("", stranger), []);
    const everybodys = ids(await list("?limit=100", practice.admin));
    for (const session of all) assert.ok(everybodys.includes(session.id));

    const first = await ok(server, "GET", "/sessions?limit=2", as(client));
    const second = await ok(
      server,
      "GET",
      `/sessions?limit=2&cursor=${encodeURIComponent(first.nextCursor)}`,
      as(client),
    );
    assert.deepEqual(ids([...first.sessions, ...second.sessions]), ids(all));
    assert.equal(second.nextCursor, null);
  });

  it("refuse a query that means nothing", async () => {
    for (const query of ["limit=0", "limit=101", "limit=x", "status=Foo", "from=yesterday", "cursor=%00"]) {
      const error = assertFailure(
        await api(server, "GET", `/sessions?${query}`, as(practice.client)),
        400,
        "INVALID_QUERY",
      );
      assert.equal(error.details.parameter, query.split("=")[0]);
    }
  });
});
