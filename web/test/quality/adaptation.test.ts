import { describe, expect, it } from 'vitest';
import { adapt, sentStep, startAdaptation, type Adaptation, type AdaptationInput } from '../../src/core/quality/adaptation';
import type { VideoStep } from '../../src/core/quality/types';

type Second = Partial<Omit<AdaptationInput, 'at'>>;

const GOOD = {
  connected: true,
  sharing: false,
  override: false,
  cameraOn: true,
  cameraHeight: 720,
  lossOut: 0,
  rttMs: 40,
  availableOutKbps: 3000,
  cameraTargetKbps: 1700,
  limitation: 'none',
  path: 'pair',
} as const;

/** A camera and the seconds that have passed for it. */
class Upload {
  state: Adaptation = startAdaptation(0);
  at = 0;
  /** Each change, with the second in which it came. */
  readonly changes: [number, VideoStep][] = [];
  private last: Second = {};

  constructor(private readonly base: Second = {}) {}

  get step(): VideoStep {
    return sentStep(this.state, { sharing: false, override: false, ...this.last });
  }

  run(seconds: number, second: Second | ((step: VideoStep) => Second) = {}): this {
    for (let count = 0; count < seconds; count += 1) {
      const before = this.step;
      const given = { ...this.base, ...(typeof second === 'function' ? second(before) : second) };
      this.last = { sharing: given.sharing ?? false, override: given.override ?? false };
      const cameraOn = (given.cameraOn ?? true) && before !== 'audio-only';
      this.at += 1;
      this.state = adapt(this.state, { ...GOOD, ...given, cameraOn, at: this.at * 1000 });
      if (this.step !== before) this.changes.push([this.at, this.step]);
    }
    return this;
  }
}

/** A way that carries so much: congestion control finds it, whatever is asked for. */
const narrow = (kbps: number): Second => ({ availableOutKbps: kbps, limitation: 'bandwidth' });
const steps = (upload: Upload): VideoStep[] => upload.changes.map(([, step]) => step);

describe('stepping down', () => {
  it('does not happen on a good network', () => {
    expect(new Upload().run(120).changes).toEqual([]);
  });

  it('waits while congestion control finds out what there is', () => {
    const upload = new Upload();
    for (let second = 0; second < 7; second += 1) upload.run(1, narrow(300 + second * 50));
    expect(upload.run(60).changes).toEqual([]);
  });

  it('does not wait when packets are lost meanwhile', () => {
    const upload = new Upload().run(5, { lossOut: 0.15 });
    expect(steps(upload)).toEqual(['medium']);
  });

  it.each<[string, number, VideoStep[]]>([
    ['a way of 3 Mbit/s', 3000, []],
    ['a way of 500 kbit/s', 500, ['medium']],
    ['a way of 300 kbit/s', 300, ['medium', 'low']],
    ['a way of 80 kbit/s', 80, ['medium', 'low', 'audio-only']],
  ])('%s', (_what, kbps, expected) => {
    expect(steps(new Upload().run(10).run(14, narrow(kbps)))).toEqual(expected);
  });

  it('comes within seconds', () => {
    const upload = new Upload().run(60).run(30, narrow(80));
    expect(upload.changes.slice(0, 3)).toEqual([[64, 'medium'], [68, 'low'], [73, 'audio-only']]);
  });

  it('reads the encoder\'s target where there is no estimate', () => {
    const firefox: Second = { availableOutKbps: undefined, limitation: undefined };
    const upload = new Upload().run(10, firefox).run(10, { ...firefox, cameraTargetKbps: 180 });
    expect(steps(upload)).toEqual(['medium', 'low']);
    expect(new Upload().run(60, { ...firefox, cameraTargetKbps: undefined }).changes).toEqual([]);
  });

  it.each<[string, number, VideoStep[]]>([
    ['4 % of loss', 0.04, []],
    ['10 % of loss', 0.1, ['medium', 'low']],
    ['30 % of loss', 0.3, ['medium', 'low', 'audio-only']],
  ])('%s', (_what, lossOut, expected) => {
    expect(steps(new Upload().run(10).run(20, { lossOut }))).toEqual(expected);
  });

  it('takes 10 % of loss for what it is, though each second shows another figure', () => {
    const upload = new Upload().run(10);
    for (const lossOut of [0.06, 0.13, 0.09, 0.05, 0.14, 0.12, 0.07, 0.1, 0.11, 0.08]) upload.run(1, { lossOut });
    expect(upload.step).toBe('low');
  });

  it('sees a queue that fills, but not a way that is long', () => {
    expect(steps(new Upload().run(20).run(5, { rttMs: 400 }))).toEqual(['medium']);
    expect(new Upload({ rttMs: 400 }).run(120).changes).toEqual([]);
  });

  it('does not take another path for a queue', () => {
    expect(new Upload().run(20).run(60, { rttMs: 400, path: 'through the relay' }).changes).toEqual([]);
  });

  it('takes a way that has grown longer for a queue once, not again and again', () => {
    expect(steps(new Upload().run(20).run(60, { rttMs: 400 }))).toEqual(['medium', 'high']);
  });

  it('gives a stumbling encoder five seconds, and never pauses the picture for it', () => {
    expect(new Upload().run(20).run(4, { limitation: 'cpu' }).run(20).changes).toEqual([]);
    expect(steps(new Upload().run(20).run(40, { limitation: 'cpu' }))).toEqual(['medium', 'low']);
  });

  it('says why', () => {
    expect(new Upload().run(10).run(6, narrow(300)).state.cause).toBe('bandwidth');
    expect(new Upload().run(10).run(6, { lossOut: 0.1 }).state.cause).toBe('loss');
    expect(new Upload().run(10).run(8, { limitation: 'cpu' }).state.cause).toBe('cpu');
  });

  it('lets a small camera keep its size where that fits', () => {
    expect(new Upload({ cameraHeight: 480 }).run(10).run(20, { availableOutKbps: 400 }).changes).toEqual([]);
  });

  it('decides nothing while the camera is off', () => {
    expect(new Upload().run(10).run(30, { ...narrow(80), lossOut: 0.3, cameraOn: false }).changes).toEqual([]);
  });
});

