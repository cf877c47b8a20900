import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figure, isDisturbed, median } from '../figures.mjs';
import { mainTable } from '../report.mjs';
import { lineChart } from '../svg.mjs';
import { judged, ROWS } from '../targets.mjs';
import { sessionsFor, workloads } from '../workloads.mjs';

const run = (server, rate, more = {}) => ({ id: 'saturate', server, rate, othersShare: 0, stolenShare: 0, ...more });

test('the median is the middle one, of two the mean', () => {
  assert.equal(median([3, 1, 2]), 2);
  assert.equal(median([10, 9]), 9.5);
  assert.equal(median([]), undefined);
});

test('a run is disturbed by other processes or by the hypervisor', () => {
  assert.equal(isDisturbed(run('limit', 1)), false);
  assert.equal(isDisturbed(run('limit', 1, { othersShare: 0.2 })), true);
  assert.equal(isDisturbed(run('limit', 1, { stolenShare: 0.05 })), true);
});

test('a figure is of one server and workload, with its spread', () => {
  const runs = [run('callroom', 5), run('callroom', 1), run('callroom', 3), run('limit', 100), { ...run('callroom', 50), id: 'burst' }];
  assert.deepEqual(figure(runs, 'saturate', 'callroom', (one) => one.rate), { median: 3, low: 1, high: 5, each: [5, 1, 3] });
  assert.equal(figure(runs, 'idle', 'callroom', (one) => one.rate), undefined);
});

test('a target is judged round by round, against the peers of the same round', () => {
  const saturate = ROWS.find(({ id }) => id === 'saturate');
  const runs = [
    run('node-ws', 100), run('node-uws', 200), run('callroom', 250),
    run('node-ws', 100), run('node-uws', 300), run('callroom', 250),
    run('node-ws', 200), run('node-uws', 200), run('callroom', 250),
  ];
  assert.deepEqual(judged(runs, saturate, saturate.must, 'callroom'), [true, false, false]);
  assert.match(mainTable(runs), /\*\*no\*\* \(1 of 3 rounds\)/);
});

test('nothing is judged without its peers', () => {
  const saturate = ROWS.find(({ id }) => id === 'saturate');
  assert.deepEqual(judged([run('callroom', 250)], saturate, saturate.must, 'callroom'), []);
});

test('workloads fit the descriptor limit and the seed has a session for each room', () => {
  const list = workloads('full', { descriptors: 4000, cores: 2 });
  const idle = list.find(({ id }) => id === 'idle');
  assert.equal(Number(idle.args[idle.args.indexOf('--connections') + 1]), 3800);
  assert.deepEqual(list.filter(({ id }) => id.startsWith('rooms-')).map(({ id }) => id), ['rooms-10', 'rooms-100', 'rooms-1000', 'rooms-1900']);
  assert.equal(sessionsFor(workloads('full', { descriptors: 100_000, cores: 2 })), 10_000);
});

test('a third core is used to see what two are worth', () => {
  assert.ok(!workloads('full', { descriptors: 4000, cores: 2 })[0].servers.includes('callroom-2'));
  assert.ok(workloads('full', { descriptors: 4000, cores: 4 })[0].servers.includes('callroom-2'));
});

test('a chart names its lines and keeps its text from being markup', () => {
  const svg = lineChart({
    title: 'a < b', xLabel: 'x', yLabel: 'y', xTicks: [{ at: 0, label: '0' }], yTicks: [{ at: 1, label: '1' }],
    lines: [{ name: 'one', points: [[0, 1], [1, 2]] }],
  });
  assert.ok(svg.includes('a &#60; b') && svg.includes('>one<'));
  assert.ok(!svg.includes('NaN'));
});
