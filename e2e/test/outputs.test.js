// Where a call is seen and heard: the whole screen, a small window above others, the chosen loudspeaker.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Stage } from '../support/stage.js';

/** Of Chromium's fake loudspeakers one that is not the default. */
const OTHER_SPEAKER = 'Fake Audio Output 2';
const SPEAKER_FIELD = '[data-testid=devices-dialog] [data-testid=speaker-field] select';

for (const browser of ['chromium', 'firefox']) {
  describe(`the client with ${browser}`, () => {
    let stage;
    before(async () => (stage = await Stage.open({ client: browser })));
    after(() => stage?.close());

    test('full screen by its button, and back by its key: the picture goes on, and what opens is seen', async () => {
      const { client, psychologist } = await stage.call(await stage.book());
      const fills = () => document.fullscreenElement === document.documentElement;
      await client.get('full-screen-button').click();
      await client.until('the page fills the screen', fills);
      await client.seesFrames();
      await client.page.press('?');
      await client.get('shortcuts-dialog').waitFor();
      await client.screenshot(`outputs-full-screen-${browser}`);
      await client.page.press('Escape');
      // Firefox takes the first Escape for itself and leaves full screen; the dialog gets the next.
      if (!(await client.page.evaluate(fills))) await client.page.press('Escape');
      await client.get('shortcuts-dialog').waitFor('hidden');

      if (!(await client.page.evaluate(fills))) {
        await client.page.press('f');
        await client.until('the key fills the screen, too', fills);
      }
      await client.page.press('f');
      await client.until('the page is a page again', () => document.fullscreenElement === null);
      await client.seesFrames();
      await client.close();
      await psychologist.close();
    });

    test('picture in picture shows the other, goes on, and is closed by its key', async () => {
      const { client, psychologist } = await stage.call(await stage.book());
      const small = () => document.pictureInPictureElement?.dataset.testid === 'remote-video';
      await client.get('more-button').click();
      await client.get('pip-item').click();
      await client.until('the other is in the small window', small);
      await client.seesFrames();
      await client.get('pip-item').waitFor('hidden');
      await client.page.press('p');
      await client.until('the small window is closed', () => document.pictureInPictureElement === null);
      await client.page.press('p');
      await client.until('the other is in the small window again', small);
      await client.screenshot(`outputs-picture-in-picture-${browser}`);
      await client.seesFrames();
      await client.close();
      await psychologist.close();
    });
  });
}

describe('loudspeakers', () => {
  let stage;
  before(async () => (stage = await Stage.open()));
  after(() => stage?.close());

  test('another loudspeaker plays the other’s voice, in the next call too', async () => {
    const session = await stage.book();
    const { client, psychologist } = await stage.call(session);
    const sinkOf = () => document.querySelector('[data-testid=remote-sound]').sinkId;
    assert.equal(await client.page.evaluate(sinkOf), '', 'the system’s own choice at first');

    await client.get('devices-button').click();
    await client.page.waitFor(SPEAKER_FIELD);
    const chosen = await client.page.evaluate(
      ([css, label]) => [...document.querySelector(css).options].find(({ text }) => text === label)?.value,
      [SPEAKER_FIELD, OTHER_SPEAKER],
    );
    assert.ok(chosen, 'the loudspeaker is offered');
    await client.page.select(SPEAKER_FIELD, chosen);
    await client.screenshot('outputs-speaker');
    const plays = (_, id) => {
      const sound = document.querySelector('[data-testid=remote-sound]');
      return sound?.sinkId === id && !sound.paused;
    };
    await client.until('the voice comes from there', plays, chosen);
    await client.hears();

    await client.page.reload();
    await client.join();
    await client.until('the voice comes from there after a reload', plays, chosen);
    await client.hears();

    // Back to whatever the system says.
    await client.get('devices-button').click();
    await client.page.waitFor(SPEAKER_FIELD);
    await client.page.select(SPEAKER_FIELD, 'default');
    await client.until('the voice comes from the default again', plays, '');
    await client.close();
    await psychologist.close();
  });
});
