import assert from 'node:assert/strict';
import { test } from 'node:test';
import { holdChecks, holdPlot, holdReport, secondsIn } from '../hold.mjs';
import { latencyPlot, roomsPlot } from '../plots.mjs';
import { memoryModel, report, summary } from '../report.mjs';
import { lineChart } from '../svg.mjs';
import { workloads } from '../workloads.mjs';

const machine = { date: '2030-01-01', cores: [0, 1], descriptors: 20_000, facts: { 'open files': '20,000' } };

/** A run of every workload on every server, as bench_load gives them. */
function everyRun(round) {
  const figures = {
    round, rate: 100, serverCpuEach: 10, serverCpuShare: 1, loadCpuShare: 0.3, othersShare: 0, stolenShare: 0, p50: 50, p99: 90,
    bytesEach: 3000, rise: 1.1, peakBytesEach: 4e6, curve: [[0, 10], [0.5, 50], [0.99, 90]],
    steps: [[1000, 30e6], [5000, 42e6]],
  };
  return workloads('full', machine).flatMap(({ id, servers, args }) =>
    servers.map((server) => ({ id, server, ...figures, rooms: Number(args[args.indexOf('--rooms') + 1]) || undefined })));
}

const runs = [...everyRun(1), ...everyRun(2)];

test('results have every table, filled', () => {
  const text = report({ runs, machine, rounds: 2, size: 'full', seconds: 100 });
  assert.ok(!/undefined|NaN|not measured|Not measured/.test(text), text);
  assert.match(text, /No run was disturbed/);
  assert.match(text, /Every run came to its end/);
  assert.match(text, /Two cores against one is an estimate/);
  assert.match(text, /100,000 connections would take 327\.0 MB/);
});

test('what failed is told, and is in no figure', () => {
  const failed = runs.map((run) => (run.id === 'flood' ? { round: run.round, id: 'flood', server: 'callroom', failed: 'client 3 was lost' } : run));
  const text = summary(failed);
  assert.match(text, /flood on callroom, round 1: client 3 was lost/);
  assert.match(text, /beside a flood, × +\| – +\| ≤ 1\.2 +\| \*\*missed\*\* \(0 of 2\)/);
});

test('a part of the workloads can be told of too', () => {
  const part = runs.filter(({ id }) => id === 'relay');
  const text = summary(part);
  assert.ok(!/undefined|NaN/.test(text), text);
  assert.match(text, /Idle memory: Not measured/);
});

test('the memory model is of all rounds together', () => {
  const model = memoryModel(runs);
  assert.equal(model.slope, 3000);
  assert.equal(model.most, 5000);
  assert.equal(memoryModel([]), undefined);
});

test('plots are drawn from the runs', () => {
  for (const svg of [latencyPlot(runs), roomsPlot(runs)]) assert.ok(svg.includes('<polyline') && !svg.includes('NaN'));
});

test('a chart names its lines and keeps its text from being markup', () => {
  const svg = lineChart({
    title: 'a < b', xLabel: 'x', yLabel: 'y', xTicks: [{ at: 0, label: '0' }], yTicks: [{ at: 1, label: '1' }],
    lines: [{ name: 'one', points: [[0, 1], [1, 2]] }],
  });
  assert.ok(svg.includes('a &#60; b') && svg.includes('>one<'));
  assert.ok(!svg.includes('NaN'));
});

const sample = (at, rss) => ({ at, rss, cpuShare: 0.1, p50: 40, p99: 90, pongs: 10, lost: 0 });
const hold = {
  connections: 19_700, rooms: 50, asked: 1000, seconds: 600, lost: 0, fewestPongs: 23, pingInterval: 25_000, undelivered: 0,
  bytesEach: 1500, serverCpuShare: 0.1, p50: 40, p99: 90, othersShare: 0, stolenShare: 0, samples: [sample(10, 40e6), sample(120, 50e6), sample(600, 50.5e6)],
};
const heldIn = (run) => holdChecks(run).map(({ held }) => held);

test('a hold is held when nothing was lost, every heartbeat was answered and memory stayed once it had settled', () => {
  assert.deepEqual(heldIn(hold), [true, true, true, true]);
  assert.deepEqual(heldIn({ ...hold, lost: 1 }), [false, true, true, true]);
  assert.deepEqual(heldIn({ ...hold, fewestPongs: 22 }), [true, false, true, true]);
  assert.deepEqual(heldIn({ ...hold, samples: [sample(120, 50e6), sample(600, 51.1e6)] }), [true, true, false, true]);
  assert.deepEqual(heldIn({ ...hold, undelivered: 3 }), [true, true, true, false]);
});

test('a hold is told of with its table and plot', () => {
  const text = holdReport(hold, machine);
  assert.ok(!/undefined|NaN/.test(text), text);
  assert.match(text, /19,700 idle connections for 600 s/);
  assert.ok(!holdPlot(hold).includes('NaN'));
  assert.match(holdReport({ failed: 'client 3 was lost' }, machine), /failed: client 3 was lost/);
});

test('a hold takes its time from the command line', () => {
  assert.equal(secondsIn('10m'), 600);
  assert.equal(secondsIn('90s'), 90);
  assert.equal(secondsIn('45'), 45);
  for (const bad of ['', '0', '10 m', 'm', '-5s']) assert.throws(() => secondsIn(bad), /a time such as 10m/);
});
