// Devices that are refused, changed, switched off or missing: the call goes on with what there is.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from '../support/browsers/index.js';
import { Person } from '../support/person.js';
import { Stage } from '../support/stage.js';

/** Counts what is negotiated: every description that the page sets. */
const COUNT_DESCRIPTIONS = `
window.__descriptions = 0;
for (const name of ['setLocalDescription', 'setRemoteDescription']) {
  const original = RTCPeerConnection.prototype[name];
  RTCPeerConnection.prototype[name] = function (...given) {
    window.__descriptions += 1;
    return original.apply(this, given);
  };
}`;

/** Of Chromium's fake cameras the second measures depth (16 bit grey), which no video encoder takes. */
const CAMERAS = 3;
const OTHER_CAMERA = 'fake_device_2';

let stage;
before(async () => (stage = await Stage.open()));
after(() => stage.close());

/** The client at a browser with other devices than usual, and the psychologist. */
async function people(t, devices, options) {
  const browser = await launch('chromium', devices);
  t.after(() => browser.close());
  const session = await stage.book();
  const [client, psychologist] = await Promise.all([
    Person.open(browser, stage.server.link(session, stage.client), options),
    stage.openPsychologist(session),
  ]);
  return { client, psychologist };
}

async function bothConnect(client, psychologist) {
  await psychologist.join();
  await client.get('join-button').click();
  await Promise.all([client.sees('connected'), psychologist.sees('connected')]);
}

test('camera and microphone refused: how to allow them is told, one can join without, and the other knows', async (t) => {
  const { client, psychologist } = await people(t, { devices: 'denied' });
  await client.answerForDevices();
  await client.page.waitFor('[data-testid=permission][data-permission=denied]');
  assert.equal(await client.get('permission-steps').attribute('data-browser'), 'chrome');
  assert.ok(await client.get('try-devices-again').canBePressed());
  await client.screenshot('devices-denied-lobby');

  await bothConnect(client, psychologist);
  await Promise.all([client.seesFrames(), client.hears()]);
  await psychologist.remoteState('audio', 'off');
  await psychologist.remoteState('video', 'off');
  await client.get('device-problem').waitFor();
  const notices = () => document.querySelectorAll('[data-testid=device-problem]').length;
  assert.equal(await client.page.evaluate(notices), 1, 'said once, not for each device');
  await client.screenshot('devices-denied-call');
  await psychologist.screenshot('devices-denied-other');
  // Who cannot speak can write.
  await client.writes('I can hear you.');
  await psychologist.reads('I can hear you.');
  await client.close();
  await psychologist.close();
});

test('another camera in mid-call: the picture goes on without a negotiation; the camera off and on again', async (t) => {
  const { client, psychologist } = await people(t, { cameras: CAMERAS }, { initScripts: [COUNT_DESCRIPTIONS] });
  await client.answerForDevices();
  await bothConnect(client, psychologist);
  await psychologist.seesFrames();
  // An offer and an answer for the call, and soon after it is up the same for the lines of shared screens.
  const negotiated = 4;
  await client.until('all lines are there', (_, all) => window.__descriptions === all, negotiated);

  const field = '[data-testid=devices-dialog] [data-testid=camera-field] select';
  await client.get('devices-button').click();
  await client.page.waitFor(field);
  const other = await client.page.evaluate(
    ([css, label]) => [...document.querySelector(css).options].find((option) => option.text.includes(label)).value,
    [field, OTHER_CAMERA],
  );
  await client.page.select(field, other);
  await client.until(
    'the other camera is in use',
    (_, label) => document.querySelector('[data-testid=local-video]')?.srcObject?.getVideoTracks()[0]?.label === label,
    OTHER_CAMERA,
  );
  await client.screenshot('devices-other-camera');
  await psychologist.seesFrames();
  await client.page.press('Escape');
  await client.get('devices-dialog').waitFor('hidden');

  await client.get('camera-toggle').click();
  await psychologist.remoteState('video', 'off');
  await client.get('camera-toggle').click();
  await psychologist.remoteState('video', 'on');
  await psychologist.seesFrames();
  await Promise.all([psychologist.hears(), client.seesFrames()]);
  assert.equal(await client.page.evaluate(() => window.__descriptions), negotiated, 'nothing was negotiated anew');
  await client.close();
  await psychologist.close();
});

test('no camera at all: the lobby says so, and voice works both ways', async (t) => {
  const { client, psychologist } = await people(t, { cameras: 0 });
  await client.answerForDevices();
  const problem = await client.get('device-problem').innerText();
  assert.match(problem, /camera/i);
  await client.get('without-devices').waitFor();
  await client.screenshot('devices-no-camera-lobby');

  await bothConnect(client, psychologist);
  await psychologist.remoteState('video', 'off');
  await psychologist.remoteState('audio', 'on');
  await Promise.all([psychologist.hears(), client.hears(), client.seesFrames()]);
  await psychologist.screenshot('devices-no-camera-other');
  await client.close();
  await psychologist.close();
});
