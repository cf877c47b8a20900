// Latency by percentile, and cost by number of rooms, from the runs.
import { figure, median, runsOf } from './figures.mjs';
import { SERVERS } from './servers.mjs';
import { lineChart } from './svg.mjs';

/** Percentiles are drawn by how many nines they have: each step to the right is ten times as rare. */
const nines = (quantile) => -Math.log10(1 - quantile);
const QUANTILE_TICKS = [0, 0.9, 0.99, 0.999, 0.9999];
const MICROSECONDS = [10, 100, 1000, 10_000, 100_000];

export function latencyPlot(runs) {
  const lines = [];
  for (const [server, { name }] of Object.entries(SERVERS)) {
    const own = runsOf(runs, 'relay', server);
    if (own.length === 0) continue;
    const points = own[0].curve
      .map(([quantile], i) => [quantile, median(own.map((run) => run.curve[i][1]))])
      .filter(([quantile, us]) => quantile <= QUANTILE_TICKS.at(-1) && us > 0)
      .map(([quantile, us]) => [nines(quantile), Math.log10(us)]);
    lines.push({ name, points });
  }
  return lineChart({
    title: 'Latency at 20,000 messages/s, from the scheduled moment',
    xLabel: 'percentile',
    yLabel: 'µs',
    xTicks: QUANTILE_TICKS.map((quantile) => ({ at: nines(quantile), label: `${+(100 * quantile).toFixed(2)} %` })),
    yTicks: MICROSECONDS.map((us) => ({ at: Math.log10(us), label: us.toLocaleString('en') })),
    lines,
  });
}

/** Rooms and the CPU of a message in them: [[10, {median, …}], …]. */
export function costByRooms(runs) {
  const counts = [...new Set(runs.filter(({ id, failed }) => id.startsWith('rooms-') && !failed).map(({ rooms }) => rooms))];
  return counts
    .sort((a, b) => a - b)
    .map((rooms) => [rooms, figure(runs, `rooms-${rooms}`, 'callroom', (run) => run.serverCpuEach)]);
}

export function roomsPlot(runs) {
  const costs = costByRooms(runs);
  const top = Math.ceil(Math.max(1, ...costs.map(([, { median: us }]) => us)) / 10) * 10;
  return lineChart({
    title: 'CPU per message at 10,000 messages/s',
    xLabel: 'rooms',
    yLabel: 'µs',
    xTicks: costs.map(([rooms]) => ({ at: Math.log10(rooms), label: rooms.toLocaleString('en') })),
    yTicks: [0, top / 4, top / 2, (3 * top) / 4, top].map((us) => ({ at: us, label: us })),
    lines: [{ name: SERVERS.callroom.name, points: costs.map(([rooms, { median: us }]) => [Math.log10(rooms), us]) }],
  });
}
