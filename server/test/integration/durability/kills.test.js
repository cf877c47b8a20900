// Load with SIGKILL at random moments, round after round on the same data: every answer that a client had received has its
// state and its audit record afterwards, and what was not answered is there whole or not at all.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { api, ok } from "../support/http.js";
import { Database } from "../support/mongo.js";
import { Practice } from "../support/people.js";
import { seededRandom } from "../support/random.js";
import { Server } from "../support/server.js";

const ROUNDS = Number(process.env.DURABILITY_ROUNDS ?? 100);
/** DURABILITY_SEED repeats a run's choices; the machine's timing is its own. */
const SEED = Number(process.env.DURABILITY_SEED ?? Date.now() % 1_000_000);
/** So many, then a new database: FerretDB reads a whole collection for each query, so that rounds become slow as it grows. */
const ROUNDS_ON_SAME_DATA = 20;
/** Sessions whose calls are started and ended side by side in a round. */
const SESSIONS = 12;
/** The commands of a session, in order: who sends them, and what the record must show once they were answered. */
const COMMANDS = [
  { name: "can-join", method: "GET", by: "client", audit: "join_attempt", shows: () => ({}) },
  { name: "generate-room", method: "POST", by: "client", audit: "join_attempt", shows: ({ roomId }) => ({ meetingLink: roomId }) },
  {
    name: "start",
    method: "POST",
    by: "client",
    audit: "call_start",
    shows: ({ videoCallStarted }) => ({ videoCallStarted }),
  },
  {
    name: "end",
    method: "POST",
    by: "psychologist",
    audit: "call_end",
    shows: ({ videoCallEnded, callDurationSeconds }) => ({ videoCallEnded, callDurationSeconds, status: "Completed" }),
  },
];

/**
 * The stores that hold the records, and what besides the server is started for each. The kill comes up to `killWithin` ms
 * after the load has begun: all commands of a round take about this on an idle machine.
 */
const STORES = [
  { name: "SQLite", open: () => Promise.resolve(undefined), killWithin: 60 },
  { name: "MongoDB", open: () => Database.start(), killWithin: 500 },
];

for (const store of STORES) {
  describe(`durability in ${store.name} over ${ROUNDS} SIGKILLs under load (seed ${SEED})`, () => {
    it("loses no answer", { timeout: 900_000 }, async () => {
      const random = seededRandom(SEED);
      const lost = [];
      let answers = 0;
      for (let round = 0; round < ROUNDS; round += ROUNDS_ON_SAME_DATA) {
        const rounds = Math.min(ROUNDS_ON_SAME_DATA, ROUNDS - round);
        const counted = await onSameData(store, rounds, () => random() * store.killWithin);
        answers += counted.answers;
        lost.push(...counted.lost);
      }
      console.log(`durability in ${store.name}: kills=${ROUNDS} answers=${answers} lost=${lost.length} seed=${SEED}`);
      assert.ok(answers > ROUNDS, `only ${answers} answers: the kills came before any load`);
      assert.deepEqual(lost, []);
    });
  });
}

/** `rounds` of load, kill and counting on one database, whose audit trail is then verified. */
async function onSameData(store, rounds, killAt) {
  const database = await store.open();
  const server = await Server.start({ env: database === undefined ? {} : { MONGODB_URI: database.uri } });
  try {
    const practice = await Practice.open(server);
    const lost = [];
    let answers = 0;
    for (let round = 0; round < rounds; round += 1) {
      const sessions = await Promise.all(Array.from({ length: SESSIONS }, () => practice.session()));
      const killing = killAfter(server, killAt());
      const answered = await Promise.all(sessions.map((session) => sendAll(server, practice, session)));
      await killing;
      await server.launch();
      answers += answered.flat().length;
      const found = await Promise.all(sessions.map((one, index) => losses(server, practice, one, answered[index])));
      lost.push(...found.flat());
    }
    assert.equal((await server.command("audit", "verify")).valid, true);
    return { answers, lost };
  } finally {
    await server.dispose();
    await database?.kill();
  }
}

async function killAfter(server, ms) {
  await new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
  await server.kill();
}

/** Sends a session's commands one after the other until one has no answer; those that had one: {command, data}. */
async function sendAll(server, practice, session) {
  const answered = [];
  for (const command of COMMANDS) {
    const path = `/video-calls/${command.name}/${session.id}`;
    // No answer: the connection was cut, or there was nobody to connect to.
    const answer = await api(server, command.method, path, { token: practice[command.by].token }).catch(() => undefined);
    if (answer === undefined) break;
    assert.equal(answer.status, 200, `${command.name}: ${JSON.stringify(answer.body)}`);
    answered.push({ command, data: answer.body.data });
  }
  return answered;
}

/** What of a session's answers is not there, and what is there by halves; in words. */
async function losses(server, practice, session, answered) {
  const record = await practice.record(session.id);
  const records = await ok(server, "GET", `/audit?sessionId=${session.id}`, { token: practice.admin.token });
  const audited = (action, via) =>
    records.records.filter((one) => one.action === action && (via === undefined || one.metadata.via === via)).length;
  const found = [];
  for (const { command, data } of answered) {
    for (const [field, value] of Object.entries(command.shows(data))) {
      if (record[field] !== value) found.push(`${command.name} was answered with ${field} ${value}, stored is ${record[field]}`);
    }
    if (audited(command.audit, command.name) !== 1) found.push(`${command.name} was answered and has no audit record`);
  }
  for (const [field, action] of [
    ["videoCallStarted", "call_start"],
    ["videoCallEnded", "call_end"],
  ]) {
    const expected = record[field] === null ? 0 : 1;
    if (audited(action) !== expected) found.push(`${audited(action)} records of ${action} where ${field} is ${record[field]}`);
  }
  return found;
}
