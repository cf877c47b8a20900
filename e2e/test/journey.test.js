// One appointment from sign-in to rating, as the two live it: the client in Firefox, the psychologist in Chromium.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { launch } from '../support/browsers/index.js';
import { eventually } from '../support/eventually.js';
import { Person } from '../support/person.js';
import { Server } from '../support/server.js';

const COMMENT = 'Kind, and the sound was good. ¡Gracias!';

let server;
let browsers;
before(async () => {
  [server, ...browsers] = await Promise.all([Server.start(), launch('firefox'), launch('chromium')]);
});
after(async () => {
  await Promise.all(browsers.map((browser) => browser.close()));
  await server.stop();
});

/** From the front page to the call's lobby, by the dashboard's Join. */
async function fromSignInToLobby(person, user, other, session) {
  await person.signIn(user);
  const next = await person.get('next-session').innerText();
  assert.ok(next.includes(other.name), `the dashboard names the other: ${next}`);
  await person.screenshot(`journey-${user.role}-1-dashboard`);
  await person.page.click('[data-testid=next-session] [data-testid=join-link]');
  await person.get('session-facts').waitFor();
  assert.equal(new URL(person.page.url()).pathname, `/call/${session.id}`);
}

async function testsConnection(person, user) {
  await person.get('connection-run').click();
  const verdict = person.get('connection-verdict');
  await verdict.waitFor();
  // On a machine that is busy the line may look narrow; that there is none it must never say.
  assert.match(await verdict.attribute('data-verdict'), /^(ready|audio-first)$/);
  assert.notEqual(await verdict.innerText(), '');
  await person.screenshot(`journey-${user.role}-2-lobby`);
}

async function rates(person, user, stars, comment) {
  assert.ok(Number(await person.get('duration').attribute('data-seconds')) > 0, 'the call took time');
  await person.get(`rating-star-${stars}`).click();
  if (comment !== undefined) await person.get('rating-comment').fill(comment);
  await person.screenshot(`journey-${user.role}-4-rating`);
  await person.get('rating-submit').click();
  await person.get('rating-sent').waitFor();
}

async function findsTheCallInTheHistory(person, user, other, stars) {
  await person.get('home-link').click();
  await person.page.waitFor('nav a[href="#history"]');
  await person.page.click('nav a[href="#history"]');
  const row = await person.get('history-item').innerText();
  for (const word of [other.name, String(stars)]) assert.ok(row.includes(word), `${word} in "${row}"`);
  await person.screenshot(`journey-${user.role}-5-history`);
}

test('client and psychologist: sign in, get ready, talk, write, come back, end, rate, look back', async () => {
  const [admin, clientUser, psychologistUser] = await Promise.all([
    server.addUser('Administrator Example', 'admin'),
    server.addUser('Client Example', 'client', 'the password of the client'),
    server.addUser('Psychologist Example', 'psychologist', 'the password of the psychologist'),
  ]);
  const session = await server.addSession(clientUser, psychologistUser);
  const record = async (user) => (await server.get(`/video-calls/session/${session.id}`, user)).data;

  const [client, psychologist] = await Promise.all(browsers.map((browser) => Person.open(browser, `${server.origin}/`)));
  await Promise.all([
    fromSignInToLobby(client, clientUser, psychologistUser, session),
    fromSignInToLobby(psychologist, psychologistUser, clientUser, session),
  ]);
  await Promise.all([client.answerForDevices(), psychologist.answerForDevices()]);
  // One after the other: two pages on one machine would measure each other.
  await testsConnection(client, clientUser);
  await testsConnection(psychologist, psychologistUser);

  await client.join();
  await client.sees('waiting');
  await psychologist.join();
  await Promise.all([client.sees('connected'), psychologist.sees('connected')]);
  await Promise.all([client, psychologist].flatMap((person) => [person.seesFrames(), person.hears()]));

  await client.writes('Can you read me?');
  await psychologist.reads('Can you read me?');
  await client.seesDelivered('Can you read me?');
  await psychologist.writes('Every <b>word</b>.');
  await client.reads('Every <b>word</b>.');
  await psychologist.seesDelivered('Every <b>word</b>.');
  await client.screenshot('journey-client-3-call');
  await psychologist.screenshot('journey-psychologist-3-call');

  // A reload: the call goes on, and what was written is kept by the one who stayed alone.
  await client.page.reload();
  await client.join();
  await Promise.all([client.sees('connected'), psychologist.sees('connected')]);
  await Promise.all([client.seesFrames(), psychologist.seesFrames()]);
  await client.openChat();
  assert.equal(await client.get('chat-message').isThere(), false, 'nothing was kept');
  await psychologist.writes('There you are again.');
  await client.reads('There you are again.');
  await client.writes('Yes.');
  await psychologist.reads('Yes.');
  await psychologist.reads('Can you read me?');

  await psychologist.get('hangup-button').click();
  await psychologist.get('hangup-dialog').waitFor();
  await psychologist.get('end-button').click();
  await Promise.all([client.sees('ended'), psychologist.sees('ended')]);
  await rates(client, clientUser, 5, COMMENT);
  await rates(psychologist, psychologistUser, 3);

  const own = await Promise.all([record(clientUser), record(psychologistUser)]);
  assert.deepEqual([own[0].rating.rating, own[0].rating.comment], [5, COMMENT]);
  assert.deepEqual([own[1].rating.rating, own[1].rating.comment], [3, null]);
  for (const seen of own) assert.equal(seen.ratings, undefined, "nobody sees the other's rating");
  const { ratings } = await record(admin);
  assert.deepEqual(new Set(ratings.map((one) => `${one.userId} ${one.rating}`)), new Set([`${clientUser.id} 5`, `${psychologistUser.id} 3`]));

  // Each page sends what it has measured at the end of the call at the latest.
  await eventually(
    'both measured the call',
    async () => (await record(admin)).quality,
    (quality) => [clientUser, psychologistUser].every(({ id }) => quality.find(({ userId }) => userId === id)?.samples > 0),
  );

  await findsTheCallInTheHistory(client, clientUser, psychologistUser, 5);
  await findsTheCallInTheHistory(psychologist, psychologistUser, clientUser, 3);
  await client.close();
  await psychologist.close();
});