describe('stepping up', () => {
  it('is slow, one step at a time, each on trial', () => {
    const upload = new Upload().run(10).run(14, narrow(80));
    expect(upload.step).toBe('audio-only');
    const since = upload.at;
    upload.run(90);
    expect(upload.changes.slice(3).map(([at, step]) => [at - since, step])).toEqual([
      [8, 'low'],
      [24, 'medium'],
      [40, 'high'],
    ]);
    expect(upload.state.cause).toBeUndefined();
  });

  it('does not happen while packets are lost', () => {
    const upload = new Upload().run(10).run(20, { lossOut: 0.1 });
    expect(upload.run(120, { lossOut: 0.05 }).step).toBe('low');
  });

  it('tries less and less often on a way that stays narrow', () => {
    const upload = new Upload().run(10).run(1200, narrow(300));
    const tried = upload.changes.filter(([, step]) => step === 'medium').map(([at]) => at).slice(1);
    const waits = tried.slice(1).map((at, index) => at - (tried[index] ?? 0));
    expect(waits[0]).toBeGreaterThan(40);
    expect(waits.slice(0, 3)).toEqual([...waits.slice(0, 3)].sort((a, b) => a - b));
    expect(Math.max(...waits)).toBeGreaterThan(300);
    // A trial is over quickly: the picture was too large for less than a fortieth of the time.
    const tooLarge = tried.length * 4;
    expect(tooLarge).toBeLessThan(1200 / 40);
  });

  it('becomes as willing as before once a step has proved itself', () => {
    const upload = new Upload().run(10).run(200, narrow(300)).run(200);
    expect(upload.step).toBe('high');
    expect(upload.run(60).state.patienceMs).toBe(8000);
  });

  it('needs no estimate, only more patience, since little that is sent keeps the estimate low', () => {
    const upload = new Upload().run(10).run(8, narrow(300));
    expect(upload.step).toBe('low');
    expect(upload.run(20, { availableOutKbps: 350 }).step).toBe('low');
    expect(upload.run(10, { availableOutKbps: 350 }).step).toBe('medium');
  });
});

describe('the person and the shared screen', () => {
  const paused = (): Upload => new Upload().run(10).run(14, narrow(80));

  it('send video anyway: the least, until the network may decide again', () => {
    const upload = paused();
    upload.run(1, { ...narrow(80), override: true });
    expect(upload.step).toBe('low');
    expect(upload.run(60, { ...narrow(80), lossOut: 0.3, override: true }).step).toBe('low');
    expect(upload.run(1, narrow(80)).step).toBe('audio-only');
  });

  it('get better with the network in that time, too', () => {
    expect(paused().run(60, { override: true }).step).toBe('high');
  });

  it('leave the camera the least while a screen is shared, and give it back afterwards', () => {
    const upload = new Upload().run(20).run(30, { sharing: true });
    expect(upload.step).toBe('low');
    expect(upload.state).toMatchObject({ step: 'high', cause: undefined });
    expect(upload.run(1).step).toBe('high');
  });

  it('pause the camera beside a shared screen when nothing else helps', () => {
    const upload = new Upload().run(20).run(10, { ...narrow(80), sharing: true });
    expect(upload.step).toBe('audio-only');
    expect(upload.run(200, { sharing: true }).step).toBe('low');
    expect(upload.state.step).toBe('low');
  });
});

describe('a connection that is lost', () => {
  it('keeps the step, and gives congestion control its time afterwards', () => {
    const upload = new Upload().run(10).run(8, narrow(300)).run(5, { connected: false });
    expect(upload.step).toBe('low');
    expect(new Upload().run(20).run(5, { connected: false }).run(8, narrow(300)).changes).toEqual([]);
  });
});
