// bench/RESULTS.md from the runs.
import { figure, isDisturbed, MOST_OTHERS, MOST_STOLEN } from './figures.mjs';
import { costByRooms } from './plots.mjs';
import { SERVERS } from './servers.mjs';
import { judged, ROWS } from './targets.mjs';

const COLUMNS = ['node-ws', 'node-uws', 'limit', 'callroom', 'durable'];
const number = (value, digits) => value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
const row = (cells) => `| ${cells.join(' | ')} |`;
const table = (head, body) => [row(head), row(head.map(() => '---')), ...body.map(row)].join('\n');

/** "1,234 (1,200–1,300)": the median, and the least and most of the rounds. */
function cell(found, digits) {
  if (!found) return '–';
  const text = number(found.median, digits);
  return found.each.length > 1 ? `${text} (${number(found.low, digits)}–${number(found.high, digits)})` : text;
}

function verdict(target, rounds) {
  if (!target) return '';
  if (rounds.length === 0) return target.text;
  const held = rounds.filter(Boolean).length;
  return `${target.text}: ${held === rounds.length ? 'yes' : `**no** (${held} of ${rounds.length} rounds)`}`;
}

/** The table of the plan; the verdicts are callroom's with the audit off, as the peers keep none. */
export function mainTable(runs) {
  const head = ['work', ...COLUMNS.map((id) => SERVERS[id].name), 'to Node on ws', 'must', 'aim'];
  const body = ROWS.map((one) => {
    const figures = COLUMNS.map((id) => figure(runs, one.id, id, one.read));
    const [ws, own] = [figures[0], figures[COLUMNS.indexOf('callroom')]];
    return [
      one.work,
      ...figures.map((found) => cell(found, one.digits)),
      ws && own ? `${number(own.median / ws.median, 2)} ×` : '–',
      verdict(one.must, judged(runs, one, one.must, 'callroom')),
      verdict(one.aim, judged(runs, one, one.aim, 'callroom')),
    ];
  });
  return table(head, body);
}

function restTable(runs) {
  const body = ['can-join', 'start'].map((id) => [
    id,
    cell(figure(runs, id, 'durable', (run) => run.rate), 0),
    cell(figure(runs, id, 'durable', (run) => run.serverCpuEach), 1),
    cell(figure(runs, id, 'durable', (run) => run.p50), 0),
    cell(figure(runs, id, 'durable', (run) => run.p99), 0),
  ]);
  return table(['decision', 'a second', 'CPU, µs', 'p50, µs', 'p99, µs'], body);
}

/** Of the core that has two: only where a third is there for the load. */
function twoCores(runs) {
  const one = figure(runs, 'saturate', 'callroom', (run) => run.rate);
  const two = figure(runs, 'saturate', 'callroom-2', (run) => run.rate);
  if (!one || !two) return 'Two cores against one: not measured, this machine has no third core for the load.';
  return `Two cores against one, saturate: ${number(two.median / one.median, 2)} × (must ≥ 1.6, aim ≥ 1.8).`;
}

export function report({ runs, machine, rounds, size, seconds }) {
  const disturbed = runs.filter(isDisturbed).length;
  const costs = costByRooms(runs);
  const growth = costs.length > 1 ? costs.at(-1)[1].median / costs[0][1].median - 1 : undefined;
  const loadShare = Math.max(...runs.filter((run) => run.id === 'relay').map((run) => run.loadCpuShare));
  return `# Results of scripts/bench

Generated on ${machine.date} by \`scripts/bench${size === 'quick' ? ' --quick' : ''}\`; do not edit. ${rounds} interleaved
round${rounds === 1 ? '' : 's'} in ${Math.round(seconds)} s${rounds < 3 ? ': too few for conclusions' : ''}. Only ratios between columns count: absolute figures are this machine's.

${table(['machine', ''], Object.entries(machine.facts))}

${disturbed === 0 ? 'No run was disturbed' : `**${disturbed} of ${runs.length} runs were disturbed, and still were when repeated**`} (other processes above ${100 * MOST_OTHERS} % of a core, or more than
${100 * MOST_STOLEN} % stolen by the hypervisor). At 20,000 messages/s the load took at most ${number(100 * loadShare, 0)} % of its core.

## Compared

Each server alone on one core, the load on another; WebSocket; one 2,668-byte offer to ten 276-byte candidates. Medians, in
brackets the least and the most. "callroom": audit off and the database in memory, as the peers store nothing; "durable": as
shipped, on this machine's disk. A target holds if it holds in every round.

${mainTable(runs)}

${twoCores(runs)}

![Latency by percentile](latency.svg)

## Cost by number of rooms

${table(['rooms', 'CPU per message, µs'], costs.map(([rooms, found]) => [number(rooms, 0), cell(found, 1)]))}

${growth === undefined ? '' : `From ${number(costs[0][0], 0)} to ${number(costs.at(-1)[0], 0)} rooms: ${growth < 0 ? '' : '+'}${number(100 * growth, 0)} % (must: within 15 %).`}

![CPU per message by number of rooms](rooms.svg)

## REST decisions, each with its commit and audit record

64 kept connections, each asking again as soon as it was answered.

${restTable(runs)}
`;
}
