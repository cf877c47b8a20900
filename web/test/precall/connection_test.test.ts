import { describe, expect, it } from 'vitest';
import { ConnectionTest } from '../../src/core/precall/connection_test';
import type { ConnectionStep, ConnectionStepName } from '../../src/core/precall/types';
import { ManualClock } from '../fakes/manual_clock';
import { FakeNetwork, FINE, NO_SERVERS, RELAY_BY_TCP, STUN_ONLY, TWO_STUN, type Conditions } from './fake_network';

function setUp(conditions: Conditions = {}) {
  const clock = new ManualClock();
  const network = new FakeNetwork(clock, { ...FINE, ...conditions });
  const test = new ConnectionTest(network.options);
  const step = (name: ConnectionStepName): ConnectionStep | undefined => test.snapshot().steps.find((one) => one.name === name);
  return { clock, network, test, step };
}

async function finish({ clock, test }: { clock: ManualClock; test: ConnectionTest }): Promise<number> {
  const startedAt = clock.now();
  test.snapshot().run?.();
  while (test.snapshot().state === 'running') await clock.advance(50);
  return clock.now() - startedAt;
}

describe('the connection test', () => {
  it('finds a good network ready', async () => {
    const run = setUp();
    expect(await finish(run)).toBeLessThan(5_000);
    expect(run.test.snapshot().verdict).toEqual({ kind: 'ready', reasons: [] });
    expect(run.step('signaling')).toMatchObject({ state: 'ok', numbers: { tookMs: 80, transport: 'websocket' } });
    expect(run.step('udp')).toMatchObject({ state: 'ok', numbers: { tookMs: 60 } });
    expect(run.step('relay')).toMatchObject({ state: 'ok', numbers: { tookMs: 90, relayProtocols: ['udp'] } });
    expect(run.step('loss')).toMatchObject({ state: 'ok', numbers: { loss: 0 } });
    expect(run.step('loss')?.numbers.rttMs).toBeCloseTo(40, -1);
    const { upKbps = 0 } = run.step('throughput')?.numbers ?? {};
    expect(upKbps).toBeGreaterThan(3_500);
    expect(upKbps).toBeLessThan(4_500);
  });

  it('sends what is lost only once, through the relay alone', async () => {
    const run = setUp();
    await finish(run);
    const loop = run.network.connections.filter(({ config }) => config.iceTransportPolicy === 'relay');
    expect(loop).toHaveLength(2);
    expect(loop[0]?.init).toMatchObject({ ordered: false, maxRetransmits: 0 });
    expect(run.network.requests).toEqual([]);
  });

  it('closes all that it opened', async () => {
    const run = setUp();
    await finish(run);
    expect(run.network.connections.every(({ closed }) => closed)).toBe(true);
    expect(run.network.sockets.every(({ closed }) => closed)).toBe(true);
    await run.clock.advance(60_000);
    expect(run.clock.pending).toBe(0);
  });

  it.each<[string, Conditions, ConnectionStepName, Partial<ConnectionStep>, string, string[]]>([
    ['WebSockets are swallowed', { webSocket: undefined }, 'signaling', { state: 'poor', reason: 'SIGNALING_POLLING_ONLY' }, 'ready', ['SIGNALING_POLLING_ONLY']],
    ['the server is slow', { webSocket: 3_100, polling: 3_200 }, 'signaling', { state: 'poor', reason: 'SIGNALING_SLOW' }, 'ready', ['SIGNALING_SLOW']],
    ['the server says no, but says it', { signalingRefused: true }, 'signaling', { state: 'ok' }, 'ready', []],
    ['no way to the server', { webSocket: undefined, polling: undefined }, 'signaling', { state: 'failed', reason: 'SIGNALING_BLOCKED' }, 'will-not-work', ['SIGNALING_BLOCKED']],
    ['UDP is blocked, the relay is reached by TLS', { stun: undefined, relays: { tls: 300 }, complete: undefined }, 'relay', { state: 'poor', reason: 'RELAY_TCP_ONLY' }, 'ready', ['UDP_BLOCKED', 'RELAY_TCP_ONLY']],
    ['UDP is swallowed, the relay is reached by TCP', { stun: undefined, relays: { tcp: 120 }, complete: undefined }, 'udp', { state: 'failed', reason: 'UDP_BLOCKED' }, 'ready', ['UDP_BLOCKED', 'RELAY_TCP_ONLY']],
    ['UDP is blocked, and said to be', { stun: undefined, relays: { tls: 300 }, complete: 900, iceTrouble: true }, 'udp', { state: 'failed', reason: 'UDP_BLOCKED' }, 'ready', ['UDP_BLOCKED', 'RELAY_TCP_ONLY']],
    ['the relay is out of reach', { relays: {} }, 'relay', { state: 'failed', reason: 'RELAY_UNREACHABLE' }, 'ready', ['RELAY_UNREACHABLE']],
    ['nothing but the web', { stun: undefined, relays: {}, complete: undefined }, 'udp', { state: 'failed', reason: 'UDP_BLOCKED' }, 'will-not-work', ['NO_UDP_NO_RELAY']],
    ['UDP is blocked and there is no relay', { config: { ok: true, value: STUN_ONLY }, stun: undefined, relays: {}, complete: undefined }, 'udp', { state: 'failed', reason: 'UDP_BLOCKED' }, 'will-not-work', ['NO_UDP_NO_RELAY']],
    ['a public address: no other one is found', { config: { ok: true, value: STUN_ONLY }, stun: undefined, relays: {} }, 'udp', { state: 'ok' }, 'ready', []],
    ['a public address, and a relay that says nothing', { stun: undefined, relays: {}, relaySilent: true }, 'udp', { state: 'ok' }, 'ready', ['RELAY_UNREACHABLE']],
    ['a public address, and one of two STUN servers says nothing', { config: { ok: true, value: TWO_STUN }, stun: undefined, stunSilent: 'stun:one.example.org' }, 'udp', { state: 'ok' }, 'ready', []],
    ['STUN says nothing, the relay answers over UDP', { stun: undefined, stunSilent: 'stun:stun.example.org:3478' }, 'udp', { state: 'ok' }, 'ready', []],
    ['a relay over TCP alone, and nobody to ask over UDP', { config: { ok: true, value: RELAY_BY_TCP }, relays: { tcp: 120 } }, 'udp', { state: 'not-tested', reason: 'NOTHING_TO_ASK' }, 'ready', ['RELAY_TCP_ONLY']],
    ['the relay refuses, and UDP answers late', { stun: 2_500, relays: {}, stunSilent: 'stun:stun.example.org:3478' }, 'udp', { state: 'ok', numbers: { tookMs: 2_500 } }, 'ready', ['RELAY_UNREACHABLE']],
    ['no servers at all', { config: { ok: true, value: NO_SERVERS } }, 'udp', { state: 'not-tested', reason: 'NOTHING_TO_ASK' }, 'ready', []],
    ['no configuration', { config: { ok: false, refusal: { code: 'UNAVAILABLE' } } }, 'relay', { state: 'not-tested', reason: 'NO_ANSWER' }, 'ready', []],
    ['5 % of loss', { loseEvery: 20 }, 'loss', { state: 'poor', reason: 'LOSS_HIGH' }, 'ready', ['LOSS_HIGH']],
    ['10 % of loss', { loseEvery: 10 }, 'loss', { state: 'poor', reason: 'LOSS_HIGH' }, 'audio-first', ['LOSS_HIGH']],
    ['a satellite', { delayMs: 350 }, 'loss', { state: 'poor', reason: 'DELAY_HIGH' }, 'ready', ['DELAY_HIGH']],
    ['200 kbit/s', { kbps: 200 }, 'throughput', { state: 'poor', reason: 'NARROW_UPLOAD' }, 'audio-first', ['NARROW_UPLOAD', 'NARROW_DOWNLOAD']],
  ])('%s', async (_what, conditions, name, expected, kind, reasons) => {
    const run = setUp(conditions);
    expect(await finish(run)).toBeLessThanOrEqual(8_000);
    expect(run.step(name)).toMatchObject(expected);
    expect(run.test.snapshot().verdict).toEqual({ kind, reasons });
  });

  describe('without a relay to measure through', () => {
    const stunOnly: Conditions = { config: { ok: true, value: STUN_ONLY }, relays: {} };

    it('measures by requests, and says that loss was not', async () => {
      const run = setUp({ ...stunOnly, httpKbps: 2_000 });
      await finish(run);
      expect(run.network.requests).toEqual(['GET /video-calls/probe?bytes=200000', 'POST /video-calls/probe', 'POST /video-calls/probe']);
      expect(run.step('throughput')).toMatchObject({ state: 'ok' });
      expect(run.step('throughput')?.numbers.downKbps).toBeCloseTo(2_000, -2);
      expect(run.step('throughput')?.numbers.upKbps).toBeCloseTo(2_000, -2);
      expect(run.step('loss')).toMatchObject({ state: 'not-tested', reason: 'NO_RELAY_CONFIGURED' });
    });

    it('counts what has come when time is up', async () => {
      const run = setUp({ ...stunOnly, httpKbps: 150 });
      expect(await finish(run)).toBeLessThanOrEqual(8_000);
      const { numbers } = run.step('throughput') ?? {};
      expect(numbers?.downKbps).toBeCloseTo(150, -2);
      expect(numbers?.upKbps).toBeCloseTo(150, -1);
      expect(run.test.snapshot().verdict).toEqual({ kind: 'audio-first', reasons: ['NARROW_UPLOAD', 'NARROW_DOWNLOAD'] });
    });

    it('says that an upload is narrow though it was never through', async () => {
      const run = setUp({ ...stunOnly, httpKbps: 45 });
      expect(await finish(run)).toBeLessThanOrEqual(8_000);
      expect(run.test.snapshot().verdict).toMatchObject({ kind: 'will-not-work' });
    });

    it('does not count 429 against the network', async () => {
      const run = setUp({ ...stunOnly, httpStatus: 429 });
      await finish(run);
      expect(run.step('throughput')).toMatchObject({ state: 'not-tested', reason: 'TOO_OFTEN' });
      expect(run.test.snapshot().verdict).toEqual({ kind: 'ready', reasons: [] });
    });

    it('is through in time when no request is answered', async () => {
      const run = setUp({ ...stunOnly, httpSilent: true });
      expect(await finish(run)).toBeLessThanOrEqual(8_000);
      expect(run.step('throughput')).toMatchObject({ state: 'failed', reason: 'NO_ANSWER' });
    });

    it('does the same when the relay does not lead back to itself', async () => {
      const run = setUp({ loop: undefined });
      expect(await finish(run)).toBeLessThanOrEqual(8_000);
      expect(run.step('relay')?.state).toBe('ok');
      expect(run.step('loss')).toMatchObject({ state: 'not-tested', reason: 'NO_ANSWER' });
      expect(run.step('throughput')?.state).toBe('ok');
    });
  });

  it('ends after eight seconds when nothing answers at all', async () => {
    const silent = { webSocket: undefined, polling: undefined, stun: undefined, relays: {}, complete: undefined };
    const run = setUp(silent);
    expect(await finish(run)).toBe(8_000);
    expect(run.test.snapshot().steps.map(({ state, reason }) => [state, reason])).toEqual([
      ['failed', 'SIGNALING_BLOCKED'],
      ['failed', 'UDP_BLOCKED'],
      ['failed', 'RELAY_UNREACHABLE'],
      ['not-tested', 'TIME_UP'],
      ['not-tested', 'TIME_UP'],
    ]);
    expect(run.test.snapshot().verdict).toEqual({ kind: 'will-not-work', reasons: ['SIGNALING_BLOCKED', 'NO_UDP_NO_RELAY'] });
  });

  it('keeps what it has when the time is over in the middle', async () => {
    const run = setUp({ relays: { udp: 4_000 }, complete: undefined, loop: 1_500, loseEvery: 10 });
    expect(await finish(run)).toBe(8_000);
    expect(run.step('relay')).toMatchObject({ state: 'ok', numbers: { tookMs: 4_000 } });
    expect(run.step('loss')?.numbers.loss).toBeCloseTo(7 / 75, 5);
    expect(run.step('throughput')).toMatchObject({ state: 'not-tested', reason: 'TIME_UP' });
    expect(run.test.snapshot().verdict).toMatchObject({ kind: 'audio-first', reasons: ['LOSS_HIGH'] });
    const before = run.test.snapshot();
    await run.clock.advance(20_000);
    expect(run.test.snapshot()).toBe(before);
  });

  it('tells how far it is', async () => {
    const { clock, test } = setUp({ webSocket: undefined, polling: undefined });
    expect(test.snapshot()).toMatchObject({ state: 'idle', progress: 0, again: undefined });
    test.snapshot().run?.();
    expect(test.snapshot()).toMatchObject({ state: 'running', run: undefined, again: undefined, verdict: undefined });
    await clock.advance(4_000);
    expect(test.snapshot().progress).toBeCloseTo(0.5, 1);
    await clock.advance(4_000);
    expect(test.snapshot()).toMatchObject({ state: 'done', progress: 1, run: undefined });
  });

  it('can be run again, from the beginning', async () => {
    const run = setUp({ loseEvery: 10 });
    await finish(run);
    run.network.is.loseEvery = 1_000_000;
    run.test.snapshot().again?.();
    expect(run.test.snapshot().steps.map(({ state }) => state)).toEqual(['running', 'running', 'running', 'waiting', 'waiting']);
    while (run.test.snapshot().state === 'running') await run.clock.advance(50);
    expect(run.test.snapshot().verdict).toEqual({ kind: 'ready', reasons: [] });
  });

  it.each([0, 70, 300, 1_000, 3_500])('is given up at once when Join is pressed after %d ms', async (ms) => {
    const run = setUp();
    run.test.snapshot().run?.();
    await run.clock.advance(ms);
    run.test.close();
    expect(run.network.connections.every(({ closed }) => closed)).toBe(true);
    expect(run.network.sockets.every(({ closed }) => closed)).toBe(true);
    const snapshot = run.test.snapshot();
    expect([snapshot.run, snapshot.again]).toEqual([undefined, undefined]);
    await run.clock.advance(60_000);
    expect(run.test.snapshot()).toBe(snapshot);
    expect(run.clock.pending).toBe(0);
  });

  it('survives a browser that makes no connection', async () => {
    const run = setUp();
    const test = new ConnectionTest({
      ...run.network.options,
      makeConnection: () => {
        throw new DOMException('too many', 'UnknownError');
      },
    });
    await finish({ clock: run.clock, test });
    expect(test.snapshot().steps.map(({ state }) => state)).toEqual(['ok', 'not-tested', 'not-tested', 'ok', 'not-tested']);
  });
});
