import { describe, expect, it } from 'vitest';
import type { PeerFacts } from '../../src/core/call/types';
import { holdLevel, NO_LEVEL } from '../../src/core/quality/level_hold';
import { judgeLevel, type Finding, type LevelInput } from '../../src/core/quality/quality_level';
import type { LinkSample } from '../../src/core/quality/stats_reader';
import type { QualityLevel, QualityReason } from '../../src/core/quality/types';
import { sample } from './samples';

const FINE: PeerFacts = { hidden: false, videoPaused: false, limitation: 'none', cameraStuck: false };

function judge(over: Partial<LevelInput> = {}): Finding | undefined {
  return judgeLevel({
    samples: [sample(), sample()],
    liveness: 'live',
    facts: FINE,
    step: 'high',
    stepCause: undefined,
    ...over,
  });
}

const of = (one: LinkSample): Partial<LevelInput> => ({ samples: [one, one, one] });
const lost = (share: number) => of(sample({}, { packetsIn: 1000 - 1000 * share, packetsLostIn: 1000 * share }));

describe('the level', () => {
  it.each<[string, Partial<LevelInput>, Finding]>([
    ['all is well', {}, { level: 5, reason: 'good', side: undefined }],
    ['1 % lost on the way in', lost(0.01), { level: 5, reason: 'good', side: undefined }],
    ['2 % lost on the way in', lost(0.02), { level: 4, reason: 'loss-in', side: 'between' }],
    ['5 % lost on the way in', lost(0.05), { level: 3, reason: 'loss-in', side: 'between' }],
    ['10 % lost on the way in', lost(0.1), { level: 2, reason: 'loss-in', side: 'between' }],
    ['a fifth lost on the way in', lost(0.2), { level: 1, reason: 'loss-in', side: 'between' }],
    ['10 % lost on the way out', of(sample({ lossOut: 0.1 })), { level: 2, reason: 'loss-out', side: 'between' }],
    ['150 ms of round trip', of(sample({ rttMs: 150 })), { level: 5, reason: 'good', side: undefined }],
    ['another continent', of(sample({ rttMs: 300 })), { level: 3, reason: 'delay', side: 'between' }],
    ['a satellite', of(sample({ rttMs: 720 })), { level: 1, reason: 'delay', side: 'between' }],
    ['jitter', of(sample({ jitterMs: 90 })), { level: 2, reason: 'jitter', side: 'between' }],
    ['their page says that its network is narrow', { facts: { ...FINE, limitation: 'bandwidth' } }, { level: 4, reason: 'bandwidth-in', side: 'theirs' }],
    ['their video is paused', { facts: { ...FINE, videoPaused: true } }, { level: 2, reason: 'bandwidth-in', side: 'theirs' }],
    ['their machine is too slow', { facts: { ...FINE, limitation: 'cpu' } }, { level: 4, reason: 'cpu-theirs', side: 'theirs' }],
    ['our upload is narrow', { step: 'low', stepCause: 'bandwidth' }, { level: 3, reason: 'bandwidth-out', side: 'mine' }],
    ['our machine is too slow', { step: 'medium', stepCause: 'cpu' }, { level: 4, reason: 'cpu', side: 'mine' }],
    ['our video is paused', { step: 'audio-only', stepCause: 'loss' }, { level: 2, reason: 'loss-out', side: 'between' }],
    ['the picture stands, their voice comes', { liveness: 'frozen', ...of(sample({}, { videoPackets: 0 })) }, { level: 2, reason: 'frozen', side: 'theirs' }],
    ['the picture stands, its packets come', { liveness: 'frozen' }, { level: 2, reason: 'frozen', side: 'between' }],
    ['nothing arrives', { liveness: 'stalled', samples: [] }, { level: 1, reason: 'no-packets', side: 'between' }],
  ])('%s', (_what, input, finding) => {
    expect(judge(input)).toEqual(finding);
  });

  it('puts loss on the side whose upload is known to be narrow', () => {
    expect(judge({ ...lost(0.1), facts: { ...FINE, limitation: 'bandwidth' } })).toMatchObject({ reason: 'loss-in', side: 'theirs' });
    const narrow = of(sample({ lossOut: 0.1 }, { limitation: 'bandwidth' }));
    expect(judge({ ...narrow, step: 'medium', stepCause: 'bandwidth' })).toMatchObject({ reason: 'loss-out', side: 'mine' });
  });

  it('sums losses over the seconds: one lost packet of a quiet second is no 50 %', () => {
    const quiet = sample({}, { packetsIn: 1, packetsLostIn: 1 });
    expect(judge({ samples: [quiet, sample({}, { packetsIn: 300 })] })?.level).toBe(5);
  });

  it('is not moved by one late round trip', () => {
    expect(judge({ samples: [sample(), sample({ rttMs: 900 }), sample()] })?.level).toBe(5);
  });

  it('is unknown without figures, and does not mind what a browser leaves out', () => {
    expect(judge({ samples: [] })).toBeUndefined();
    expect(judge(of(sample({ rttMs: undefined, jitterMs: undefined, lossOut: undefined })))?.level).toBe(5);
  });
});

describe('what is shown of the level', () => {
  const finding = (level: QualityLevel, reason: QualityReason = level === 5 ? 'good' : 'loss-in'): Finding => ({
    level,
    reason,
    side: undefined,
  });

  /** One finding a second; the level shown after each. */
  function shown(findings: (Finding | undefined)[]): (number | undefined)[] {
    let held = NO_LEVEL;
    return findings.map((found, index) => {
      held = holdLevel(held, found, index * 1000);
      return held.shown?.level;
    });
  }

  it('is the first one at once', () => {
    expect(shown([undefined, finding(3)])).toEqual([undefined, 3]);
  });

  it('gets worse after 2 s', () => {
    expect(shown([finding(5), finding(2), finding(2), finding(2)])).toEqual([5, 5, 5, 2]);
  });

  it('gets better after 5 s', () => {
    const good = Array.from({ length: 6 }, () => finding(5));
    expect(shown([finding(2), ...good])).toEqual([2, 2, 2, 2, 2, 2, 5]);
  });

  it('does not flicker', () => {
    expect(shown([finding(5), finding(3), finding(5), finding(3), finding(5), finding(3)])).toEqual([5, 5, 5, 5, 5, 5]);
  });

  it('goes no further than what held for all of the time', () => {
    expect(shown([finding(5), finding(3), finding(1), finding(3)]).at(-1)).toBe(3);
    const wavering = [finding(5), finding(3), finding(5), finding(4), finding(5), finding(5)];
    expect(shown([finding(1), ...wavering]).at(-1)).toBe(3);
  });

  it('says at once that nothing arrives', () => {
    expect(shown([finding(5), finding(1, 'no-packets')])).toEqual([5, 1]);
  });

  it('keeps what it knew through a second without figures', () => {
    expect(shown([finding(4), undefined, undefined])).toEqual([4, 4, 4]);
  });

  it('changes the reason of the same level after 2 s', () => {
    let held = NO_LEVEL;
    const reasons = (['loss-in', 'delay', 'delay', 'delay'] as const).map((reason, index) => {
      held = holdLevel(held, finding(3, reason), index * 1000);
      return held.shown?.reason;
    });
    expect(reasons).toEqual(['loss-in', 'loss-in', 'loss-in', 'delay']);
  });
});
