// From one person's glass to the other's, and from mouth to ear, on a clean link. Absolute times say as much about the
// machine and what else it does as about callroom: they are printed; what is asserted is that nothing is broken.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { BEEP_EVERY_MS, CLOCK_CAMERA, KEEP_REMOTE_AUDIO, listenForBeeps, readClock } from '../support/latency_probe.js';
import { percentile } from '../support/percentile.js';
import { Stage } from '../support/stage.js';

/** Measured, s, each of the two on its own: measuring costs something, too. */
const MEASURED = 10;
/** What the jitter buffers need to find their size, ms. */
const SETTLE = 3_000;
/** What a plain reference page reaches on such a machine when nothing else runs, ms. */
const REFERENCE = { video: { p50: 30, p95: 54 }, audio: { p50: 59, p95: 65 } };
/** Past this two people can no longer talk, whatever the machine does (ITU-T G.114 calls 400 ms the end), ms. */
const BROKEN = 800;

let stage;
before(async () => (stage = await Stage.open()));
after(() => stage?.close());

function print(t, what, ages) {
  const [p50, p95] = [50, 95].map((p) => Math.round(percentile(ages, p)));
  const line = `${what}-latency p50=${p50} p95=${p95} ms of ${ages.length} (reference p50=${REFERENCE[what].p50} p95=${REFERENCE[what].p95})`;
  t.diagnostic(line);
  console.log(line);
  assert.ok(p50 < BROKEN, `${what}: ${p50} ms`);
}

test('how old a picture and a sound are when they arrive', async (t) => {
  const session = await stage.book();
  // Worklets are scripts made on the spot, which the page's own policy rightly forbids.
  const lax = { bypassCSP: true };
  const client = await stage.openClient(session, { initScripts: [CLOCK_CAMERA], ...lax });
  const psychologist = await stage.openPsychologist(session, { initScripts: [KEEP_REMOTE_AUDIO], ...lax });
  await client.join();
  await psychologist.join();
  await psychologist.seesFrames();
  await psychologist.hears();
  await new Promise((done) => setTimeout(done, SETTLE));

  const ages = await readClock(psychologist.page, MEASURED);
  assert.ok(ages.length > MEASURED, `only ${ages.length} frames could be read`);
  print(t, 'video', ages);

  const heard = await listenForBeeps(psychologist.page, MEASURED);
  const beeps = await client.page.evaluate(() => window.__beeps);
  const delays = heard.flatMap((at) => {
    const begun = beeps.findLast((time) => time <= at);
    return begun === undefined ? [] : [at - begun];
  });
  assert.ok(delays.length >= MEASURED / 2, `only ${delays.length} of the beeps were heard, one every ${BEEP_EVERY_MS} ms`);
  print(t, 'audio', delays);
  await client.close();
  await psychologist.close();
});
