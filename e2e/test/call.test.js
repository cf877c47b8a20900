import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Stage } from '../support/stage.js';

let stage;
before(async () => (stage = await Stage.open()));
after(() => stage.close());

test('two people see and hear each other, mute, and hang up; the record says when and how long', async () => {
  const session = await stage.book();
  const { client, psychologist } = await stage.call(session);

  for (const person of [client, psychologist]) {
    assert.equal(new URL(person.page.url()).hash, '', 'the token is gone from the address bar');
    const seconds = await person.watchSeconds(3);
    for (const second of seconds) {
      assert.ok(second.frames > 0, `frames decoded in every second: ${JSON.stringify(seconds)}`);
    }
    assert.ok(
      seconds.reduce((sum, second) => sum + second.energy, 0) > 0,
      `sound arrives: ${JSON.stringify(seconds)}`,
    );
  }
  await client.screenshot('call-client');

  await client.get('mic-toggle').click();
  await psychologist.remoteState('audio', 'off');
  await client.get('camera-toggle').click();
  await psychologist.remoteState('video', 'off');
  await psychologist.screenshot('call-remote-muted');
  await client.get('mic-toggle').click();
  await psychologist.remoteState('audio', 'on');
  await client.get('camera-toggle').click();
  await psychologist.remoteState('video', 'on');

  await psychologist.end();
  await Promise.all([client.sees('ended'), psychologist.sees('ended')]);
  await client.screenshot('call-ended');

  const { data } = await stage.server.get(`/video-calls/session/${session.id}`, stage.client);
  const record = data.session ?? data;
  const started = Date.parse(record.videoCallStarted);
  const ended = Date.parse(record.videoCallEnded);
  assert.equal(record.status, 'Completed');
  assert.ok(started < ended, `${record.videoCallStarted} before ${record.videoCallEnded}`);
  assert.equal(record.callDurationSeconds, Math.floor((ended - started) / 1000));
  assert.equal(record.callDuration, Math.round((ended - started) / 60_000));

  const actions = (await stage.server.audit(session)).map((row) => row.action);
  for (const [action, times] of [
    ['join_success', 2],
    ['call_start', 1],
    ['call_end', 1],
  ]) {
    assert.equal(actions.filter((one) => one === action).length, times, `${action} in ${actions}`);
  }
  await client.close();
  await psychologist.close();
});

test('signaling forced to long-polling works too', async () => {
  const session = await stage.book();
  const { client, psychologist } = await stage.call(session, { query: '?transport=polling' });
  for (const person of [client, psychologist]) assert.equal((await person.stats()).transport, 'polling');
  await psychologist.end();
  await Promise.all([client.sees('ended'), psychologist.sees('ended')]);
  await client.close();
  await psychologist.close();
});

test('one page reloads mid-call: the call goes on', async () => {
  const session = await stage.book();
  const { client, psychologist } = await stage.call(session);
  await client.page.reload();
  await client.join();
  await Promise.all([client.sees('connected'), psychologist.sees('connected')]);
  await Promise.all([client.seesFrames(), psychologist.seesFrames()]);
  await psychologist.end();
  await client.sees('ended');
  await client.close();
  await psychologist.close();
});
