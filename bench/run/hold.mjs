// What is said of a hold: idle connections for minutes, heartbeats answered, while rooms beside them relay.
import { isDisturbed } from './figures.mjs';
import { lineChart } from './svg.mjs';
import { number, table } from './tables.mjs';

/** What memory may grow by and still be called flat, from the end of this share of the time: until then the logs fill
 *  from which the relaying sockets could recover, and every connection has had its first heartbeats. */
const MOST_MEMORY_GROWTH = 0.02;
const SETTLING_SHARE = 0.2;
/** Pings that a connection may have missed for having come late, or for the end having come first. */
const PINGS_AT_THE_EDGES = 1;

/** "10m", "90s" or "600" in seconds. */
export function secondsIn(text) {
  const found = /^(\d+)(s|m|h)?$/.exec(text);
  const seconds = found && Number(found[1]) * { s: 1, m: 60, h: 3600 }[found[2] ?? 's'];
  if (!seconds) throw new Error(`--hold ${text}: a time such as 10m or 90s is expected`);
  return seconds;
}

/** @returns {{work: string, found: string, must: string, held: boolean}[]} */
export function holdChecks(run) {
  const settled = run.samples.find(({ at }) => at >= SETTLING_SHARE * run.seconds);
  const growth = run.samples.at(-1).rss / settled.rss - 1;
  const pings = Math.floor((1000 * run.seconds) / run.pingInterval) - PINGS_AT_THE_EDGES;
  return [
    { work: 'connections lost', found: number(run.lost, 0), must: '0', held: run.lost === 0 },
    {
      work: 'heartbeats answered by each, at least', found: number(run.fewestPongs, 0), must: `≥ ${Math.max(pings, 0)}`,
      held: run.fewestPongs >= pings,
    },
    {
      work: `memory, from second ${number(settled.at, 0)} to the last`, found: `${growth < 0 ? '' : '+'}${number(100 * growth, 2)} %`,
      must: `≤ +${100 * MOST_MEMORY_GROWTH} %`, held: growth <= MOST_MEMORY_GROWTH,
    },
    { work: 'relayed messages that never arrived', found: number(run.undelivered, 0), must: '0', held: run.undelivered === 0 },
  ];
}

export function holdReport(run, machine) {
  if (run.failed) return `The hold failed: ${run.failed}`;
  const checks = holdChecks(run).map(({ work, found, must, held }) => [work, found, must, held ? 'held' : '**missed**']);
  const megabytes = (bytes) => number(bytes / 1e6, 1);
  const shown = run.samples.filter((_, i) => i % Math.ceil(run.samples.length / 20) === 0);
  return `# A hold of scripts/bench

Generated on ${machine.date} by \`scripts/bench --hold\`; do not edit. ${number(run.connections, 0)} idle connections for ${number(run.seconds, 0)} s, heartbeats every
${number(run.pingInterval / 1000, 0)} s, while ${number(run.rooms, 0)} rooms relayed ${number(run.asked, 0)} messages a second. The machine allows ${machine.facts['open files']} open files a process;
where it allows more, the same command holds up to 100,000.${isDisturbed(run) ? ' **Other processes disturbed the run.**' : ''}

${table(['', 'measured', 'must', 'must is'], checks)}

Growth of resident memory for each idle connection: ${number(run.bytesEach, 0)} bytes. CPU of the server: ${number(100 * run.serverCpuShare, 1)} % of a core. Relayed in
p50 ${number(run.p50, 0)} µs, p99 ${number(run.p99, 0)} µs.

${table(
    ['second', 'resident, MB', 'CPU, % of a core', 'p50, µs', 'p99, µs', 'heartbeats answered'],
    shown.map((one) => [number(one.at, 0), megabytes(one.rss), number(100 * one.cpuShare, 1), number(one.p50, 0), number(one.p99, 0), number(one.pongs, 0)]),
  )}

![Resident memory](hold.svg)
`;
}

export function holdPlot(run) {
  const top = Math.max(...run.samples.map(({ rss }) => rss / 1e6));
  const ticks = [0, 0.25, 0.5, 0.75, 1];
  return lineChart({
    title: `Resident memory with ${number(run.connections, 0)} idle connections`,
    xLabel: 'seconds',
    yLabel: 'MB',
    xTicks: ticks.map((part) => ({ at: part * run.seconds, label: number(part * run.seconds, 0) })),
    yTicks: ticks.map((part) => ({ at: part * 1.2 * top, label: number(part * 1.2 * top, 0) })),
    lines: [{ name: 'callroom', points: run.samples.map(({ at, rss }) => [at, rss / 1e6]) }],
  });
}
