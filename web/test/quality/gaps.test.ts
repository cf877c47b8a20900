// After a gap in the packets nothing can be shown until a whole picture comes, and the receiver's browser asks for one every
// 3 s only. Whoever sees packets again sends one by themselves, and asks the other for theirs.
import { beforeEach, describe, expect, it } from 'vitest';
import { QualityMonitor } from '../../src/core/quality/quality_monitor';
import { ManualClock } from '../fakes/manual_clock';
import { FakeLink } from './fake_link';

let clock: ManualClock;
let link: FakeLink;
let monitor: QualityMonitor;
let asked: string[];

beforeEach(async () => {
  clock = new ManualClock();
  link = new FakeLink();
  asked = [];
  monitor = new QualityMonitor({
    clock,
    links: () => [link.link],
    setFacts: () => {},
    askKeyFrame: (userId) => asked.push(userId),
    restartCamera: () => {},
    report: undefined,
    sharing: () => false,
  });
  monitor.start();
  await clock.advance(10_000);
});

const keyFrames = (): number => link.cameraSender.keyFrames;

describe('a gap in the packets', () => {
  it.each(['connected', 'disconnected'] as const)('ends with whole pictures both ways, while the path is %s', async (state) => {
    link.traffic.arriving = 0;
    await clock.advance(2_900);
    link.connectionState = state;
    expect([keyFrames(), asked]).toEqual([0, []]);
    link.traffic.arriving = 150;
    await clock.advance(300);
    expect([keyFrames(), asked]).toEqual([1, ['them']]);
    await clock.advance(5_000);
    expect([keyFrames(), asked], 'once').toEqual([1, ['them']]);
  });

  it('that never was costs nothing', async () => {
    await clock.advance(30_000);
    expect([keyFrames(), asked]).toEqual([0, []]);
    expect(link.asked, 'once a second').toBe(40);
  });

  it('that lasts is not looked at more often for ever, and its end is still seen', async () => {
    link.traffic.arriving = 0;
    await clock.advance(20_000);
    const { asked: looks } = link;
    await clock.advance(10_000);
    expect(link.asked - looks).toBe(10);
    link.traffic.arriving = 150;
    await clock.advance(1_000);
    expect([keyFrames(), asked]).toEqual([1, ['them']]);
  });

  it('is watched no longer when the call is over', async () => {
    link.traffic.arriving = 0;
    await clock.advance(3_000);
    monitor.stop();
    expect(clock.pending).toBe(0);
  });
});

describe('a picture that stands still although packets arrive', () => {
  it('is asked for until it moves again', async () => {
    link.traffic.undecodable = true;
    await clock.advance(4_000);
    expect(asked).toEqual(['them']);
    await clock.advance(3_000);
    expect(asked).toEqual(['them', 'them']);
    link.traffic.undecodable = false;
    await clock.advance(10_000);
    expect(asked).toHaveLength(2);
  });
});

describe('a whole picture that the other page asks for', () => {
  it('is sent at once, but not more than one a second', async () => {
    monitor.keyFrameAsked('them');
    await clock.advance(0);
    expect(keyFrames()).toBe(1);
    for (let n = 0; n < 20; n += 1) monitor.keyFrameAsked('them');
    await clock.advance(900);
    expect(keyFrames()).toBe(1);
    await clock.advance(1_100);
    expect(keyFrames(), 'what was asked for meanwhile is not forgotten').toBe(2);
    await clock.advance(5_000);
    expect(keyFrames()).toBe(2);
  });

  it('is nothing to somebody who is not there', async () => {
    monitor.keyFrameAsked('nobody');
    await clock.advance(2_000);
    expect(keyFrames()).toBe(0);
  });
});
