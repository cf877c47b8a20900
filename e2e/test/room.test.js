// What the room can do beside picture and sound: sharing, keys, hanging up, another language, writing without the server.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Stage } from '../support/stage.js';

let stage;
let client;
let psychologist;

before(async () => (stage = await Stage.open()));
after(() => stage.close());

const socketAndPath = async (person) => {
  const { socketId, peers } = await person.stats();
  return { socketId, iceRestarts: peers[0].iceRestarts, frames: peers[0].framesDecoded };
};

test('who leaves may come back; who stays is told; a page that has left closes without a question', async () => {
  const people = await stage.call(await stage.book());
  await people.client.get('leave-button').click();
  await people.client.sees('left');
  await people.psychologist.sees('waiting');
  assert.equal(await people.psychologist.get('remote-tile').isThere(), false);
  await people.client.screenshot('room-left');

  await people.client.get('again-button').click();
  await people.client.join();
  await Promise.all([people.client.sees('connected'), people.psychologist.sees('connected')]);
  await Promise.all([people.client.seesFrames(), people.psychologist.seesFrames()]);

  await people.psychologist.get('hangup-button').click();
  await people.psychologist.get('leave-button').click();
  await people.psychologist.sees('left');
  await people.client.sees('waiting');
  assert.equal(await people.psychologist.page.tryToClose(), false);
  await people.client.close();
  await people.psychologist.close();
});

describe('in one call', () => {
  before(async () => ({ client, psychologist } = await stage.call(await stage.book())));
  after(async () => {
    await client.close();
    await psychologist.close();
  });

  test('a shared screen is the main picture for the other, moves, and is gone when sharing stops', async () => {
    await psychologist.get('share-button').click();
    await psychologist.get('own-screen').waitFor();
    await client.page.waitFor('[data-testid=stage][data-layout=screen]');
    await client.until('the screen moves', ({ peers }) => peers[0].screenFramesDecoded > 5);
    const [screen, camera] = await client.page.evaluate(() =>
      ['remote-screen', 'remote-video'].map((id) => {
        const video = document.querySelector(`[data-testid=${id}]`);
        const { width, height } = video.getBoundingClientRect();
        return { area: width * height, pixels: video.videoWidth * video.videoHeight };
      }),
    );
    assert.ok(screen.pixels > 0 && screen.area > 4 * camera.area, `${JSON.stringify({ screen, camera })}`);
    await client.seesFrames();
    await client.screenshot('room-screen-shared');

    await psychologist.get('share-button').click();
    await client.page.waitFor('[data-testid=stage][data-layout=people]');
    await psychologist.get('own-screen').waitFor('hidden');
    assert.equal(await client.get('remote-screen').isThere(), false);
    await client.seesFrames();
  });

  test('keys: m and v switch, ? explains, Escape closes, the space bar holds the microphone', async () => {
    const { page } = psychologist;
    await page.press('m');
    await client.remoteState('audio', 'off');
    await page.keyDown(' ');
    await psychologist.get('held-mic').waitFor();
    await client.remoteState('audio', 'on');
    await page.keyUp(' ');
    await client.remoteState('audio', 'off');
    await page.press('m');
    await client.remoteState('audio', 'on');
    await page.keyDown(' ');
    await client.remoteState('audio', 'off');
    await page.keyUp(' ');
    await client.remoteState('audio', 'on');

    await page.press('v');
    await client.remoteState('video', 'off');
    await page.press('v');
    await client.remoteState('video', 'on');
    await client.seesFrames();

    await page.press('?');
    await psychologist.get('shortcuts-dialog').waitFor();
    await psychologist.screenshot('room-shortcuts');
    // Whoever reads about the keys does not use them.
    await page.press('m');
    await page.press('Escape');
    await psychologist.get('shortcuts-dialog').waitFor('hidden');
    assert.equal(await psychologist.get('mic-toggle').attribute('data-state'), 'on');

    // Nor does whoever writes.
    await psychologist.openChat();
    await psychologist.get('chat-input').fill('');
    await page.press('m');
    await page.press(' ');
    await page.press('v');
    assert.equal(await page.evaluate(() => document.querySelector('[data-testid=chat-input]').value), 'm v');
    assert.equal(await psychologist.get('mic-toggle').attribute('data-state'), 'on');
    await psychologist.get('chat-input').fill('');
    await psychologist.get('chat-button').click();
    await psychologist.get('chat-panel').waitFor('hidden');
  });

  test('the psychologist is asked how to hang up, and may think again', async () => {
    await psychologist.get('hangup-button').click();
    await psychologist.get('hangup-dialog').waitFor();
    for (const choice of ['leave-button', 'end-button', 'stay-button']) {
      assert.ok(await psychologist.get(choice).canBePressed(), choice);
    }
    await psychologist.screenshot('room-hang-up');
    await psychologist.page.press('Escape');
    await psychologist.get('hangup-dialog').waitFor('hidden');
    await Promise.all([client.sees('connected'), psychologist.sees('connected')]);
    await client.seesFrames();
  });

  test('another language in the middle of the call: words change, the call does not', async () => {
    const was = await socketAndPath(client);
    await client.page.select('[data-testid=language]', 'es');
    await client.page.waitFor('html[lang=es]');
    await client.sees('connected');
    await client.seesFrames();
    await client.hears();
    const is = await socketAndPath(client);
    assert.equal(is.socketId, was.socketId);
    assert.equal(is.iceRestarts, was.iceRestarts);
    assert.ok(is.frames > was.frames, 'the same connection has decoded more');
    await client.screenshot('room-spanish');
    await client.page.select('[data-testid=language]', 'en');
    await client.page.waitFor('html[lang=en]');
    await client.seesFrames();
  });

  test('closing the page of a running call asks first', async () => {
    assert.equal(await client.page.tryToClose(), true);
    await client.sees('connected');
    await psychologist.seesFrames();
  });

  test('without the server, what is written arrives all the same, and devices too', async () => {
    await stage.server.kill();
    await Promise.all([client.sees('reconnecting'), psychologist.sees('reconnecting')]);
    await client.writes('Is anybody there?');
    await psychologist.reads('Is anybody there?');
    await client.seesDelivered('Is anybody there?');
    await psychologist.writes('I am.');
    await client.reads('I am.');
    await psychologist.page.click('[data-testid=mic-toggle]');
    await client.remoteState('audio', 'off');
    await client.screenshot('room-without-server');

    await stage.server.up();
    await Promise.all([client.sees('connected'), psychologist.sees('connected')]);
    await client.remoteState('audio', 'off');
    await psychologist.get('mic-toggle').click();
    await client.remoteState('audio', 'on');
    await psychologist.writes('The server is back.');
    await client.reads('The server is back.');
  });
});
