import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Stage } from '../support/stage.js';

let stage;
before(async () => (stage = await Stage.open()));
after(() => stage.close());

/** Seconds watched: some before the kill, the outage, the return. */
const WATCHED = 14;

test('the server is killed mid-call and started again: video never stops, both rejoin, the duration is right', async (t) => {
  const session = await stage.book();
  const { client, psychologist } = await stage.call(session);
  const before_ = await stage.server.get(`/video-calls/session/${session.id}`, stage.client);
  const startedAt = (before_.data.session ?? before_.data).videoCallStarted;

  const watching = Promise.all([client.watchSeconds(WATCHED), psychologist.watchSeconds(WATCHED)]);
  await stage.server.kill();
  await Promise.all([client.sees('reconnecting'), psychologist.sees('reconnecting')]);
  await stage.server.up();
  await Promise.all([client.sees('connected'), psychologist.sees('connected')]);
  const watched = await watching;
  watched.forEach((seconds, i) => {
    t.diagnostic(`frames decoded in each second (${i ? 'psychologist' : 'client'}): ${seconds.map((s) => s.frames)}`);
    assert.ok(seconds.every((second) => second.frames > 0), 'frames in every second');
  });

  // Both are in the room again: what one says reaches the other.
  await client.get('mic-toggle').click();
  await psychologist.remoteState('audio', 'off');

  await psychologist.end();
  await Promise.all([client.sees('ended'), psychologist.sees('ended')]);
  const { data } = await stage.server.get(`/video-calls/session/${session.id}`, stage.client);
  const record = data.session ?? data;
  assert.equal(record.videoCallStarted, startedAt, 'the start survived the crash');
  const seconds = (Date.parse(record.videoCallEnded) - Date.parse(startedAt)) / 1000;
  assert.ok(seconds >= WATCHED, `at least the ${WATCHED} s that were watched: ${seconds}`);
  assert.equal(record.callDurationSeconds, Math.floor(seconds));
  const actions = (await stage.server.audit(session)).map((row) => row.action);
  assert.equal(actions.filter((one) => one === 'call_start').length, 1);
  assert.equal(actions.filter((one) => one === 'call_end').length, 1);
  await client.close();
  await psychologist.close();
});
