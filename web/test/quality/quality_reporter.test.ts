import { describe, expect, it } from 'vitest';
import type { QualityReportBody, QualitySample } from '../../src/contract/rest';
import type { When } from '../../src/core/api';
import { ServerClock } from '../../src/core/clock';
import type { QualityObservation } from '../../src/core/quality/quality_link';
import { QualityReporter } from '../../src/core/quality/quality_reporter';
import type { Refusal, Result } from '../../src/core/result';
import { ManualClock, settle } from '../fakes/manual_clock';
import { sample } from './samples';

type Answer = Result<{ stored: number }>;
const STORED: Answer = { ok: true, value: { stored: 1 } };
const refused = (refusal: Refusal): Answer => ({ ok: false, refusal });

function setUp(answers: Answer[] = []) {
  const clock = new ManualClock();
  const serverClock = new ServerClock(clock);
  // The server is a minute ahead.
  serverClock.learn(new Date(clock.now() + 60_000).toISOString(), clock.now(), clock.now());
  const posted: { body: QualityReportBody; when: When | undefined; at: number }[] = [];
  const held: (() => void)[] = [];
  const server = { answers, slow: false };
  const startedAt = clock.now();
  const reporter = new QualityReporter({
    sessionId: 's',
    clock,
    serverClock,
    random: () => 0,
    api: {
      quality: async (_session, body, when) => {
        posted.push({ body, when, at: clock.now() - startedAt });
        if (server.slow) await new Promise<void>((resolve) => held.push(resolve));
        return server.answers.shift() ?? STORED;
      },
    },
  });
  const observe = async (seconds: number, over: Partial<QualityObservation> = {}): Promise<void> => {
    for (let second = 0; second < seconds; second += 1) {
      await clock.advance(1000);
      reporter.add({ at: clock.now(), numbers: sample().numbers, level: 5, reason: 'good', step: 'high', interrupted: false, ...over });
      await settle();
    }
  };
  return { clock, reporter, posted, held, server, observe, startedAt };
}

const samplesOf = (body: QualityReportBody | undefined): QualitySample[] =>
  body === undefined ? [] : 'samples' in body ? body.samples : [body];

