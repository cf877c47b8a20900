// What is measured: arguments of bench_load, and which servers take part.

const COMPARED = ['node-ws', 'node-uws', 'limit', 'callroom', 'durable'];

/** Descriptors that server and load need for other things than sockets. */
const SPARE_DESCRIPTORS = 200;
/** Idle sockets, where the descriptor limit allows them. */
const MOST_IDLE = 100_000;

/**
 * @param {'quick'|'full'} size
 * @param {{descriptors: number, cores: number}} machine
 * @returns {{id: string, args: string[], servers: string[]}[]}
 */
export function workloads(size, { descriptors, cores }) {
  const quick = size === 'quick';
  const time = quick ? ['--warmup', '0.5', '--seconds', '1.5'] : ['--warmup', '2', '--seconds', '5'];
  const most = Math.min(MOST_IDLE, descriptors - SPARE_DESCRIPTORS);
  const pairs = ['--rooms', quick ? '200' : '500'];
  const list = [
    { id: 'saturate', args: ['saturate', ...pairs, '--window', '4', ...time], servers: COMPARED },
    { id: 'burst', args: ['saturate', ...pairs, '--window', '4', '--gathered', ...time], servers: COMPARED },
    { id: 'relay', args: ['relay', ...pairs, '--rate', '20000', ...time], servers: COMPARED },
    { id: 'setup', args: ['setup', '--at-once', '32', ...time], servers: COMPARED },
    { id: 'setup-alone', args: ['setup', '--at-once', '1', ...time], servers: COMPARED },
    {
      id: 'idle',
      args: ['idle', '--connections', String(quick ? 4000 : most), '--seconds', quick ? '1' : '10'],
      servers: COMPARED,
    },
    { id: 'can-join', args: ['can-join', '--connections', '64', ...time], servers: ['durable'] },
    { id: 'start', args: ['start', '--connections', '64', ...time], servers: ['durable'] },
  ];
  const rooms = quick ? [10, 1000] : [10, 100, 1000, 5000, 10_000];
  for (const count of new Set(rooms.map((wanted) => Math.min(wanted, Math.floor(most / 2))))) {
    list.push({
      id: `rooms-${count}`,
      args: ['relay', '--rooms', String(count), '--rate', '10000', ...time],
      servers: ['callroom'],
    });
  }
  // A third core is for the load.
  if (cores > 2) list[0].servers = [...COMPARED, 'callroom-2'];
  return list;
}

/** Sessions that the largest of them needs. */
export const sessionsFor = (list) =>
  Math.max(2000, ...list.map(({ args }) => Number(args[args.indexOf('--rooms') + 1]) || 0));
