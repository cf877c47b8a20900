import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Person } from '../support/person.js';
import { Stage } from '../support/stage.js';

let stage;
before(async () => (stage = await Stage.open()));
after(() => stage.close());

test('a third person is refused, on the screen and in the audit', async () => {
  const session = await stage.book();
  const stranger = await stage.server.addUser('Third Person', 'client');
  const person = await Person.open(stage.clientBrowser, stage.server.link(session, stranger));
  const words = await person.refusedBecause('NOT_A_PARTICIPANT');
  assert.ok(words.length > 20, `a sentence, not a code: ${words}`);
  assert.ok(!words.includes('Psychologist Example'), 'who the session is with is nobody else’s business');
  await person.screenshot('refused-third-person');
  const denied = (await stage.server.audit(session)).filter((row) => row.action === 'join_denied');
  assert.ok(denied.some((row) => row.userId === stranger.id && row.errorCode === 'NOT_A_PARTICIPANT'));
  await person.close();
});

for (const [name, options, reason] of [
  ['an unpaid session', { payment: 'Pending' }, 'PAYMENT_PENDING'],
  ['a session that is too early', { date: '+20m' }, 'TOO_EARLY'],
  ['a session that is too late', { date: '-3h' }, 'TOO_LATE'],
  ['a cancelled session', { status: 'Cancelled' }, 'SESSION_CANCELLED'],
]) {
  test(`${name} is refused with the reason on the screen`, async () => {
    const session = await stage.book(options);
    const person = await stage.openClient(session, { viewport: { width: 360, height: 740 } });
    const words = await person.refusedBecause(reason);
    assert.ok(words.length > 20, words);
    assert.equal(await person.get('join-button').canBePressed(), false);
    await person.screenshot(`refused-${reason.toLowerCase()}-phone`);
    await person.close();
  });
}

test('a bad link says so', async () => {
  const session = await stage.book();
  const person = await Person.open(stage.clientBrowser, stage.server.link(session, { token: 'no.such.token' }));
  await person.get('refusal').waitFor();
  await person.screenshot('refused-bad-link');
  await person.close();
});
