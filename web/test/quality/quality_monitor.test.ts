import { describe, expect, it } from 'vitest';
import type { QualityObservation } from '../../src/core/quality/quality_link';
import { QualityMonitor } from '../../src/core/quality/quality_monitor';
import { ManualClock } from '../fakes/manual_clock';
import { FakeLink, FakeSender } from './fake_link';

function setUp(...links: FakeLink[]) {
  const clock = new ManualClock();
  const told: unknown[] = [];
  const reported: QualityObservation[] = [];
  const others = [...links];
  const page = { sharing: false, finished: 0 };
  const monitor = new QualityMonitor({
    clock,
    links: () => others.map(({ link }) => link),
    setFacts: (facts) => told.push(facts),
    askKeyFrame: () => {},
    restartCamera: () => {},
    report: {
      add: (observation) => reported.push(observation),
      finish: () => {
        page.finished += 1;
      },
    },
    sharing: () => page.sharing,
  });
  monitor.start();
  return { clock, told, reported, others, page, monitor, quality: () => monitor.snapshot() };
}

const seconds = (clock: ManualClock, count: number): Promise<void> => clock.advance(count * 1000);

describe('the quality monitor', () => {
  it('knows nothing before the first figures, and nobody is no news', async () => {
    const { clock, quality, monitor } = setUp();
    const before = quality();
    expect(before).toMatchObject({ level: undefined, history: [], remotes: [], step: 'high', videoPaused: false });
    await seconds(clock, 5);
    expect(quality()).toBe(before);
    expect(monitor.summary()).toMatchObject({ seconds: 0, averageLevel: undefined, mainReason: undefined });
  });

  it('asks once a second', async () => {
    const link = new FakeLink();
    const { clock, quality } = setUp(link);
    await seconds(clock, 10);
    expect(link.asked).toBe(10);
    expect(quality()).toMatchObject({
      level: 5,
      reason: 'good',
      numbers: { rttMs: 40, lossIn: 0 },
      remotes: [{ userId: 'them', level: 5, liveness: 'live' }],
    });
    expect(quality().history.map(({ at }) => at - (quality().history[0]?.at ?? 0))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9].map((s) => s * 1000));
  });

  it('keeps two minutes of history', async () => {
    const { clock, quality } = setUp(new FakeLink());
    await seconds(clock, 130);
    expect(quality().history).toHaveLength(120);
  });

  it('never asks a connection that has not answered yet', async () => {
    const slow = new FakeLink('slow');
    slow.silent = true;
    const quick = new FakeLink('quick');
    const { clock, quality } = setUp(slow, quick);
    await seconds(clock, 6);
    expect([slow.asked, quick.asked]).toEqual([1, 6]);
    expect(quality().remotes).toMatchObject([{ userId: 'slow', level: undefined }, { userId: 'quick', level: 5 }]);
  });

  it('takes a second without figures as nothing new', async () => {
    const link = new FakeLink();
    const { clock, quality } = setUp(link);
    await seconds(clock, 5);
    link.broken = true;
    await seconds(clock, 5);
    expect(quality().remotes[0]).toMatchObject({ level: 5, liveness: 'live' });
  });

  it('shows the worst of all links', async () => {
    const bad = new FakeLink('bad');
    bad.traffic.lossIn = 0.2;
    const { clock, quality } = setUp(new FakeLink('good'), bad);
    await seconds(clock, 10);
    expect(quality()).toMatchObject({ level: 1, reason: 'loss-in', numbers: { lossIn: 0.2 } });
    expect(quality().remotes.map(({ level }) => level)).toEqual([5, 1]);
  });

  it('forgets who has left', async () => {
    const { clock, quality, others } = setUp(new FakeLink());
    await seconds(clock, 3);
    others.pop();
    await seconds(clock, 1);
    expect(quality()).toMatchObject({ level: undefined, remotes: [] });
    expect(quality().history).toHaveLength(3);
  });

  it('says at once that a connection is lost, and counts it once', async () => {
    const link = new FakeLink();
    const { clock, quality, monitor, reported } = setUp(link);
    await seconds(clock, 5);
    link.connectionState = 'disconnected';
    await seconds(clock, 4);
    expect(quality()).toMatchObject({ level: 1, reason: 'no-packets', numbers: undefined });
    expect(reported.at(-1)).toMatchObject({ interrupted: true, numbers: undefined, level: 1 });
    link.replace();
    link.connectionState = 'connected';
    await seconds(clock, 20);
    expect(quality().level).toBe(5);
    expect(monitor.summary()).toMatchObject({ interruptions: 1, mainReason: 'no-packets', side: 'between' });
  });

  it('does not call a connection lost that never was', async () => {
    const link = new FakeLink();
    link.connectionState = 'connecting';
    const { clock, quality, monitor } = setUp(link);
    await seconds(clock, 5);
    expect(quality().level).toBeUndefined();
    expect(monitor.summary().interruptions).toBe(0);
  });

  it('sums up the call', async () => {
    const link = new FakeLink();
    const { clock, monitor } = setUp(link);
    await seconds(clock, 20);
    link.traffic.lossIn = 0.1;
    await seconds(clock, 20);
    const summary = monitor.summary();
    expect(summary).toMatchObject({ seconds: 40, mainReason: 'loss-in', interruptions: 0 });
    expect(summary.averageLevel).toBeGreaterThan(3);
    expect(summary.averageLevel).toBeLessThan(4.5);
  });

  it('stops for good, and has the rest reported', async () => {
    const link = new FakeLink();
    const { clock, monitor, page, quality } = setUp(link);
    await seconds(clock, 3);
    monitor.stop();
    monitor.stop();
    const last = quality();
    await seconds(clock, 10);
    expect([link.asked, page.finished, clock.pending]).toEqual([3, 1, 0]);
    expect(quality()).toBe(last);
  });

  it('does not look twice when a slept machine wakes', async () => {
    const link = new FakeLink();
    const { clock } = setUp(link);
    await seconds(clock, 3);
    // The timer of the fourth second fires an hour late.
    const late = clock as unknown as { time: number };
    late.time += 3_600_000;
    await seconds(clock, 2);
    expect(link.asked).toBeLessThanOrEqual(6);
  });
});

