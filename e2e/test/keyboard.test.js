// The whole call without a pointer, on small screens and at 200 %, each of the two in a language of their own.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Keyboard } from '../support/keyboard.js';
import { Stage } from '../support/stage.js';

const SCREENS = {
  'a phone held upright': { viewport: { width: 360, height: 740 } },
  'a phone held sideways': { viewport: { width: 740, height: 360 } },
  '1280×800 at 200 %': { viewport: { width: 640, height: 400 }, scale: 2 },
};
/** What every room has, in the order in which Tab meets it. */
const CONTROLS = ['mic-toggle', 'camera-toggle', 'chat-button', 'more-button', 'leave-button'];

const speaks = (language) => `try { localStorage.setItem('callroom.language', '${language}'); } catch { /* about:blank */ }`;

for (const browser of ['chromium', 'firefox']) {
  describe(`the client with ${browser}`, () => {
    let stage;
    before(async () => (stage = await Stage.open({ client: browser })));
    after(() => stage?.close());

    for (const [screen, options] of Object.entries(SCREENS)) {
      test(`${screen}: joins, mutes, switches the camera, writes and leaves by keyboard alone`, async (t) => {
        const session = await stage.book();
        const [client, psychologist] = await Promise.all([
          stage.openClient(session, { ...options, initScripts: [speaks('es')] }),
          stage.openPsychologist(session, { initScripts: [speaks('fr')] }),
        ]);
        await Promise.all([client.page.waitFor('html[lang=es]'), psychologist.page.waitFor('html[lang=fr]')]);
        await psychologist.join();
        const keyboard = new Keyboard(client.page);

        await client.page.waitFor('[data-testid=allow-devices], [data-testid=local-video]');
        if (await client.get('allow-devices').isThere()) await keyboard.press('allow-devices');
        await client.get('local-video').waitFor();
        await keyboard.press('join-button');
        await Promise.all([client.sees('connected'), psychologist.sees('connected')]);
        await client.seesFrames();

        const way = await keyboard.tabTo('leave-button');
        t.diagnostic(`Tab meets ${way.join(', ')}`);
        assert.deepEqual(way.filter((id) => CONTROLS.includes(id)), CONTROLS);
        await client.screenshot(`keyboard-${browser}-${options.viewport.width}x${options.viewport.height}`);

        await keyboard.tabTo('mic-toggle', 'backwards');
        await client.page.press('Enter');
        await psychologist.remoteState('audio', 'off');
        await client.page.press('Enter');
        await psychologist.remoteState('audio', 'on');
        await keyboard.press('camera-toggle', ' ');
        await psychologist.remoteState('video', 'off');
        await client.page.press(' ');
        await psychologist.remoteState('video', 'on');

        await keyboard.press('chat-button');
        await client.get('chat-panel').waitFor();
        await keyboard.tabTo('chat-input');
        await keyboard.type('Me lees?');
        await client.page.press('Enter');
        await psychologist.reads('Me lees?');
        await psychologist.writes('Très bien.');
        await client.untilMessage('Très bien.', 'false');
        await client.screenshot(`keyboard-${browser}-${options.viewport.width}x${options.viewport.height}-chat`);
        await client.page.press('Escape');
        await client.get('chat-panel').waitFor('hidden');

        // What has no button here is in the menu, and the arrow keys go through it.
        await keyboard.press('more-button');
        await client.get('shortcuts-item').waitFor();
        await client.page.press('Escape');
        await client.get('shortcuts-item').waitFor('hidden');
        await client.seesFrames();

        await keyboard.press('leave-button');
        await client.sees('left');
        await psychologist.sees('waiting');
        await client.close();
        await psychologist.close();
      });
    }
  });
}
