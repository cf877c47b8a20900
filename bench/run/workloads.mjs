// What is measured: arguments of bench_load, and which servers take part.

const COMPARED = ['node-ws', 'node-uws', 'limit', 'callroom', 'durable'];
/** For what must not take long: over TLS, and in a quick round. */
const FEW = ['node-ws', 'callroom'];

/** Descriptors that server and load need for other things than sockets. */
const SPARE_DESCRIPTORS = 200;
/** Idle sockets, where the descriptor limit allows them. */
const MOST_IDLE = 100_000;
const MOST_ROOMS = 10_000;
/** What a server has to take at once when it comes back. */
const FRESH_CONNECTIONS = 2000;
/** Whole handshakes take the peers so long that fewer connections must do. */
const IDLE_OVER_TLS = 5000;

/** Connections that one process may have: every one is a descriptor of the load and one of the server. */
export const mostConnections = ({ descriptors }) => Math.min(MOST_IDLE, descriptors - SPARE_DESCRIPTORS);

/**
 * @typedef {object} Workload
 * @property {string} id
 * @property {string[]} args of bench_load
 * @property {string[]} servers
 * @property {boolean} [tls]
 * @property {'shipped'} [limits] on a socket's events, as shipped; otherwise they are out of the way
 * @property {number} [seconds] that it takes, where it is long
 */

/**
 * @param {'quick'|'full'} size
 * @param {{descriptors: number}} machine
 * @returns {Workload[]}
 */
export function workloads(size, machine) {
  const quick = size === 'quick';
  const warmup = ['--warmup', quick ? '0.5' : '2'];
  const time = [...warmup, '--seconds', quick ? '1.5' : '4'];
  const most = mostConnections(machine);
  const pairs = ['--rooms', quick ? '200' : '500'];
  const idle = (connections) => ['idle', '--connections', String(connections), '--seconds', quick ? '1' : '3'];

  const compared = [
    { id: 'saturate', args: ['saturate', ...pairs, '--window', '4', ...time] },
    { id: 'burst', args: ['saturate', ...pairs, '--window', '4', '--gathered', ...time] },
    { id: 'relay', args: ['relay', ...pairs, '--rate', '20000', ...time] },
    { id: 'setup', args: ['setup', '--at-once', '32', ...time] },
    { id: 'setup-alone', args: ['setup', '--at-once', '1', ...time] },
  ];
  const inTls = (workload) => ({ ...workload, id: `${workload.id}-tls`, servers: FEW, tls: true });
  const roomCounts = (quick ? [10, 1000] : [10, 100, 1000, 5000, MOST_ROOMS]).map((count) => Math.min(count, Math.floor(most / 2)));
  const fresh = quick ? FEW : COMPARED;
  const beside = ['--rooms', '100', '--rate', '4000', ...warmup, '--seconds', quick ? '2' : '5'];

  return [
    ...compared.map((workload) => ({ ...workload, servers: workload.id === 'saturate' ? [...COMPARED, 'callroom-2'] : COMPARED })),
    { id: 'idle', args: idle(quick ? 4000 : most), servers: COMPARED },
    { id: 'setup-fresh', args: ['setup', '--at-once', '32', '--warmup', '0', '--seconds', '2'], servers: fresh },
    { id: 'idle-fresh', args: ['idle', '--connections', String(FRESH_CONNECTIONS), '--seconds', '1'], servers: fresh },
    { id: 'can-join', args: ['can-join', '--connections', '64', ...time], servers: ['durable'] },
    { id: 'start', args: ['start', '--connections', '64', ...time], servers: ['durable'] },
    ...[...new Set(roomCounts)].map((count) => ({
      id: `rooms-${count}`,
      args: ['relay', '--rooms', String(count), '--rate', '10000', ...time],
      servers: ['callroom'],
    })),
    { id: 'flood', args: ['flood', ...beside], servers: ['callroom'], limits: 'shipped' },
    { id: 'silent', args: ['silent', ...beside], servers: ['callroom'] },
    { id: 'memory', args: ['memory', '--connections', String(quick ? 4000 : most)], servers: ['callroom'] },
    {
      id: 'polling',
      args: ['relay', '--polling', '--rooms', '100', '--rate', '2000', ...time],
      servers: ['node-ws', 'node-uws', 'callroom', 'durable'],
    },
    ...compared.map(inTls),
    inTls({ id: 'idle', args: idle(Math.min(most, quick ? 500 : IDLE_OVER_TLS)) }),
  ];
}

/** As many idle connections as there may be, while some others relay; `seconds` long. @returns {Workload} */
export function holdWorkload(seconds, machine) {
  const rooms = 50;
  const connections = mostConnections(machine) - 2 * rooms;
  return {
    id: 'hold',
    args: ['hold', '--connections', String(connections), '--rooms', String(rooms), '--rate', '1000', '--seconds', String(seconds)],
    servers: ['callroom'],
    seconds,
  };
}

/** Sessions that the largest of them needs. */
export const sessionsFor = (list) =>
  Math.max(MOST_ROOMS, ...list.map(({ args }) => Number(args[args.indexOf('--rooms') + 1]) || 0));
