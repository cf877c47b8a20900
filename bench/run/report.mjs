// What is said of the runs: the tables, in the terminal and in bench/RESULTS.md.
import { isDisturbed, line, median, MOST_OTHERS, MOST_STOLEN, runsOf, spread } from './figures.mjs';
import { costByRooms } from './plots.mjs';
import { SERVERS } from './servers.mjs';
import { cell, number, table, verdict } from './tables.mjs';
import { CHECKS, figureOf, judge, POLLING_ROWS, ROWS, TLS_ROWS } from './targets.mjs';

const COLUMNS = ['node-ws', 'node-uws', 'limit', 'callroom', 'durable'];
const TLS_COLUMNS = ['node-ws', 'callroom'];
const POLLING_COLUMNS = ['node-ws', 'node-uws', 'callroom', 'durable'];
/** What the memory model is asked about. */
const MANY = 100_000;

const share = (part) => `${number(100 * part, 0)} %`;
const relation = (found) => (found ? `${cell(found, 2)} ×` : '–');
const has = (runs, rows, columns) => rows.some((row) => columns.some((server) => figureOf(runs, row, server)));

export const figuresTable = (runs, rows, columns) =>
  table(
    ['work', ...columns.map((id) => SERVERS[id].name)],
    rows.map((row) => [row.work, ...columns.map((server) => cell(figureOf(runs, row, server), row.digits))]),
  );

/** Ratios to Node on ws and verdicts: with the audit off, as the peers keep none, and as shipped. */
export function targetsTable(runs) {
  const judged = (row, target, server) => judge(runs, row, target, server);
  return table(
    ['work', 'must', 'callroom ÷ Node on ws', 'must is', 'durable ÷ Node on ws', 'must is', 'aim', 'aim is'],
    ROWS.map((row) => {
      const [own, durable] = ['callroom', 'durable'].map((server) => judged(row, row.must, server));
      return [
        row.work, row.must?.text ?? '', relation(own.ratios), verdict(own), relation(durable.ratios), verdict(durable),
        row.aim?.text ?? '', verdict(judged(row, row.aim, 'callroom')),
      ];
    }),
  );
}

export const checksTable = (runs) =>
  table(
    ['callroom alone', 'measured', 'must', 'must is', 'aim', 'aim is'],
    CHECKS.map((row) => [
      row.work, cell(figureOf(runs, row, 'callroom'), row.digits),
      row.must.text, verdict(judge(runs, row, row.must, 'callroom')),
      row.aim?.text ?? '', row.aim ? verdict(judge(runs, row, row.aim, 'callroom')) : '',
    ]),
  );

const tlsMust = (runs) => {
  const row = TLS_ROWS.find(({ must }) => must);
  return `${row.work}: ${row.must.text}: ${verdict(judge(runs, row, row.must, 'callroom'))}.`;
};

function restTable(runs) {
  const of = (id, read, digits) => cell(spread(runsOf(runs, id, 'durable').map(read)), digits);
  return table(
    ['decision', 'a second', 'CPU, µs', 'p50, µs', 'p99, µs'],
    ['can-join', 'start'].map((id) => [
      id, of(id, (run) => run.rate, 0), of(id, (run) => run.serverCpuEach, 1), of(id, (run) => run.p50, 0), of(id, (run) => run.p99, 0),
    ]),
  );
}

/** The line through (connections, resident bytes) of the runs that held more and more; undefined if there were none. */
export function memoryModel(runs) {
  const points = runsOf(runs, 'memory', 'callroom').flatMap(({ steps }) => steps);
  return points.length < 2 ? undefined : { ...line(points), most: Math.max(...points.map(([connections]) => connections)) };
}

export function memoryText(runs) {
  const model = memoryModel(runs);
  if (!model) return 'Not measured.';
  const megabytes = (bytes) => `${number(bytes / 1e6, 1)} MB`;
  return (
    `Resident memory = ${megabytes(model.base)} + ${number(model.slope, 0)} bytes × connections: least squares up to ` +
    `${number(model.most, 0)} connections, no point farther than ${number(100 * model.farthest, 1)} % from it. ` +
    `${number(MANY, 0)} connections would take ${megabytes(model.at(MANY))}.`
  );
}

