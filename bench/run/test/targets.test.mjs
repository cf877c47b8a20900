import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CHECKS, figureOf, judge, ROWS, TLS_ROWS, twoCores } from '../targets.mjs';
import { cell, table, verdict } from '../tables.mjs';

const run = (round, server, rate, more = {}) => ({ round, id: 'saturate', server, rate, othersShare: 0, stolenShare: 0, ...more });
const saturate = ROWS.find(({ id }) => id === 'saturate');
const check = (id) => CHECKS.find((row) => row.uses({ id, server: 'callroom' }, 'callroom'));

const three = [
  run(1, 'node-ws', 100), run(1, 'node-uws', 200), run(1, 'callroom', 250),
  run(2, 'node-ws', 100), run(2, 'node-uws', 300), run(2, 'callroom', 250),
  run(3, 'node-ws', 200), run(3, 'node-uws', 200), run(3, 'callroom', 250),
];

test('a target is judged round by round, against the peers of the same round', () => {
  const judged = judge(three, saturate, saturate.must, 'callroom');
  assert.deepEqual(judged.held, [true, false, false]);
  assert.deepEqual(judged.ratios, { median: 2.5, low: 1.25, high: 2.5, each: [2.5, 2.5, 1.25] });
  assert.equal(verdict(judged), '**missed** (1 of 3)');
});

test('a target that was held in every round is held', () => {
  const judged = judge(three.slice(0, 3), saturate, saturate.must, 'callroom');
  assert.equal(verdict(judged), 'held');
});

test('nothing is judged without a peer that the target names, and a round without one is left out', () => {
  assert.equal(verdict(judge([run(1, 'callroom', 250)], saturate, saturate.must, 'callroom')), 'not measured');
  const withoutOne = three.filter(({ round, server }) => !(round === 2 && server === 'node-uws'));
  assert.deepEqual(judge(withoutOne, saturate, saturate.must, 'callroom').held, [true, false]);
});

test('a round in which callroom failed is missed, and one in which a peer failed is not judged', () => {
  const failed = (server) => three.map((one) => (one.round === 1 && one.server === server ? { round: 1, id: 'saturate', server, failed: 'it ended' } : one));
  assert.deepEqual(judge(failed('callroom'), saturate, saturate.must, 'callroom').held, [false, false, false]);
  assert.deepEqual(judge(failed('node-uws'), saturate, saturate.must, 'callroom').held, [false, false]);
});

test('what rests on a disturbed run is marked', () => {
  const disturbed = three.map((one) => (one.server === 'node-ws' && one.round === 3 ? { ...one, othersShare: 0.5 } : one));
  assert.equal(verdict(judge(disturbed, saturate, saturate.must, 'callroom')), '~**missed** (1 of 3)');
  assert.equal(cell(figureOf(disturbed, saturate, 'node-ws'), 0), '~100 (100–200)');
  assert.equal(cell(figureOf(disturbed, saturate, 'callroom'), 0), '250 (250–250)');
});

test('two cores against one is the ratio of what went through where the load had a core of its own', () => {
  const one = run(1, 'callroom', 100, { serverCpuEach: 10, shared: false });
  const two = run(1, 'callroom-2', 170, { serverCpuEach: 11, shared: false });
  assert.equal(twoCores([one, two]), 1.7);
  assert.equal(verdict(judge([one, two], check('saturate'), check('saturate').must, 'callroom')), 'held');
});

test('two cores against one is estimated from CPU and idling where they shared, and never more than two', () => {
  const one = run(1, 'callroom', 100, { serverCpuEach: 10 });
  const two = (each, share) => run(1, 'callroom-2', 120, { serverCpuEach: each, serverCpuShare: share, loadCpuShare: 0.4, shared: true });
  assert.equal(twoCores([one, two(12.5, 1.6)]), 1.6);
  assert.equal(twoCores([one, two(12.5, 0.6)]), 0.8);  // they stood idle half of the time
  assert.equal(twoCores([one, two(5, 1.6)]), 2);
  assert.equal(twoCores([one]), undefined);
});

test('the cost by rooms is that of the most rooms to that of the fewest', () => {
  const rooms = (count, serverCpuEach) => ({ ...run(1, 'callroom', 1), id: `rooms-${count}`, rooms: count, serverCpuEach });
  const row = check('rooms-10');
  assert.equal(row.of([rooms(1000, 50), rooms(10, 10), rooms(9900, 11)], 'callroom'), 1.1);
  assert.equal(row.of([rooms(10, 10)], 'callroom'), undefined);
});

test("others' latency beside a flood is held to its allowance", () => {
  const flood = (round, rise) => ({ ...run(round, 'callroom', 1), id: 'flood', rise });
  const row = check('flood');
  assert.deepEqual(judge([flood(1, 1.1), flood(2, 1.3)], row, row.must, 'callroom').held, [true, false]);
});

test('over TLS only memory has a target', () => {
  const idle = { ...run(1, 'callroom', 1), id: 'idle-tls', bytesEach: 24_000, serverCpuEach: 1, p50: 1, p99: 1 };
  assert.deepEqual(TLS_ROWS.map((row) => judge([idle], row, row.must, 'callroom').verdict).filter(Boolean), ['held']);
});

test('columns of a table stand below each other', () => {
  const lines = table(['µs', 'long head'], [['1', '2'], ['12345', '–']]).split('\n');
  assert.deepEqual(lines, ['| µs    | long head |', '| ----- | --------- |', '| 1     | 2         |', '| 12345 | –         |']);
});
