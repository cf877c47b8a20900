// One run: a fresh server, the load upon it, and what came of it.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { disturbance, isDisturbed } from './figures.mjs';
import { SERVERS, start } from './servers.mjs';

/** Beyond the time that a workload measures: connecting tens of thousands, and warming up; milliseconds. */
const PATIENCE = 300_000;
/** How much of what the load complains of is kept; characters. */
const COMPLAINTS = 2000;

/**
 * The cores of the two: the server on the first ones, the load on the last. Where there are not enough, both have all,
 * and the run says that they `shared` them.
 */
export function coresFor(wanted, cores) {
  const shared = cores.length <= wanted;
  return { server: cores.slice(0, wanted), load: shared ? cores : cores.slice(-1), shared };
}

/** Runs the load to its end; its line of JSON, or an Error with what it complained of. `progress`: each line of stderr. */
function load(args, cores, seconds, progress) {
  return new Promise((resolve, reject) => {
    const child = spawn('taskset', ['-c', cores.join(','), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    let complaints = '';
    const timer = setTimeout(() => child.kill('SIGKILL'), 1000 * seconds + PATIENCE);
    child.stdout.on('data', (text) => { output += text; });
    child.stderr.on('data', (text) => {
      complaints = (complaints + text).slice(-COMPLAINTS);
      progress?.(String(text));
    });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(timer);
      if (code === 0) resolve(JSON.parse(output));
      else reject(new Error(complaints.trim().split('\n').at(-1) || `the load ended with ${signal ?? code}`));
    });
  });
}

/** @returns the run, or one with `failed`: why there are no figures */
export async function runOnce(server, workload, { places, machine, progress }) {
  const { id, args, tls = false, limits = 'raised', seconds = 60 } = workload;
  const cores = coresFor(SERVERS[server].cores, machine.cores);
  const running = await start(server, places, { tls, limits, cores: cores.server });
  try {
    const command = [join(places.bin, 'bench/load/bench_load'), ...args];
    const target = ['--port', String(running.port), '--pid', String(running.pid), '--plan', places.plan, ...(tls ? ['--tls'] : [])];
    const found = await load([...command, ...target], cores.load, seconds, progress);
    return { id, server, shared: cores.shared, ...found };
  } catch (error) {
    return { id, server, failed: error.message };
  } finally {
    await running.stop();
  }
}

/** The least disturbed of at most `repeats` more tries, as long as `mayRepeat` says so; any try that does not fail. */
export async function runQuietly(server, workload, { repeats, mayRepeat, ...context }) {
  let best = await runOnce(server, workload, context);
  for (let n = 0; n < repeats && (best.failed || isDisturbed(best)) && mayRepeat(); ++n) {
    const again = await runOnce(server, workload, context);
    if (best.failed || (!again.failed && disturbance(again) < disturbance(best))) best = again;
  }
  return best;
}