/** One line for each run that did not come to its end. */
const failures = (runs) =>
  runs.filter(({ failed }) => failed).map((run) => `- ${run.id} on ${SERVERS[run.server].name}, round ${run.round}: ${run.failed}`);

/** All that is to be read at the end, for the terminal: the same tables, and what keeps them from being trusted. */
export function summary(runs) {
  const parts = [figuresTable(runs, ROWS, COLUMNS), targetsTable(runs), checksTable(runs)];
  if (has(runs, TLS_ROWS, TLS_COLUMNS)) parts.push(`Over TLS\n${figuresTable(runs, TLS_ROWS, TLS_COLUMNS)}\n${tlsMust(runs)}`);
  if (has(runs, POLLING_ROWS, POLLING_COLUMNS)) parts.push(`Long-polling\n${figuresTable(runs, POLLING_ROWS, POLLING_COLUMNS)}`);
  parts.push(`Idle memory: ${memoryText(runs)}`);
  const lost = failures(runs);
  if (lost.length > 0) parts.push(`FAILED:\n${lost.join('\n')}`);
  parts.push(`${runs.filter(isDisturbed).length} of ${runs.length} runs were disturbed, and still were when repeated; what rests on them has a ~.`);
  return parts.join('\n\n');
}

export function report({ runs, machine, rounds, size, seconds }) {
  const disturbed = runs.filter(isDisturbed);
  const lost = failures(runs);
  const costs = costByRooms(runs);
  const loads = runsOf(runs, 'saturate', 'callroom').map((run) => run.loadCpuShare);
  return `# Results of scripts/bench

Generated on ${machine.date} by \`scripts/bench${size === 'quick' ? ' --quick' : ''}\`; do not edit. ${rounds} interleaved
round${rounds === 1 ? '' : 's'} in ${Math.round(seconds)} s${rounds < 3 ? ': too few for conclusions' : ''}. Only ratios between columns count: absolute figures are this machine's.

${table(['machine', ''], Object.entries(machine.facts))}

${disturbed.length === 0 ? 'No run was disturbed' : `**${disturbed.length} of ${runs.length} runs were disturbed, and still were when repeated; what rests on them has a ~**`} (other processes above ${share(MOST_OTHERS)} of a core, or more than
${share(MOST_STOLEN)} stolen by the hypervisor). Saturated, the load took ${loads.length === 0 ? '–' : share(median(loads))} of its core.
${lost.length === 0 ? 'Every run came to its end.' : `Runs that failed, and are in no figure:\n\n${lost.join('\n')}`}

## Compared

Each server alone on one core, the load on another; WebSocket; one 2,668-byte offer to ten 276-byte candidates. Medians, in
brackets the least and the most of the rounds. "callroom": audit off and the database in memory, as the peers store
nothing; "durable": as shipped, on this machine's disk.

${figuresTable(runs, ROWS, COLUMNS)}

Ratios are of one round each. A target is held if it was held in every round.

${targetsTable(runs)}

![Latency by percentile](latency.svg)

## callroom alone

${checksTable(runs)}

${machine.cores.length > 2 ? '' : `Two cores against one is an estimate: load and server shared this machine's two cores. It is what the CPU of a message
with two threads would let through on two cores, less the share of time in which they stood idle.
`}
The flood is ${number(50_000, 0)} candidates a second from one socket, beside rooms that relay on a schedule, with the limits as shipped;
seconds with and without it take turns in one run. The silent readers stop reading what they are sent.

## Cost by number of rooms

${table(['rooms', 'CPU per message, µs'], costs.map(([rooms, found]) => [number(rooms, 0), cell(found, 1)]))}

![CPU per message by number of rooms](rooms.svg)

## Memory by number of idle connections

${memoryText(runs)}

## Over TLS

${has(runs, TLS_ROWS, TLS_COLUMNS) ? `${figuresTable(runs, TLS_ROWS, TLS_COLUMNS)}\n\n${tlsMust(runs)}` : 'Not measured.'}

TLS 1.3 with a P-256 key; whole handshakes, none resumed.

## Over long-polling

A hundred rooms; what waits for a request goes with it.

${has(runs, POLLING_ROWS, POLLING_COLUMNS) ? figuresTable(runs, POLLING_ROWS, POLLING_COLUMNS) : 'Not measured.'}

## REST decisions, each with its commit and audit record

64 kept connections, each asking again as soon as it was answered.

${restTable(runs)}
`;
}