describe('the quality reporter', () => {
  it('sends one sample of ten seconds', async () => {
    const { observe, posted, startedAt } = setUp();
    await observe(4);
    await observe(3, { level: 2, reason: 'loss-in', interrupted: true, numbers: sample({ rttMs: 140, lossIn: 0.1 }).numbers });
    await observe(3, { step: 'medium', numbers: undefined });
    expect(posted).toHaveLength(1);
    expect(posted[0]?.body).toEqual({
      at: new Date(startedAt + 60_000).toISOString(),
      seconds: 10,
      level: 2,
      reason: 'loss-in',
      interruptions: 1,
      step: 'medium',
      rttMs: 82.9,
      jitterMs: 5,
      lossIn: 0.0429,
      lossOut: 0,
      bitrateInKbps: 900,
      bitrateOutKbps: 900,
      frameWidth: 1280,
      frameHeight: 720,
      framesPerSecond: 30,
      sentFrameWidth: 1280,
      sentFrameHeight: 720,
      sentFramesPerSecond: 30,
      localCandidateType: 'host',
      remoteCandidateType: 'host',
      protocol: 'udp',
    });
    expect(posted[0]?.when).toBe('staying');
  });

  it('leaves out what was not measured', async () => {
    const { observe, posted } = setUp();
    await observe(10, { numbers: undefined, level: 1, reason: 'no-packets', interrupted: true });
    expect(Object.keys(posted[0]?.body ?? {}).sort()).toEqual(['at', 'interruptions', 'level', 'reason', 'seconds', 'step']);
  });

  it('counts an interruption that goes on once', async () => {
    const { observe, posted } = setUp();
    await observe(20, { interrupted: true });
    await observe(10);
    expect(posted.map(({ body }) => samplesOf(body)[0]?.interruptions)).toEqual([1, 0, 0]);
  });

  it('keeps samples while the server is away, and sends them together', async () => {
    const away = refused({ code: 'NETWORK' });
    const { observe, posted } = setUp([away, away, away]);
    await observe(40);
    // After 5, 10 and 20 s.
    expect(posted.map(({ at }) => at)).toEqual([10_000, 15_000, 25_000]);
    await observe(10);
    expect(posted.map(({ at }) => at).slice(3)).toEqual([45_000, 50_000]);
    expect(posted.map(({ body }) => samplesOf(body).length)).toEqual([1, 1, 2, 4, 1]);
  });

  it('keeps the newest sixty', async () => {
    const { observe, posted, server, clock } = setUp();
    server.answers = Array.from({ length: 100 }, () => refused({ code: 'UNAVAILABLE' }));
    await observe(700);
    server.answers = [];
    await clock.advance(120_000);
    const last = samplesOf(posted.at(-1)?.body);
    expect(last).toHaveLength(60);
    expect(new Set(last.map(({ at }) => at)).size).toBe(60);
    expect(last[0]?.at).toBe(samplesOf(posted[0]?.body)[0] && new Date(Date.parse(samplesOf(posted[0]?.body)[0]?.at ?? '') + 100_000).toISOString());
  });

  it('waits as long as the server asks', async () => {
    const { observe, posted } = setUp([refused({ code: 'RATE_LIMITED', retryAfterMs: 25_000 })]);
    await observe(34);
    expect(posted).toHaveLength(1);
    await observe(1);
    expect(posted.map(({ at }) => at)).toEqual([10_000, 35_000]);
    expect(samplesOf(posted[1]?.body)).toHaveLength(3);
  });

  it.each(['TOO_MANY_SAMPLES', 'CALL_ENDED', 'NOT_A_PARTICIPANT', 'TOKEN_EXPIRED'] as const)('stops after %s', async (code) => {
    const { observe, posted, reporter, clock } = setUp([refused({ code })]);
    await observe(60);
    reporter.finish();
    await clock.advance(60_000);
    expect(posted).toHaveLength(1);
  });

  it('does not repeat what the server does not understand', async () => {
    const { observe, posted } = setUp([refused({ code: 'INVALID_BODY' })]);
    await observe(20);
    expect(posted.map(({ body }) => samplesOf(body).length)).toEqual([1, 1]);
    expect(samplesOf(posted[1]?.body)[0]?.at).not.toBe(samplesOf(posted[0]?.body)[0]?.at);
  });

  it('never has two requests at once', async () => {
    const { observe, posted, held, server } = setUp();
    server.slow = true;
    await observe(35);
    expect(posted).toHaveLength(1);
    held.shift()?.();
    await settle();
    expect(samplesOf(posted[1]?.body)).toHaveLength(2);
  });

  it('sends the rest at the end, by a request that outlives the page', async () => {
    const { observe, posted, reporter, clock } = setUp();
    await observe(13);
    reporter.finish();
    reporter.finish();
    await settle();
    expect(posted).toHaveLength(2);
    expect(posted[1]).toMatchObject({ when: 'leaving', body: { seconds: 3 } });
    await observe(20);
    await clock.advance(60_000);
    expect(posted).toHaveLength(2);
  });

  it('sends nothing at the end when there is nothing', async () => {
    const { reporter, posted, clock } = setUp();
    reporter.finish();
    await clock.advance(60_000);
    expect(posted).toEqual([]);
  });

  it('does not wait for the next try at the end, unless it was asked to', async () => {
    const away = setUp([refused({ code: 'NETWORK' })]);
    await away.observe(11);
    away.reporter.finish();
    await settle();
    expect(away.posted.at(-1)).toMatchObject({ at: 11_000, when: 'leaving' });
    expect(samplesOf(away.posted.at(-1)?.body)).toHaveLength(2);

    const limited = setUp([refused({ code: 'RATE_LIMITED', retryAfterMs: 20_000 })]);
    await limited.observe(11);
    limited.reporter.finish();
    await limited.clock.advance(60_000);
    expect(limited.posted.map(({ at }) => at)).toEqual([10_000, 30_000]);
  });

  it('gives up when the server takes no more of this call', async () => {
    const { observe, posted, reporter, clock, server } = setUp();
    server.answers = Array.from({ length: 1000 }, () => refused({ code: 'NETWORK' }));
    await observe(10);
    reporter.finish();
    await clock.advance(3_600_000);
    expect(clock.pending).toBe(0);
    expect(posted.length).toBeLessThan(20);
  });
});
