// A camera that gives pictures which nothing can encode: found by the figures, told to both, and opened anew once.
import { beforeEach, describe, expect, it } from 'vitest';
import { CAMERA_WORKS, STUCK_AFTER_MS, watchCamera, type CameraInput } from '../../src/core/quality/camera_watch';
import { QualityMonitor } from '../../src/core/quality/quality_monitor';
import { ManualClock } from '../fakes/manual_clock';
import { FakeLink } from './fake_link';
import { sample } from './samples';

const IDLE = { framesEncoded: 0 };

function stuckAfter(seconds: number, input: Partial<Omit<CameraInput, 'flow'>>, flow: Parameters<typeof sample>[1]): boolean {
  let watch = CAMERA_WORKS;
  for (let second = 0; second <= seconds; second += 1) {
    watch = watchCamera(watch, { at: second * 1000, sending: true, flow: sample({}, flow).flow, ...input });
  }
  return watch.stuck;
}

describe('a camera whose frames are not encoded', () => {
  it('is stuck after five seconds, and not before', () => {
    expect(stuckAfter(STUCK_AFTER_MS / 1000 - 1, {}, IDLE)).toBe(false);
    expect(stuckAfter(STUCK_AFTER_MS / 1000, {}, IDLE)).toBe(true);
  });

  it.each([
    ['is sent', {}, {}],
    ['is off, or kept back for the voice', { sending: false }, IDLE],
    ['gives no frames itself', {}, { ...IDLE, cameraFramesPerSecond: 0 }],
    ['has a path on which nothing arrives', {}, { ...IDLE, packetsIn: 0 }],
    ['gets no bit rate from congestion control', {}, { ...IDLE, cameraTargetKbps: 0 }],
    ['is held back by a narrow link', {}, { ...IDLE, limitation: 'bandwidth' as const }],
    ['is in a browser that does not count encoded frames', {}, { framesEncoded: undefined }],
    ['is in a browser that does not count what the camera gives', {}, { ...IDLE, cameraFramesPerSecond: undefined }],
  ])('is not stuck when it %s', (_what, input, flow) => {
    expect(stuckAfter(60, input, flow)).toBe(false);
  });

  it('stays stuck until a frame is encoded', () => {
    const stuck = { idleSince: 0, stuck: true };
    const at = 60_000;
    expect(watchCamera(stuck, { at, sending: true, flow: undefined }).stuck).toBe(true);
    expect(watchCamera(stuck, { at, sending: true, flow: sample({}, { ...IDLE, packetsIn: 0 }).flow }).stuck).toBe(true);
    expect(watchCamera(stuck, { at, sending: true, flow: sample().flow })).toEqual(CAMERA_WORKS);
    expect(watchCamera(stuck, { at, sending: false, flow: undefined })).toEqual(CAMERA_WORKS);
  });
});

describe('the monitor of a call', () => {
  let clock: ManualClock;
  let link: FakeLink;
  let monitor: QualityMonitor;
  let told: unknown[];
  let restarts: number;

  beforeEach(async () => {
    clock = new ManualClock();
    link = new FakeLink();
    told = [];
    restarts = 0;
    monitor = new QualityMonitor({
      clock,
      links: () => [link.link],
      setFacts: (facts) => told.push(facts),
      askKeyFrame: () => {},
      restartCamera: () => {
        restarts += 1;
      },
      report: undefined,
      sharing: () => false,
    });
    monitor.start();
    await clock.advance(10_000);
  });

  it('opens the camera anew once, says so here and there, and leaves the rest to the person', async () => {
    expect(monitor.snapshot()).toMatchObject({ cameraStuck: false, restartCamera: undefined });
    link.traffic.encoding = false;
    await clock.advance(STUCK_AFTER_MS + 2_000);
    expect([restarts, monitor.snapshot().cameraStuck]).toEqual([1, true]);
    expect(told).toEqual([{ videoPaused: false, limitation: 'none', cameraStuck: true }]);
    await clock.advance(60_000);
    expect(restarts).toBe(1);
    monitor.snapshot().restartCamera?.();
    expect(restarts).toBe(2);
  });

  it('takes all of it back when the picture goes out again', async () => {
    link.traffic.encoding = false;
    await clock.advance(STUCK_AFTER_MS + 2_000);
    link.traffic.encoding = true;
    await clock.advance(1_000);
    expect(monitor.snapshot()).toMatchObject({ cameraStuck: false, restartCamera: undefined });
    expect(told.at(-1)).toMatchObject({ cameraStuck: false });
    link.traffic.encoding = false;
    await clock.advance(STUCK_AFTER_MS + 2_000);
    expect(restarts, 'another time is another try').toBe(2);
  });

  it('says nothing of a camera that was turned off', async () => {
    link.traffic.encoding = false;
    await clock.advance(STUCK_AFTER_MS + 2_000);
    link.cameraSender.track = null;
    await clock.advance(1_000);
    expect(monitor.snapshot().cameraStuck).toBe(false);
  });
});
