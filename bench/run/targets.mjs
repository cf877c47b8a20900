// What the core is held to. A target holds only if it holds in every round, with that round's own figures: ratios to the
// peers of the same minutes, never to other days' absolute figures.
import { byRound, isDisturbed, runsOf, spread } from './figures.mjs';

const WS = 'node-ws';
const UWS = 'node-uws';
const NAMES = { [WS]: 'Node on ws', [UWS]: 'Node on uWS' };
const KB = 1000;
/** Of a socket's outgoing bytes, past which callroom closes it; and what the allocator may need around them. */
const QUEUE_BYTES = 4 * 2 ** 20;
const AROUND_QUEUE = 1.25;
/** The sizes of the allowance for another's flood or silence, and for more rooms. */
const MOST_RISE = 0.2;
const MOST_GROWTH = 0.15;

/**
 * What a round's runs say of a server; undefined: it was not measured, or it failed.
 * @typedef {(round: object[], server: string) => number | undefined} Reading
 * @typedef {{text: string, peers: string[], met: (own: number, peers: Record<string, number>) => boolean}} Target
 * @typedef {{work: string, digits: number, of: Reading, uses: (run: object, server: string) => boolean, must?: Target, aim?: Target}} Row
 *   `uses`: whether a row's figure is read from that run
 */

/** A row's reading from one run of a workload. @returns {{of: Reading, uses: Row['uses']}} */
const from = (id, read) => ({
  of: (round, server) => runsOf(round, id, server).map(read)[0],
  uses: (run, server) => run.id === id && run.server === server,
});

const times = (factor) => ({ text: `≥ ${factor} × ${NAMES[WS]}`, peers: [WS], met: (own, peers) => own >= factor * peers[WS] });
const share = (factor) => ({ text: `≤ ${factor} × ${NAMES[WS]}`, peers: [WS], met: (own, peers) => own <= factor * peers[WS] });
const moreThan = (peer) => ({ text: `> ${NAMES[peer]}`, peers: [peer], met: (own, peers) => own > peers[peer] });
const most = (limit, text) => ({ text, peers: [], met: (own) => own <= limit });
const least = (limit, text) => ({ text, peers: [], met: (own) => own >= limit });
const both = (one, other) => ({
  text: `${one.text}, ${other.text}`,
  peers: [...one.peers, ...other.peers],
  met: (own, peers) => one.met(own, peers) && other.met(own, peers),
});

/** What every server does. `aim`s that the plan gives as "uWebSockets in C++" are that server's ratio to Node on ws in
 *  the plan's table. */
const WORK = [
  {
    work: 'saturate, messages/s', id: 'saturate', read: (run) => run.rate, digits: 0,
    must: both(times(2.4), moreThan(UWS)), aim: times(2.9),
  },
  { work: 'the same in bursts', id: 'burst', read: (run) => run.rate, digits: 0, must: times(3), aim: times(6) },
  {
    work: 'CPU per message at 20,000/s, µs', id: 'relay', read: (run) => run.serverCpuEach, digits: 1,
    must: share(0.5), aim: share(0.42),
  },
  { work: 'p50 at 20,000/s, µs', id: 'relay', read: (run) => run.p50, digits: 0 },
  { work: 'p99 at 20,000/s, µs', id: 'relay', read: (run) => run.p99, digits: 0, must: share(0.2), aim: share(0.07) },
  { work: 'call set-ups/s, 32 at once', id: 'setup', read: (run) => run.rate, digits: 0, must: times(5), aim: times(8) },
  { work: 'p50 of one set up alone, µs', id: 'setup-alone', read: (run) => run.p50, digits: 0 },
  {
    work: 'CPU per connect, token checked, µs', id: 'idle', read: (run) => run.serverCpuEach, digits: 1,
    must: share(0.12), aim: share(0.06),
  },
  {
    work: 'memory per idle connection, bytes', id: 'idle', read: (run) => run.bytesEach, digits: 0,
    must: most(4 * KB, '≤ 4 KB'), aim: most(1.5 * KB, '≤ 1.5 KB'),
  },
];

/** The same of a server that has just started, with the same targets: a compiler that learns while it runs has not yet. */
const FRESH = [
  {
    work: 'call set-ups/s in the first two seconds', id: 'setup-fresh', read: (run) => run.rate, digits: 0,
    must: times(5), aim: times(8),
  },
  {
    work: 'CPU per connect of the first 2,000, µs', id: 'idle-fresh', read: (run) => run.serverCpuEach, digits: 1,
    must: share(0.12), aim: share(0.06),
  },
];

/** @type {Row[]} */
export const ROWS = [...WORK, ...FRESH].map((row) => ({ ...row, ...from(row.id, row.read) }));

