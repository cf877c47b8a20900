// Runs the bench: every server with every workload, in interleaved rounds, and writes what came of it.
//
//   node bench/run/main.mjs [--quick] [--rounds N] [--only id,id] [--bin build/release]
import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { disturbance, isDisturbed } from './figures.mjs';
import { describe } from './machine.mjs';
import { latencyPlot, roomsPlot } from './plots.mjs';
import { mainTable, report } from './report.mjs';
import { start } from './servers.mjs';
import { sessionsFor, workloads } from './workloads.mjs';

const bench = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const root = dirname(bench);
const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    only: { type: 'string' },
    bin: { type: 'string', default: join(root, 'build/release') },
  },
});
const size = options.quick ? 'quick' : 'full';
const rounds = Number(options.rounds ?? (options.quick ? 1 : 3));
/** A disturbed run is repeated so often at most, and only until the whole bench has taken so long; seconds. */
const MOST_REPEATS = options.quick ? 1 : 3;
const MOST_SECONDS = options.quick ? 40 : 3600;
/** No single run takes this long; milliseconds. */
const PATIENCE = 300_000;

const machine = describe({ bench, root, bin: options.bin });
if (machine.cores < 2) throw new Error('the bench needs a core for the server and one for the load');
const wanted = options.only?.split(',');
const list = workloads(size, machine).filter(({ id }) => !wanted || wanted.includes(id));

const scratch = mkdtempSync('/dev/shm/callroom-bench-');
const disk = mkdtempSync(join(root, 'build/bench-'));
const places = {
  bench,
  bin: options.bin,
  scratch,
  disk,
  seed: join(scratch, 'seed'),
  plan: join(scratch, 'plan.tsv'),
  secret: randomBytes(32).toString('hex'),
};

async function runOnce(server, { id, args }) {
  const running = await start(server, places);
  try {
    const command = [join(places.bin, 'bench/load/bench_load'), ...args];
    const target = ['--port', String(running.port), '--pid', String(running.pid), '--plan', places.plan];
    const core = String(machine.cores - 1);
    const { stdout } = await promisify(execFile)('taskset', ['-c', core, ...command, ...target], { timeout: PATIENCE });
    return { id, server, ...JSON.parse(stdout) };
  } finally {
    await running.stop();
  }
}

/** The least disturbed of at most a few tries. */
async function runQuietly(server, workload, began) {
  let best = await runOnce(server, workload);
  for (let n = 0; n < MOST_REPEATS && isDisturbed(best) && (Date.now() - began) / 1000 < MOST_SECONDS; ++n) {
    const again = await runOnce(server, workload);
    if (disturbance(again) < disturbance(best)) best = again;
  }
  return best;
}

async function runAll(log) {
  const began = Date.now();
  const runs = [];
  for (let round = 1; round <= rounds; ++round) {
    for (const workload of list) {
      for (const server of workload.servers) {
        const run = { round, ...(await runQuietly(server, workload, began)) };
        runs.push(run);
        appendFileSync(log, `${JSON.stringify(run)}\n`);
        const note = isDisturbed(run) ? `  (disturbed: ${(100 * disturbance(run)).toFixed(0)} %)` : '';
        console.log(
          `${round}/${rounds} ${workload.id.padEnd(12)} ${server.padEnd(10)} ${run.rate.toFixed(0).padStart(8)}/s ` +
            `${run.serverCpuEach.toFixed(1).padStart(8)} µs CPU  p50 ${run.p50.toFixed(0)} µs  p99 ${run.p99.toFixed(0)} µs${note}`,
        );
      }
    }
  }
  return { runs, seconds: (Date.now() - began) / 1000 };
}

try {
  mkdirSync(join(bench, 'results'), { recursive: true });
  execFileSync(
    join(places.bin, 'bench/bench_seed'),
    ['--data-dir', places.seed, '--plan', places.plan, '--sessions', String(sessionsFor(list))],
    { env: { ...process.env, JWT_SECRET: places.secret }, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  const log = join(bench, 'results', `${new Date().toISOString().replace(/[:.]/g, '-')}.jsonl`);
  const { runs, seconds } = await runAll(log);
  console.log(`\n${mainTable(runs)}\n\n${runs.filter(isDisturbed).length} of ${runs.length} runs disturbed. Each run: ${log}`);
  if (!wanted) {
    writeFileSync(join(bench, 'RESULTS.md'), report({ runs, machine, rounds, size, seconds }));
    writeFileSync(join(bench, 'latency.svg'), latencyPlot(runs));
    writeFileSync(join(bench, 'rooms.svg'), roomsPlot(runs));
    console.log(`${join(bench, 'RESULTS.md')} written after ${seconds.toFixed(0)} s`);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
  rmSync(disk, { recursive: true, force: true });
}
