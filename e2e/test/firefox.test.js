// Firefox is not Chromium with another name: its SDP, its candidates and its statistics differ. Every pairing is tried,
// with each of the two as the one who joins second and so offers.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Stage } from '../support/stage.js';

/** Seconds watched in each call, after the first frames have come. */
const WATCHED = 3;

for (const [clientBrowser, psychologistBrowser] of [
  ['firefox', 'chromium'],
  ['chromium', 'firefox'],
  ['firefox', 'firefox'],
]) {
  describe(`the client with ${clientBrowser}, the psychologist with ${psychologistBrowser}`, () => {
    let stage;
    before(async () => (stage = await Stage.open({ client: clientBrowser, psychologist: psychologistBrowser })));
    after(() => stage?.close());

    test('see and hear each other, mute, hang up; the record is right', async () => {
      const session = await stage.book();
      const { client, psychologist } = await stage.call(session);
      await Promise.all([client.hears(), psychologist.hears()]);

      const watched = await Promise.all([client.watchSeconds(WATCHED), psychologist.watchSeconds(WATCHED)]);
      for (const seconds of watched) {
        assert.ok(seconds.every(({ frames }) => frames > 0), `frames in every second: ${JSON.stringify(seconds)}`);
        assert.ok(seconds.some(({ energy }) => energy > 0), `sound: ${JSON.stringify(seconds)}`);
      }
      await client.screenshot(`call-${clientBrowser}-sees-${psychologistBrowser}`);

      for (const [speaker, listener] of [
        [client, psychologist],
        [psychologist, client],
      ]) {
        await speaker.get('mic-toggle').click();
        await listener.remoteState('audio', 'off');
        await speaker.get('mic-toggle').click();
        await listener.remoteState('audio', 'on');
        await speaker.get('camera-toggle').click();
        await listener.remoteState('video', 'off');
        await speaker.get('camera-toggle').click();
        await listener.remoteState('video', 'on');
        await listener.seesFrames();
      }

      await psychologist.end();
      await Promise.all([client.sees('ended'), psychologist.sees('ended')]);
      const { data } = await stage.server.get(`/video-calls/session/${session.id}`, stage.client);
      const { status, videoCallStarted, videoCallEnded, callDurationSeconds } = data.session ?? data;
      assert.equal(status, 'Completed');
      const lasted = (Date.parse(videoCallEnded) - Date.parse(videoCallStarted)) / 1000;
      assert.ok(lasted >= WATCHED, `${videoCallStarted} to ${videoCallEnded}`);
      assert.equal(callDurationSeconds, Math.floor(lasted));

      await client.close();
      await psychologist.close();
    });

    test('the page in Firefox reloads mid-call: the call goes on', async () => {
      const session = await stage.book();
      const people = await stage.call(session);
      const [returning, staying] =
        clientBrowser === 'firefox' ? [people.client, people.psychologist] : [people.psychologist, people.client];
      await returning.page.reload();
      await returning.join();
      await Promise.all([returning.sees('connected'), staying.sees('connected')]);
      await Promise.all([returning.seesFrames(), staying.seesFrames()]);
      await people.client.close();
      await people.psychologist.close();
    });
  });
}
