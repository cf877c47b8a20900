// What Prometheus reads at /metrics of the ops listener, parsed as it would.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { api, ok } from "./support/http.js";
import { Database } from "./support/mongo.js";
import { eventually } from "./support/deadline.js";
import { Practice } from "./support/people.js";
import { inCall } from "./support/peer.js";
import { Server } from "./support/server.js";

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*$/;
const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)(\{(?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\["\\n])*"(?:,|(?=\})))+\})? (\S+)$/;

/** {family: {type, samples: Map("name{labels}" → value)}}; throws for a line that a scrape would stumble over. */
function parse(page) {
  assert.ok(page.endsWith("\n"));
  const families = {};
  let current;
  for (const line of page.slice(0, -1).split("\n")) {
    const [, kind, name, rest] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (kind === "HELP") {
      assert.match(name, NAME);
      assert.ok(!(name in families), `${name} twice`);
      current = families[name] = { name, help: rest, samples: new Map() };
    } else if (kind === "TYPE") {
      assert.equal(name, current.name);
      assert.match(rest, /^(counter|gauge|histogram)$/);
      current.type = rest;
    } else {
      const [, sample, labels = "", value] = SAMPLE.exec(line) ?? assert.fail(`no sample: ${line}`);
      const base = current.type === "histogram" ? sample.replace(/_(bucket|sum|count)$/, "") : sample;
      assert.equal(base, current.name, `a sample outside of its family: ${line}`);
      const key = sample + labels;
      assert.ok(!current.samples.has(key), `${key} twice`);
      assert.ok(value === "+Inf" || Number.isFinite(Number(value)), line);
      current.samples.set(key, Number(value));
    }
  }
  return families;
}

/** Counts of a histogram's buckets never fall, and the last is its count. */
function assertHistogram({ name, samples }) {
  const series = new Map();
  for (const [key, value] of samples) {
    if (!key.startsWith(`${name}_bucket`)) continue;
    const labels = key.replace(/,?le="[^"]*"/, "").replace(`${name}_bucket`, "").replace("{}", "");
    const before = series.get(labels) ?? 0;
    assert.ok(value >= before, `${key} falls`);
    series.set(labels, value);
  }
  assert.ok(series.size > 0, `${name} has no buckets`);
  for (const [labels, last] of series) assert.equal(samples.get(`${name}_count${labels}`), last, name + labels);
}

async function scrape(server) {
  const response = await fetch(`${server.opsUrl}/metrics`);
  assert.equal(response.status, 200);
  assert.equal(response.headers.get("content-type"), "text/plain; version=0.0.4; charset=utf-8");
  return parse(await response.text());
}

const value = (families, name, labels = "") => families[name]?.samples.get(name + labels);

describe("/metrics", () => {
  let server;
  let practice;
  before(async () => {
    server = await Server.start();
    practice = await Practice.open(server);
  });
  after(() => server?.dispose());

  it("shows a call, and what was refused", async (t) => {
    const early = await practice.session({ inMinutes: 600 });
    await api(server, "POST", `/video-calls/start/${early.id}`, { token: practice.client.token });
    const { session, roomId } = await practice.room();
    const { client } = await inCall(t, practice, { session, roomId });
    const families = await scrape(server);
    for (const family of Object.values(families)) {
      assert.ok(family.type && family.help.length > 5, family.name);
      if (family.type === "histogram") assertHistogram(family);
      else if (family.type === "counter") assert.match(family.name, /_total$/);
    }
    assert.equal(value(families, "callroom_calls"), 1);
    assert.equal(value(families, "callroom_participants", '{connection="connected"}'), 2);
    assert.equal(value(families, "callroom_sockets"), 2);
    assert.equal(value(families, "callroom_socket_connects_total"), 2);
    assert.equal(value(families, "callroom_events_total", '{event="join-room"}'), 2);
    assert.equal(value(families, "callroom_refusals_total", '{via="rest",code="TOO_EARLY"}'), 1);
    const started = '{method="POST",route="/video-calls/start/:sessionId",status="422"}';
    assert.equal(value(families, "callroom_http_requests_total", started), 1);
    assert.equal(value(families, "callroom_store_up"), 1);
    assert.ok(value(families, "callroom_commits_total", '{outcome="done"}') > 5);
    const batches = families.callroom_commit_batch_size.samples.get("callroom_commit_batch_size_count");
    assert.ok(batches > 0, "SQLite's transactions");
    assert.ok(value(families, "process_resident_memory_bytes") > 1e6);

    await client.do("end-call", { roomId });
    await eventually(() => scrape(server), (now) => value(now, "callroom_calls") === 0, "the call to be gone");
    // Once a second the housekeeper looks at the trail.
    const audited = (now) => value(now, "callroom_audit_head") > 0;
    const later = await eventually(() => scrape(server), audited, "the audit trail's figures");
    assert.ok(value(later, "callroom_audit_checkpoint_age_seconds") >= 0);
  });

  it("makes no series of what clients make up", async () => {
    const before = Object.values(await scrape(server)).reduce((sum, { samples }) => sum + samples.size, 0);
    for (let i = 0; i < 20; ++i) {
      await fetch(`${server.url}/api/nowhere-${i}`, { headers: { "x-auth-token": `t-${i}` } });
      await fetch(`${server.url}/api/sessions/${i}`, { method: "PURGE" });
    }
    const families = await scrape(server);
    const now = Object.values(families).reduce((sum, { samples }) => sum + samples.size, 0);
    // Of 40 requests: two series of requests, of durations (16) and of refusals at most.
    assert.ok(now - before <= 2 * (1 + 16 + 1), `${now - before} series more`);
  });
});

describe("/metrics with MongoDB", () => {
  it("says when the database is away, and when it is back", async () => {
    const database = await Database.start();
    const server = await Server.start({ env: { MONGODB_URI: database.uri } });
    try {
      assert.equal(value(await scrape(server), "callroom_store_up"), 1);
      await database.kill();
      const ready = async () => (await fetch(`${server.opsUrl}/readyz`)).status;
      await eventually(ready, (status) => status === 503, "the server to be not ready");
      const away = (now) => value(now, "callroom_store_up") === 0;
      const families = await eventually(() => scrape(server), away, "the store to be down", 15_000);
      assert.ok(value(families, "callroom_store_unavailable_total") > 0);
      assert.equal(families.callroom_commit_batch_size, undefined, "SQLite's alone");
      await database.launch();
      await eventually(ready, (status) => status === 200, "the server to be ready again", 30_000);
      assert.equal(value(await scrape(server), "callroom_store_up"), 1);
    } finally {
      await server.dispose();
      await database.kill();
    }
  });
});