/** The same over TLS, where only memory has a target. @type {Row[]} */
export const TLS_ROWS = WORK.map(({ work, id, read, digits }) => ({
  work, digits,
  ...from(`${id}-tls`, read),
  must: id === 'idle' && work.startsWith('memory') ? most(25 * KB, '≤ 25 KB') : undefined,
}));

/** Over HTTP long-polling, without targets. @type {Row[]} */
export const POLLING_ROWS = [
  { work: 'CPU per message at 2,000/s, µs', digits: 1, ...from('polling', (run) => run.serverCpuEach) },
  { work: 'p50 at 2,000/s, µs', digits: 0, ...from('polling', (run) => run.p50) },
  { work: 'p99 at 2,000/s, µs', digits: 0, ...from('polling', (run) => run.p99) },
];

/** The CPU of a message in the most rooms, to that in the fewest. */
function growthByRooms(round, server) {
  const runs = round.filter((run) => run.id.startsWith('rooms-') && run.server === server && !run.failed);
  const costs = runs.sort((a, b) => a.rooms - b.rooms).map((run) => run.serverCpuEach);
  return costs.length < 2 ? undefined : costs.at(-1) / costs[0];
}

/**
 * What two cores do against one. Where a third core was there for the load, the ratio of what went through. Where load
 * and server shared two cores: what two threads' CPU per message would let through, less what the cores stood idle.
 */
export function twoCores(round) {
  const [one] = runsOf(round, 'saturate', 'callroom');
  const [two] = runsOf(round, 'saturate', 'callroom-2');
  if (!one || !two) return undefined;
  if (!two.shared) return two.rate / one.rate;
  const busy = Math.min(1, (two.serverCpuShare + two.loadCpuShare) / 2);
  return Math.min(2, (2 * busy * one.serverCpuEach) / two.serverCpuEach);
}

/** What only callroom is asked. @type {Row[]} */
export const CHECKS = [
  {
    work: 'two cores against one, saturate, ×', digits: 2, of: twoCores,
    uses: ({ id, server }) => id === 'saturate' && ['callroom', 'callroom-2'].includes(server),
    must: least(1.6, '≥ 1.6'), aim: least(1.8, '≥ 1.8'),
  },
  {
    work: 'CPU per message, most rooms to fewest, ×', digits: 2, of: growthByRooms,
    uses: ({ id }) => id.startsWith('rooms-'),
    must: most(1 + MOST_GROWTH, `≤ ${1 + MOST_GROWTH}`),
  },
  {
    work: "others' p99 beside a flood, ×", digits: 2, ...from('flood', (run) => run.rise),
    must: most(1 + MOST_RISE, `≤ ${1 + MOST_RISE}`),
  },
  {
    work: "others' p99 beside silent readers, ×", digits: 2, ...from('silent', (run) => run.rise),
    must: most(1 + MOST_RISE, `≤ ${1 + MOST_RISE}`),
  },
  {
    work: 'most memory for a silent reader, bytes', digits: 0, ...from('silent', (run) => run.peakBytesEach),
    must: most(QUEUE_BYTES * AROUND_QUEUE, '≤ 5 MiB (its queue holds 4)'),
  },
];

/** A row's figure for one server, over the rounds that have one; `rough`: a run was disturbed. */
export function figureOf(runs, row, server) {
  const found = spread(byRound(runs).map((round) => row.of(round, server)).filter((value) => value !== undefined));
  return found && { ...found, rough: runs.some((run) => row.uses(run, server) && isDisturbed(run)) };
}

/**
 * A row's target for `server`, round by round: in `held` true or false, in `ratios` own figure to Node on ws. A round in
 * which it, or a peer that the target names, was not measured is in neither; one in which it failed is not held.
 * @param {object[]} runs of all rounds
 * @param {Row} row
 * @returns {{held: boolean[], ratios: ReturnType<typeof spread>, verdict: 'held' | 'missed' | 'not measured' | '', rough: boolean}}
 *   `rough`: a run of its own or of such a peer was disturbed
 */
export function judge(runs, row, target, server) {
  const held = [];
  const ratios = [];
  for (const round of byRound(runs)) {
    const own = row.of(round, server);
    const ws = row.of(round, WS);
    if (own !== undefined && ws) ratios.push(own / ws);
    const peers = Object.fromEntries((target?.peers ?? []).map((peer) => [peer, row.of(round, peer)]));
    if (target && own !== undefined && !Object.values(peers).includes(undefined)) held.push(target.met(own, peers));
    else if (target && round.some((run) => run.failed && row.uses(run, server))) held.push(false);
  }
  const judged = [server, ...(target?.peers ?? [])];
  const rough = runs.some((run) => isDisturbed(run) && judged.some((one) => row.uses(run, one)));
  return { held, ratios: spread(ratios), verdict: target ? verdictOf(held) : '', rough };
}

const verdictOf = (held) => (held.length === 0 ? 'not measured' : held.every(Boolean) ? 'held' : 'missed');
