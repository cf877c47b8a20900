import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coresIn } from '../machine.mjs';
import { coresFor } from '../runner.mjs';
import { SERVERS } from '../servers.mjs';
import { holdWorkload, sessionsFor, workloads } from '../workloads.mjs';

const valueOf = ({ args }, option) => Number(args[args.indexOf(option) + 1]);

test('workloads fit the descriptor limit and the seed has a session for each room', () => {
  const list = workloads('full', { descriptors: 4000 });
  assert.equal(valueOf(list.find(({ id }) => id === 'idle'), '--connections'), 3800);
  assert.deepEqual(list.filter(({ id }) => id.startsWith('rooms-')).map(({ id }) => id), ['rooms-10', 'rooms-100', 'rooms-1000', 'rooms-1900']);
  assert.equal(sessionsFor(workloads('full', { descriptors: 100_000 })), 10_000);
});

test('a hold takes as many connections as there may be, and leaves those that its rooms need', () => {
  const few = holdWorkload(600, { descriptors: 20_000 });
  assert.equal(valueOf(few, '--connections') + 2 * valueOf(few, '--rooms'), 19_800);
  const many = holdWorkload(600, { descriptors: 1_000_000 });
  assert.equal(valueOf(many, '--connections') + 2 * valueOf(many, '--rooms'), 100_000);
});

test('each workload has a name of its own, and servers that there are', () => {
  for (const size of ['quick', 'full']) {
    const list = workloads(size, { descriptors: 20_000 });
    assert.equal(new Set(list.map(({ id }) => id)).size, list.length);
    for (const server of list.flatMap(({ servers }) => servers)) assert.ok(SERVERS[server], server);
  }
});

test('cores are those that the process may use', () => {
  assert.deepEqual(coresIn('0-2,5'), [0, 1, 2, 5]);
  assert.deepEqual(coresIn('7'), [7]);
});

test('the load has a core of its own where there is one, and says where there is none', () => {
  assert.deepEqual(coresFor(1, [2, 3]), { server: [2], load: [3], shared: false });
  assert.deepEqual(coresFor(2, [0, 1, 2, 3]), { server: [0, 1], load: [3], shared: false });
  assert.deepEqual(coresFor(2, [0, 1]), { server: [0, 1], load: [0, 1], shared: true });
});
