import assert from 'node:assert/strict';
import { test } from 'node:test';
import { byRound, figure, isDisturbed, line, median } from '../figures.mjs';

const run = (server, rate, more = {}) => ({ round: 1, id: 'saturate', server, rate, othersShare: 0, stolenShare: 0, ...more });

test('the median is the middle one, of two the mean', () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([10, 9]), 9.5);
  assert.equal(median([]), undefined);
});

test('a run is disturbed by other processes or by the hypervisor', () => {
  assert.equal(isDisturbed(run('limit', 1)), false);
  assert.equal(isDisturbed(run('limit', 1, { othersShare: 0.3 })), true);
  assert.equal(isDisturbed(run('limit', 1, { stolenShare: 0.05 })), true);
  assert.equal(isDisturbed(run('limit', 1, { othersShare: 0.16 })), false);
  assert.equal(isDisturbed({ failed: 'it ended' }), false);
});

test('a figure is of one server and workload, with its spread; failed runs are in none', () => {
  const runs = [
    run('callroom', 5), run('callroom', 1), run('callroom', 3), run('limit', 100), { ...run('callroom', 50), id: 'burst' },
    { round: 4, id: 'saturate', server: 'callroom', failed: 'it ended' },
  ];
  assert.deepEqual(figure(runs, 'saturate', 'callroom', (one) => one.rate), { median: 3, low: 1, high: 5, each: [5, 1, 3] });
  assert.equal(figure(runs, 'idle', 'callroom', (one) => one.rate), undefined);
});

test('rounds come in their order, each with its own runs', () => {
  const runs = [run('a', 1, { round: 2 }), run('a', 2), run('b', 3, { round: 2 })];
  assert.deepEqual(byRound(runs).map((round) => round.map(({ rate }) => rate)), [[2], [1, 3]]);
});

test('a line through points is found, and how far the farthest is from it', () => {
  const exact = line([[1000, 30e6], [2000, 40e6], [4000, 60e6]]);
  assert.equal(exact.slope, 10_000);
  assert.equal(exact.base, 20e6);
  assert.equal(exact.at(100_000), 1020e6);
  assert.ok(exact.farthest < 1e-9);
  // By hand: y = 1 + 1·x; the points are 1/2, 1 and 1/2 off, the middle one of 4.
  const rough = line([[0, 0.5], [2, 4], [4, 4.5]]);
  assert.equal(rough.slope, 1);
  assert.equal(rough.base, 1);
  assert.equal(rough.farthest, 1);
});
