// A long call, watched: memory must stay flat and the picture must move in every second.
//
//   npm run soak -- --minutes 30
//
// Each minute, of both pages: the JavaScript heap after a collection, documents, nodes, listeners, frames decoded, and the
// server's resident memory. Fails when a heap grew or a second had no frame.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { Stage } from './support/stage.js';

/** How much larger the heap may be in the last third than in the first: a share, and what a collector leaves by chance. */
const GROWTH = { share: 0.1, bytes: 5 * 2 ** 20 };
const MINUTE = 60_000;

const { values } = parseArgs({ options: { minutes: { type: 'string', default: '30' } } });
const minutes = Number(values.minutes);
assert.ok(minutes >= 3, 'at least three minutes: a first, a middle and a last third');

/** Counts the frames of every second; the counts are fetched, and forgotten, each minute. */
async function countFrames(person) {
  await person.page.evaluate(() => {
    window.__frames = [];
    let last;
    setInterval(async () => {
      const decoded = (await window.__callroom.stats()).peers[0]?.framesDecoded ?? 0;
      if (last !== undefined) window.__frames.push(decoded - last);
      last = decoded;
    }, 1000);
  });
}

async function measure(person, devtools) {
  await devtools.send('HeapProfiler.collectGarbage');
  const { metrics } = await devtools.send('Performance.getMetrics');
  const metric = (name) => metrics.find((one) => one.name === name).value;
  const frames = await person.page.evaluate(() => window.__frames.splice(0));
  return {
    heap: metric('JSHeapUsedSize'),
    documents: metric('Documents'),
    nodes: metric('Nodes'),
    listeners: metric('JSEventListeners'),
    frames: frames.reduce((sum, one) => sum + one, 0),
    fewest: Math.min(...frames),
  };
}

async function residentKiB(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(await readFile(`/proc/${pid}/status`, 'utf8'))[1]);
}

const mean = (numbers) => numbers.reduce((sum, one) => sum + one, 0) / numbers.length;
const MiB = (bytes) => (bytes / 2 ** 20).toFixed(1);

function judge(who, samples) {
  const third = Math.floor(samples.length / 3);
  const [first, last] = [samples.slice(0, third), samples.slice(-third)].map((part) => mean(part.map(({ heap }) => heap)));
  const allowed = first * (1 + GROWTH.share) + GROWTH.bytes;
  console.log(`${who}: heap ${MiB(first)} MiB in the first third, ${MiB(last)} MiB in the last (allowed ${MiB(allowed)})`);
  const dark = samples.filter(({ fewest }) => !(fewest > 0)).length;
  return [
    ...(last > allowed ? [`${who}: the heap grew`] : []),
    ...(dark > 0 ? [`${who}: ${dark} of the minutes had a second without a frame`] : []),
  ];
}

async function soak(stage) {
  const session = await stage.book();
  const people = Object.entries(await stage.call(session)).map(([who, person]) => ({ who, person, samples: [] }));
  for (const one of people) {
    one.devtools = await one.person.page.devtools();
    await one.devtools.send('Performance.enable');
    await countFrames(one.person);
  }

  console.log('minute who           heap MiB documents nodes listeners frames fewest/s server MiB');
  const began = Date.now();
  for (let minute = 1; minute <= minutes; ++minute) {
    await new Promise((done) => setTimeout(done, began + minute * MINUTE - Date.now()));
    const server = ((await residentKiB(stage.server.process.pid)) / 1024).toFixed(1);
    for (const { who, person, devtools, samples } of people) {
      const sample = await measure(person, devtools);
      samples.push(sample);
      console.log(
        [String(minute).padStart(6), who.padEnd(13), MiB(sample.heap).padStart(8), String(sample.documents).padStart(9)].join(' '),
        [String(sample.nodes).padStart(5), String(sample.listeners).padStart(9), String(sample.frames).padStart(6)].join(' '),
        [String(sample.fewest).padStart(8), server.padStart(10)].join(' '),
      );
    }
  }

  const problems = people.flatMap(({ who, samples }) => judge(who, samples));
  await people[1].person.end();
  for (const { person } of people) {
    await person.sees('ended');
    await person.close();
  }
  return problems;
}

const stage = await Stage.open();
try {
  const problems = await soak(stage);
  console.log(problems.length === 0 ? `soak: ${minutes} minutes, flat` : `soak: FAILED\n${problems.join('\n')}`);
  process.exitCode = problems.length === 0 ? 0 : 1;
} finally {
  await stage.close();
}
