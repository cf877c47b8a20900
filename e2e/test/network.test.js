// Two browsers in networks of their own: what happens to a call when a network does what networks do.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Network } from '../support/network.js';
import { Stage } from '../support/stage.js';
import { standstills } from '../support/gaps.js';

/** The bound that callroom promises for a network change: frames on both sides again, ms. */
const HEALED_BY = 5_000;
const OUTAGE_MS = 3_000;

const skip = await Network.unavailable();
let network;
let stage;

before(async () => {
  if (skip) return;
  network = await Network.open();
  stage = await Stage.open({ network });
});
after(async () => {
  await stage?.close();
  network?.close();
});

const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const report = ([client, psychologist]) =>
  `client ${client.healedMs} ms (picture stood ${client.stalledMs}), psychologist ${psychologist.healedMs} ms (stood ${psychologist.stalledMs})`;

test('a call between two networks connects', { skip }, async () => {
  const { client, psychologist } = await stage.call(await stage.book());
  await Promise.all([client.hears(), psychologist.hears()]);
  await psychologist.end();
  await Promise.all([client.sees('ended'), psychologist.sees('ended')]);
  await client.close();
  await psychologist.close();
});

for (const who of ['client', 'psychologist']) {
  test(`the ${who}'s network changes: the call heals within ${HEALED_BY / 1000} s`, { skip }, async (t) => {
    const { client, psychologist } = await stage.call(await stage.book());
    const gaps = await standstills([client, psychologist], () => network[who].change(), 'begin');
    t.diagnostic(`healed after the change: ${report(gaps)}`);
    console.log(`network-change of the ${who}: healed ms client=${gaps[0].healedMs} psychologist=${gaps[1].healedMs}`);
    for (const { healedMs } of gaps) assert.ok(healedMs < HEALED_BY, `healed after ${healedMs} ms`);
    // Signaling is back as well: what one says reaches the other.
    await Promise.all([client.sees('connected'), psychologist.sees('connected')]);
    await client.get('mic-toggle').click();
    await psychologist.remoteState('audio', 'off');
    await client.close();
    await psychologist.close();
  });
}

for (const [what, begin, end] of [
  ['nothing gets through', (home) => home.lose(100), (home) => home.lose(0)],
  ['the cable is out', (home) => home.unplug(), (home) => home.plugIn()],
]) {
  test(`an outage of ${OUTAGE_MS / 1000} s (${what}): the call heals by itself`, { skip }, async (t) => {
    const { client, psychologist } = await stage.call(await stage.book());
    const outage = async () => {
      await begin(network.client);
      await pause(OUTAGE_MS);
      await end(network.client);
    };
    const gaps = await standstills([client, psychologist], outage, 'end');
    t.diagnostic(`healed after the line was back: ${report(gaps)}`);
    console.log(`outage of ${OUTAGE_MS} ms (${what}): healed ms client=${gaps[0].healedMs} psychologist=${gaps[1].healedMs}`);
    for (const { stalledMs } of gaps) assert.ok(stalledMs > OUTAGE_MS / 2, `it was an outage: the picture stood ${stalledMs} ms`);
    await Promise.all([client.sees('connected'), psychologist.sees('connected')]);
    await client.close();
    await psychologist.close();
  });
}
