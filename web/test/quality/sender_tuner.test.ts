import { describe, expect, it } from 'vitest';
import { cameraWish, screenWish, SenderTuner } from '../../src/core/quality/sender_tuner';
import { settle } from '../fakes/manual_clock';
import { FakeSender } from './fake_link';

const track = (width?: number, height?: number): MediaStreamTrack =>
  ({ getSettings: () => ({ width, height }) }) as unknown as MediaStreamTrack;

describe('what is wanted of a camera', () => {
  it.each([
    ['high', track(1280, 720), 1],
    ['high', track(1920, 1080), 1.5],
    ['medium', track(1280, 720), 1.5],
    ['low', track(1280, 720), 2],
    ['low', track(640, 480), 480 / 360],
    ['low', track(720, 1280), 2],
    ['medium', track(640, 360), 1],
    ['low', track(), 2],
    ['low', null, 2],
  ] as const)('%s of %o is scaled down by the shorter side', (step, of, scale) => {
    expect(cameraWish(step, of).scaleResolutionDownBy).toBeCloseTo(scale, 5);
  });

  it('is nothing at audio-only', () => {
    expect(cameraWish('audio-only', track(1280, 720))).toMatchObject({ active: false, maxBitrate: 220_000 });
  });
});

describe('the tuner', () => {
  const low = cameraWish('low', track(1280, 720));
  const high = cameraWish('high', track(1280, 720));

  function setUp(parameters?: Record<string, unknown>) {
    const sender = new FakeSender();
    if (parameters) sender.parameters = parameters;
    return { sender, tuner: new SenderTuner(sender as unknown as RTCRtpSender) };
  }

  it('changes what differs and nothing else, once', async () => {
    const { sender, tuner } = setUp({ transactionId: 't', codecs: ['c'], encodings: [{ rid: 'r', priority: 'low' }] });
    tuner.apply(low);
    await settle();
    tuner.apply({ ...low });
    await settle();
    expect(sender.calls).toHaveLength(1);
    expect(sender.parameters).toMatchObject({ transactionId: 't', codecs: ['c'] });
    expect(sender.encoding).toMatchObject({ rid: 'r', priority: 'low', maxBitrate: 220_000 });
    expect(sender.parameters).not.toHaveProperty('degradationPreference');
  });

  it('never has two calls at once, and comes to the last wish', async () => {
    const { sender, tuner } = setUp();
    sender.hold = [];
    tuner.apply(low);
    tuner.apply(high);
    await settle();
    expect(sender.calls).toHaveLength(1);
    sender.hold[0]?.();
    sender.hold = undefined;
    await settle();
    tuner.apply(high);
    await settle();
    expect(sender.encoding['maxBitrate']).toBe(1_700_000);
  });

  it('sends a whole picture when asked, once, and none while nothing is sent', async () => {
    const { sender, tuner } = setUp();
    tuner.sendKeyFrame();
    await settle();
    expect(sender.calls, 'before anything was wished for').toHaveLength(0);
    tuner.apply(low);
    await settle();
    expect(sender.keyFrames).toBe(1);
    tuner.apply(low);
    await settle();
    tuner.sendKeyFrame();
    await settle();
    expect(sender.keyFrames).toBe(2);
    expect(sender.encoding['maxBitrate']).toBe(220_000);
    tuner.apply(cameraWish('audio-only', track(1280, 720)));
    await settle();
    tuner.sendKeyFrame();
    await settle();
    expect(sender.keyFrames).toBe(2);
  });

  it('tries again what the browser refused', async () => {
    const { sender, tuner } = setUp();
    sender.failures.push(new DOMException('changed meanwhile', 'InvalidModificationError'));
    tuner.apply(low);
    await settle();
    expect(sender.encoding['maxBitrate']).toBeUndefined();
    tuner.apply(low);
    await settle();
    expect(sender.encoding['maxBitrate']).toBe(220_000);
  });

  it.each([[{ encodings: [] }], [{}]])('gives a browser without encodings the first one (%o)', async (parameters) => {
    const { sender, tuner } = setUp(parameters);
    tuner.apply(low);
    await settle();
    expect(sender.encoding).toMatchObject({ active: true, maxFramerate: 15 });
  });

  it('changes every encoding there is', async () => {
    const { sender, tuner } = setUp({ encodings: [{ rid: 'a' }, { rid: 'b' }] });
    tuner.apply(low);
    await settle();
    expect(sender.parameters['encodings']).toMatchObject([{ rid: 'a', maxBitrate: 220_000 }, { rid: 'b', maxBitrate: 220_000 }]);
  });

  it('asks for detail of a screen', async () => {
    const { sender, tuner } = setUp();
    tuner.apply(screenWish('high'));
    await settle();
    expect(sender.parameters['degradationPreference']).toBe('maintain-resolution');
  });
});
