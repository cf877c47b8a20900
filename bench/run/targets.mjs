// What the core is held to: one row for each kind of work. A target is met only if it is met in every round, with that
// round's own figures: ratios to the peers of the same minutes, never to other days' absolute figures.
import { figure } from './figures.mjs';

const WS = 'node-ws';
const UWS = 'node-uws';

/** @typedef {(own: number, peers: Record<string, number>) => boolean} Check */

const times = (factor) => ({ text: `≥ ${factor} × Node on ws`, met: (own, peers) => own >= factor * peers[WS] });
const share = (factor) => ({ text: `≤ ${factor} × Node on ws`, met: (own, peers) => own <= factor * peers[WS] });
const most = (limit, text) => ({ text, met: (own) => own <= limit });
const KB = 1000;

/** `aim`s that the plan gives as "uWebSockets in C++" are that server's ratio to Node on ws in the plan's table. */
export const ROWS = [
  {
    work: 'saturate, messages/s', id: 'saturate', read: (run) => run.rate, digits: 0,
    must: { text: '≥ 2.4 × Node on ws, > Node on uWS', met: (own, peers) => own >= 2.4 * peers[WS] && own > peers[UWS] },
    aim: times(2.9),
  },
  { work: 'the same in bursts', id: 'burst', read: (run) => run.rate, digits: 0, must: times(3), aim: times(6) },
  {
    work: 'CPU per message at 20,000/s, µs', id: 'relay', read: (run) => run.serverCpuEach, digits: 1,
    must: share(0.5), aim: share(0.42),
  },
  { work: 'p50 at 20,000/s, µs', id: 'relay', read: (run) => run.p50, digits: 0 },
  { work: 'p99 at 20,000/s, µs', id: 'relay', read: (run) => run.p99, digits: 0, must: share(0.2), aim: share(0.07) },
  { work: 'whole call set-ups/s, 32 at once', id: 'setup', read: (run) => run.rate, digits: 0, must: times(5), aim: times(8) },
  { work: 'p50 of one set up alone, µs', id: 'setup-alone', read: (run) => run.p50, digits: 0 },
  {
    work: 'CPU per connect, token checked, µs', id: 'idle', read: (run) => run.serverCpuEach, digits: 0,
    must: share(0.12), aim: share(0.06),
  },
  {
    work: 'memory per idle connection, bytes', id: 'idle', read: (run) => run.bytesEach, digits: 0,
    must: most(4 * KB, '≤ 4 KB'), aim: most(1.5 * KB, '≤ 1.5 KB'),
  },
];

/** Which rounds of a target hold for `server`: [true, false, …]; empty where there is nothing to compare. */
export function judged(runs, row, target, server) {
  if (!target) return [];
  const own = figure(runs, row.id, server, row.read);
  const ws = figure(runs, row.id, WS, row.read);
  const uws = figure(runs, row.id, UWS, row.read);
  if (!own || !ws || !uws) return [];
  return own.each.map((value, round) => target.met(value, { [WS]: ws.each[round], [UWS]: uws.each[round] }));
}
