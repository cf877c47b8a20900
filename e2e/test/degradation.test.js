// A line that loses packets, then one that is too narrow: less picture is sent, step by step, and voice always gets through.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Network } from '../support/network.js';
import { Stage } from '../support/stage.js';

const LOSS_PERCENT = 10;
/** What remains for everything, kbit/s: voice with a small picture, not the camera's own size. */
const NARROW_KBIT = 200;
/** Until what is seen of strain counts, and until it takes effect, s. */
const STRAINED = 20;
/** A step up is tried only after some calm, and calm must first be noticed, ms. */
const RECOVERY = 90_000;
/** Best first: what `step` in window.__callroom may say. */
const STEPS = ['high', 'medium', 'low', 'audio-only'];

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

const stepsOf = (seconds) => seconds.map(({ step }) => step);
const lowestOf = (seconds) => Math.max(...stepsOf(seconds).map((step) => STEPS.indexOf(step)));

function assertVoice(what, everybody) {
  for (const seconds of everybody) {
    const energies = seconds.map(({ energy }) => energy.toFixed(3));
    assert.ok(seconds.every(({ energy }) => energy > 0), `${what}: voice in every second: ${energies}`);
  }
}

test(`with ${LOSS_PERCENT} % loss each way voice is heard in every second`, { skip }, async (t) => {
  const { client, psychologist } = await stage.call(await stage.book());
  await Promise.all([client.hears(), psychologist.hears()]);
  await network.client.lose(LOSS_PERCENT);
  const seen = await Promise.all([client.watchSeconds(STRAINED), psychologist.watchSeconds(STRAINED)]);
  await network.client.lose(0);
  t.diagnostic(`the client sends ${stepsOf(seen[0])}`);
  t.diagnostic(`the psychologist sends ${stepsOf(seen[1])}`);
  assertVoice('loss', seen);
  await client.close();
  await psychologist.close();
});

test(`on ${NARROW_KBIT} kbit/s less picture is sent, voice is heard in every second, and the picture comes back`, { skip }, async (t) => {
  const { client, psychologist } = await stage.call(await stage.book());
  await Promise.all([client.hears(), psychologist.hears()]);
  const [before_] = await client.watchSeconds(1);
  assert.ok(STEPS.includes(before_.step), `a step is known: ${before_.step}`);

  await network.client.narrow(NARROW_KBIT);
  const seen = await Promise.all([client.watchSeconds(STRAINED), psychologist.watchSeconds(STRAINED)]);
  await network.client.narrow(undefined);
  const widened = Date.now();
  t.diagnostic(`the client sends ${stepsOf(seen[0])}`);
  t.diagnostic(`the psychologist sends ${stepsOf(seen[1])}`);
  assertVoice('narrow', seen);

  const lowest = seen.map(lowestOf);
  for (const one of lowest) assert.ok(one > STEPS.indexOf('high'), `less picture was sent: ${seen.map(stepsOf).join(' | ')}`);
  await Promise.all(
    [client, psychologist].map((person, i) =>
      person.until(
        `more picture is sent again than ${STEPS[lowest[i]]}`,
        (stats, [steps, worst]) => steps.indexOf(stats.peers[0]?.step) < worst,
        [STEPS, lowest[i]],
        RECOVERY,
      ),
    ),
  );
  const recovered = Math.round((Date.now() - widened) / 1000);
  t.diagnostic(`a better step after ${recovered} s`);
  console.log(`degradation at ${NARROW_KBIT} kbit/s: lowest ${lowest.map((one) => STEPS[one])}, better again after ${recovered} s`);
  await client.close();
  await psychologist.close();
});
