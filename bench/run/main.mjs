// Runs the bench: every server with every workload, in interleaved rounds; prints the tables, and writes bench/RESULTS.md
// with its plots after a full run. Each run is a line in bench/results/ as soon as it is over.
//
//   node bench/run/main.mjs [--quick] [--rounds N] [--only id,id] [--bin build/release]
//   node bench/run/main.mjs --hold 10m         idle connections among traffic; writes bench/HOLD.md
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { disturbance, isDisturbed } from './figures.mjs';
import { holdPlot, holdReport, secondsIn } from './hold.mjs';
import { describe } from './machine.mjs';
import { makePlaces } from './places.mjs';
import { latencyPlot, roomsPlot } from './plots.mjs';
import { report, summary } from './report.mjs';
import { runOnce, runQuietly } from './runner.mjs';
import { SERVERS } from './servers.mjs';
import { holdWorkload, sessionsFor, workloads } from './workloads.mjs';

const bench = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const root = dirname(bench);
const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    only: { type: 'string' },
    hold: { type: 'string' },
    bin: { type: 'string', default: join(root, 'build/release') },
  },
});
const size = options.quick ? 'quick' : 'full';
const rounds = Number(options.rounds ?? (options.quick ? 1 : 3));
if (!Number.isInteger(rounds) || rounds < 1) throw new Error(`--rounds ${options.rounds}: a number from 1 on is expected`);
/** A disturbed run is repeated so often at most, and only until the whole bench has taken so long; seconds. */
const MOST_REPEATS = options.quick ? 1 : 3;
const MOST_SECONDS = options.quick ? 60 : 2700;

const machine = describe({ bench, root, bin: options.bin });
if (machine.cores.length < 2) throw new Error('the bench needs a core for the server and one for the load');

function chosen() {
  if (options.hold) return [holdWorkload(secondsIn(options.hold), machine)];
  const all = workloads(size, machine);
  if (!options.only) return all;
  const wanted = options.only.split(',');
  const unknown = wanted.filter((id) => !all.some((workload) => workload.id === id));
  if (unknown.length > 0) throw new Error(`no such workload: ${unknown.join(', ')}; there are ${all.map(({ id }) => id).join(', ')}`);
  return all.filter(({ id }) => wanted.includes(id));
}

function lineOf(run, round) {
  const head = `${round}/${rounds} ${run.id.padEnd(15)} ${run.server.padEnd(10)}`;
  if (run.failed) return `${head} FAILED: ${run.failed}`;
  const note = isDisturbed(run) ? `  (disturbed: ${(100 * disturbance(run)).toFixed(0)} %)` : '';
  return (
    `${head} ${run.rate.toFixed(0).padStart(8)}/s ${run.serverCpuEach.toFixed(1).padStart(8)} µs CPU` +
    `  p50 ${run.p50.toFixed(0)} µs  p99 ${run.p99.toFixed(0)} µs${note}`
  );
}

async function runAll(list, places, log) {
  const began = Date.now();
  const mayRepeat = () => (Date.now() - began) / 1000 < MOST_SECONDS;
  const runs = [];
  for (let round = 1; round <= rounds; ++round) {
    for (const workload of list) {
      for (const server of workload.servers) {
        const run = { round, ...(await runQuietly(server, workload, { places, machine, repeats: MOST_REPEATS, mayRepeat })) };
        runs.push(run);
        appendFileSync(log, `${JSON.stringify(run)}\n`);
        console.log(lineOf(run, round));
      }
    }
  }
  return { runs, seconds: (Date.now() - began) / 1000 };
}

/** Of a full run; a short one, or a part, says too little to be kept. */
function writeResults(runs, seconds) {
  writeFileSync(join(bench, 'RESULTS.md'), report({ runs, machine, rounds, size, seconds }));
  writeFileSync(join(bench, 'latency.svg'), latencyPlot(runs));
  writeFileSync(join(bench, 'rooms.svg'), roomsPlot(runs));
  console.log(`${join(bench, 'RESULTS.md')} written after ${seconds.toFixed(0)} s.`);
}

async function measure(list, places, log) {
  const { runs, seconds } = await runAll(list, places, log);
  console.log(`\n${summary(runs)}\nMeasured in ${seconds.toFixed(0)} s; each run: ${log}`);
  const complete = !options.only && size === 'full';
  if (complete) writeResults(runs, seconds);
  if (runs.some(({ failed }) => failed)) process.exitCode = 1;
}

async function hold([workload], places, log) {
  const [server] = workload.servers;
  const run = await runOnce(server, workload, { places, machine, progress: (text) => process.stdout.write(text) });
  appendFileSync(log, `${JSON.stringify(run)}\n`);
  const text = holdReport(run, machine);
  console.log(`\n${text}\n${SERVERS[server].name}; the run: ${log}`);
  if (run.failed) {
    process.exitCode = 1;
    return;
  }
  writeFileSync(join(bench, 'HOLD.md'), text);
  writeFileSync(join(bench, 'hold.svg'), holdPlot(run));
}

const list = chosen();
const places = makePlaces({ bench, root, bin: options.bin, sessions: sessionsFor(list) });
try {
  mkdirSync(join(bench, 'results'), { recursive: true });
  const log = join(bench, 'results', `${new Date().toISOString().replace(/[:.]/g, '-')}.jsonl`);
  await (options.hold ? hold : measure)(list, places, log);
} finally {
  places.remove();
}
