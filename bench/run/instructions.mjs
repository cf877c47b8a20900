// How many instructions the server takes for an offer, a candidate, a join, a connect and an access decision, counted by
// callgrind: the same figure on every machine of a kind, and on a busy one too. Fails if one is above its bound in
// bench/instructions.json. Bounds are raised only with the reason in the commit.
//
//   node bench/run/instructions.mjs [--bin build/release] [--write]     --write: makes what was counted the bounds
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { SERVERS, launch } from './servers.mjs';

const bench = resolve(dirname(fileURLToPath(import.meta.url)), '..');
const { values: options } = parseArgs({
  options: { bin: { type: 'string', default: join(dirname(bench), 'build/release') }, write: { type: 'boolean', default: false } },
});
const BOUNDS = join(bench, 'instructions.json');
/** What a bound leaves above what was counted: kernels and C libraries of a kind differ by less. */
const MARGIN = 1.05;
/** Each is counted so often, and the least is taken: what happens beside it (presence, a checkpoint) only ever adds. */
const TRIES = 3;
/** `count` of each after one warm-up of all: enough that timers and a commit more or less do not show. */
const WORK = [
  { what: 'connect', count: 50 },
  { what: 'join', count: 50 },
  { what: 'offer', count: 300 },
  { what: 'candidate', count: 1000 },
  { what: 'can-join', count: 100 },
];

const scratch = mkdtempSync('/dev/shm/callroom-bench-');
const places = {
  bench,
  bin: options.bin,
  scratch,
  disk: scratch,
  seed: join(scratch, 'seed'),
  plan: join(scratch, 'plan.tsv'),
  secret: randomBytes(32).toString('hex'),
};
const dumps = join(scratch, 'dumps');

/** What they print is of use only when they fail, and is then in the error. */
const quietly = { stdio: 'pipe', encoding: 'utf8' };
const control = (server, option) => execFileSync('callgrind_control', [option, String(server.pid)], quietly);

function load(server, what, count) {
  const target = ['--port', String(server.port), '--pid', String(server.pid), '--plan', places.plan];
  execFileSync(join(places.bin, 'bench/load/bench_load'), ['counted', '--what', what, '--count', String(count), ...target], quietly);
}

/** Instructions of the whole server, all threads, while it served so much of something. */
function instructions(server, what, count) {
  const before = new Set(readdirSync(dumps));
  control(server, '--zero');
  load(server, what, count);
  control(server, '--dump');
  const dump = readdirSync(dumps).find((name) => !before.has(name));
  const totals = /^(?:totals|summary): (\d+)/m.exec(readFileSync(join(dumps, dump), 'utf8'));
  return Number(totals[1]);
}

/** For one of them: what the room or the connection around it takes is counted on its own and subtracted. */
function each(server, { what, count }) {
  const least = (n) => Math.min(...Array.from({ length: TRIES }, () => instructions(server, what, n)));
  return Math.round((least(count) - least(0)) / count);
}

async function countAll() {
  const server = await launch(SERVERS.durable.prepare(places), places, [
    'valgrind', '--tool=callgrind', `--callgrind-out-file=${join(dumps, 'out')}`,
  ]);
  try {
    for (const { what } of WORK) load(server, what, 10);
    return Object.fromEntries(WORK.map((work) => [work.what, each(server, work)]));
  } finally {
    await server.stop();
  }
}

try {
  mkdirSync(dumps);
  execFileSync(
    join(places.bin, 'bench/bench_seed'),
    ['--data-dir', places.seed, '--plan', places.plan, '--sessions', '200'],
    { ...quietly, env: { ...process.env, JWT_SECRET: places.secret } },
  );
  const counted = await countAll();
  if (options.write) {
    const bounds = Object.fromEntries(Object.entries(counted).map(([what, found]) => [what, Math.ceil((found * MARGIN) / 1000) * 1000]));
    writeFileSync(BOUNDS, `${JSON.stringify(bounds, null, 2)}\n`);
  }
  const bounds = JSON.parse(readFileSync(BOUNDS, 'utf8'));
  for (const [what, found] of Object.entries(counted)) {
    const fits = found <= bounds[what];
    console.log(`${what.padEnd(10)} ${found.toLocaleString('en').padStart(12)}   bound ${bounds[what].toLocaleString('en').padStart(12)}${fits ? '' : '   ABOVE'}`);
    if (!fits) process.exitCode = 1;
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