describe('what the monitor makes of the camera', () => {
  const settled = async (kbps: number) => {
    const link = new FakeLink();
    const run = setUp(link);
    await seconds(run.clock, 12);
    link.traffic.availableKbps = kbps;
    await seconds(run.clock, 16);
    return { ...run, link };
  };

  it('sends the best where it fits', async () => {
    const { link } = await settled(3000);
    expect(link.cameraSender.encoding).toMatchObject({ active: true, maxBitrate: 1_700_000, maxFramerate: 30, scaleResolutionDownBy: 1 });
  });

  it('leaves the small picture of the beginning alone until the path has worked for a moment', async () => {
    const link = new FakeLink();
    const { clock } = setUp(link);
    await seconds(clock, 2);
    expect(link.cameraSender.encoding).not.toHaveProperty('scaleResolutionDownBy');
    await seconds(clock, 1);
    expect(link.cameraSender.encoding).toMatchObject({ maxBitrate: 1_700_000, scaleResolutionDownBy: 1 });
  });

  it('sends less where it does not, and tells the other page', async () => {
    const { link, quality, told } = await settled(300);
    expect(quality()).toMatchObject({ step: 'low', videoPaused: false, level: 3, reason: 'bandwidth-out', side: 'mine' });
    expect(link.cameraSender.encoding).toMatchObject({ active: true, maxBitrate: 220_000, maxFramerate: 15, scaleResolutionDownBy: 2 });
    expect(told).toEqual([{ videoPaused: false, limitation: 'bandwidth', cameraStuck: false }]);
  });

  it('pauses the picture to keep the voice, until the person wants to be seen', async () => {
    const { link, quality, told, clock } = await settled(60);
    // Not calm enough for trials.
    link.traffic.lossOut = 0.05;
    await seconds(clock, 1);
    expect(quality()).toMatchObject({ step: 'audio-only', videoPaused: true, adaptAgain: undefined });
    expect(link.cameraSender.encoding['active']).toBe(false);
    expect(told.at(-1)).toEqual({ videoPaused: true, limitation: 'bandwidth', cameraStuck: false });

    quality().sendVideoAnyway?.();
    expect(quality()).toMatchObject({ step: 'low', videoPaused: false, sendVideoAnyway: undefined });
    expect(told.at(-1)).toEqual({ videoPaused: false, limitation: 'bandwidth', cameraStuck: false });
    await seconds(clock, 5);
    expect(link.cameraSender.encoding['active']).toBe(true);

    quality().adaptAgain?.();
    expect(quality()).toMatchObject({ step: 'audio-only', videoPaused: true, adaptAgain: undefined });
    await seconds(clock, 1);
    expect(link.cameraSender.encoding['active']).toBe(false);
  });

  it('does not call a camera paused that is off', async () => {
    const { link, quality, clock, told } = await settled(60);
    link.cameraSender.track = null;
    await seconds(clock, 1);
    expect(quality().videoPaused).toBe(false);
    expect(told.at(-1)).toEqual({ videoPaused: false, limitation: 'none', cameraStuck: false });
  });

  it('keeps the step when the connection is replaced', async () => {
    const { link, quality, clock } = await settled(300);
    link.replace();
    await seconds(clock, 3);
    expect(quality().step).toBe('low');
    expect(link.cameraSender.encoding['maxBitrate']).toBe(220_000);
  });

  it('gives a shared screen what the camera leaves', async () => {
    const { link, page, quality, clock } = await settled(3000);
    link.screenSender = new FakeSender({ width: 1920, height: 1080 });
    page.sharing = true;
    await seconds(clock, 2);
    expect(quality()).toMatchObject({ step: 'low', level: 5 });
    expect(link.screenSender.parameters['degradationPreference']).toBe('maintain-resolution');
    expect(link.screenSender.encoding).toMatchObject({ active: true, maxBitrate: 2_500_000, scaleResolutionDownBy: 1 });
    link.traffic.availableKbps = 60;
    await seconds(clock, 8);
    expect(quality().step).toBe('audio-only');
    expect(link.screenSender.encoding).toMatchObject({ active: true, maxBitrate: 400_000 });
  });
});
