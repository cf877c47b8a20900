import { beforeEach, describe, expect, it } from 'vitest';
import { LocalMedia } from '../../src/core/media/local_media';
import type { ListedDevice } from '../../src/core/media/environment';
import { BUILT_IN, CAMERA, device, FakeMachine, HEADSET, SECOND_CAMERA, SPEAKER } from '../fakes/fake_machine';
import { ManualClock, settle } from '../fakes/manual_clock';

let machine: FakeMachine;
let clock: ManualClock;
let media: LocalMedia;
let heard: string[];

async function startWith(...plugged: ListedDevice[]): Promise<void> {
  await startOn(new FakeMachine(...plugged));
}

async function startOn(another: FakeMachine): Promise<void> {
  machine = another;
  clock = new ManualClock();
  media = new LocalMedia(machine.environment, clock);
  heard = [];
  await media.start();
  media.onTrack((kind, track) => heard.push(`${kind} ${track?.label ?? 'none'}`));
}

/** Long enough for lists and retries, not for the budget of attempts. */
const later = (): Promise<void> => clock.advance(1000);
const notice = (): unknown => media.snapshot().notice;

beforeEach(async () => {
  await startWith(HEADSET, BUILT_IN, CAMERA, SECOND_CAMERA, SPEAKER);
});

describe('a device that is unplugged', () => {
  it('is replaced by the next best, and the person is told', async () => {
    machine.unplug(HEADSET);
    await later();
    expect(heard).toEqual(['audio none', `audio ${BUILT_IN.label}`]);
    expect(media.snapshot().audio).toMatchObject({ state: 'on', chosen: BUILT_IN.deviceId, failure: undefined });
    expect(notice()).toEqual({ what: 'switched', kind: 'audio', label: BUILT_IN.label });
    media.snapshot().dismissNotice?.();
    expect(media.snapshot()).toMatchObject({ notice: undefined, dismissNotice: undefined });
  });

  it('is replaced by one that answers', async () => {
    const third = device('videoinput', 'third-camera');
    machine.plug(third);
    await later();
    machine.busy.add(SECOND_CAMERA.deviceId);
    machine.unplug(CAMERA);
    await later();
    expect(media.snapshot().video).toMatchObject({ state: 'on', chosen: third.deviceId });
  });

  it('leaves a muted microphone muted', async () => {
    media.snapshot().audio.toggle?.();
    machine.unplug(HEADSET);
    await later();
    expect(machine.live('audio')).toMatchObject([{ label: BUILT_IN.label, enabled: false }]);
    expect(media.snapshot().audio.state).toBe('off');
  });

  it('does not stay the other way round when its key was held', async () => {
    media.snapshot().audio.toggle?.();
    const { holdMic } = media.snapshot();
    holdMic?.press();
    machine.unplug(HEADSET);
    await later();
    holdMic?.release();
    expect(media.snapshot().audio.state).toBe('off');
  });

  it('does not open a camera that the person turned off', async () => {
    media.snapshot().video.toggle?.();
    machine.unplug(CAMERA);
    await later();
    expect(media.snapshot().video.state).toBe('off');
    expect(machine.live('video')).toEqual([]);
    expect(notice()).toBeUndefined();
  });

  it('is lost when nothing is left, and taken again when it is back', async () => {
    await startWith(BUILT_IN, CAMERA);
    machine.unplug(CAMERA);
    await later();
    expect(media.snapshot().video).toMatchObject({ state: 'failed', failure: { code: 'DEVICE_LOST', category: 'device' } });
    expect(media.snapshot().video.toggle).toBeDefined();
    expect(notice()).toEqual({ what: 'lost', kind: 'video' });
    machine.plug(CAMERA);
    await later();
    expect(media.snapshot().video).toMatchObject({ state: 'on', failure: undefined });
    expect(notice()).toEqual({ what: 'recovered', kind: 'video' });
  });

  it('that was chosen is taken again when it is back', async () => {
    media.snapshot().video.choose?.(SECOND_CAMERA.deviceId);
    await settle();
    machine.unplug(SECOND_CAMERA);
    await later();
    expect(media.snapshot().video.chosen).toBe(CAMERA.deviceId);
    machine.plug(SECOND_CAMERA);
    await later();
    expect(media.snapshot().video.chosen).toBe(SECOND_CAMERA.deviceId);
    expect(notice()).toEqual({ what: 'switched', kind: 'video', label: SECOND_CAMERA.label });
    expect(machine.live('video')).toHaveLength(1);
  });

  it('that was missing at the start is opened when it comes', async () => {
    await startWith(BUILT_IN);
    machine.plug(CAMERA);
    await later();
    expect(media.snapshot().video.state).toBe('on');
  });

  it('that comes before it was ever allowed is asked for first', async () => {
    const fresh = new FakeMachine(BUILT_IN);
    fresh.permissions.video.state = 'prompt';
    await startOn(fresh);
    expect(media.snapshot()).toMatchObject({ permission: 'granted', video: { failure: { code: 'NO_DEVICE' } } });
    machine.plug(CAMERA);
    await later();
    expect(machine.questions).toEqual([]);
    expect(media.snapshot()).toMatchObject({ permission: 'ask', video: { state: 'off' } });
  });
});

describe('a device that another program takes', () => {
  it('is tried again for a while, then when the page is looked at', async () => {
    await startWith(BUILT_IN, CAMERA);
    machine.busy.add(CAMERA.deviceId);
    machine.live('video')[0]?.end();
    await settle();
    expect(media.snapshot().video).toMatchObject({ state: 'failed', failure: { code: 'DEVICE_IN_USE' } });
    await clock.advance(20_000);
    const tries = machine.asked.length;
    await clock.advance(60_000);
    expect(machine.asked.length).toBe(tries);
    expect(clock.pending).toBe(0);
    machine.busy.clear();
    machine.fire('return');
    await settle();
    expect(media.snapshot().video.state).toBe('on');
    expect(notice()).toEqual({ what: 'recovered', kind: 'video' });
  });

  it('comes back by itself within seconds', async () => {
    await startWith(BUILT_IN, CAMERA);
    machine.busy.add(CAMERA.deviceId);
    machine.live('video')[0]?.end();
    await clock.advance(600);
    machine.busy.clear();
    await clock.advance(1600);
    expect(media.snapshot().video.state).toBe('on');
  });
});

describe('a device that dies as soon as it is opened', () => {
  it('is not opened without end', async () => {
    const { open } = machine.environment.devices!;
    machine.environment.devices!.open = async (constraints) => {
      const stream = await open(constraints);
      void Promise.resolve().then(async () => {
        await settle();
        for (const track of machine.live('video')) track.end();
      });
      return stream;
    };
    machine.live('video')[0]?.end();
    const before = machine.asked.length;
    await clock.advance(29_000);
    expect(machine.asked.length - before).toBeLessThanOrEqual(6);
    machine.environment.devices!.open = open;
    await clock.advance(31_000);
    expect(media.snapshot().video.state).toBe('on');
  });
});

describe('a new default microphone', () => {
  it('is followed where the default was used', async () => {
    machine.makeDefault(BUILT_IN);
    await later();
    expect(heard).toEqual([`audio ${BUILT_IN.label}`]);
    expect(machine.live('audio')).toHaveLength(1);
    expect(notice()).toEqual({ what: 'switched', kind: 'audio', label: BUILT_IN.label });
  });

  it('is followed where the browser lists the default twice', async () => {
    const chromium = new FakeMachine(BUILT_IN, CAMERA);
    chromium.listsDefault = true;
    await startOn(chromium);
    expect(media.snapshot().audio).toMatchObject({ chosen: 'default' });
    machine.plug(HEADSET, 'as default');
    await later();
    expect(heard).toEqual([`audio ${HEADSET.label}`]);
    await later();
    expect(heard).toHaveLength(1);
  });

  it('is not followed when another was chosen', async () => {
    media.snapshot().audio.choose?.(BUILT_IN.deviceId);
    await settle();
    heard = [];
    machine.plug(device('audioinput', 'monitor'), 'as default');
    await later();
    expect(heard).toEqual([]);
  });

  it('does not matter for a camera', async () => {
    machine.makeDefault(SECOND_CAMERA);
    await later();
    expect(heard).toEqual([]);
  });
});

describe('a permission that is taken back', () => {
  it('closes the device; given again, it opens by itself', async () => {
    machine.setPermission('video', 'denied');
    await settle();
    expect(media.snapshot()).toMatchObject({
      permission: 'granted',
      video: { state: 'failed', failure: { code: 'PERMISSION_DENIED' } },
      audio: { state: 'on' },
    });
    expect(notice()).toEqual({ what: 'lost', kind: 'video' });
    machine.setPermission('video', 'granted');
    await settle();
    expect(media.snapshot().video.state).toBe('on');
    expect(notice()).toEqual({ what: 'recovered', kind: 'video' });
  });

  it('does not make the browser ask by itself', async () => {
    machine.setPermission('audio', 'prompt');
    machine.setPermission('video', 'prompt');
    await clock.advance(60_000);
    machine.fire('return');
    machine.fire('devicechange');
    await later();
    expect(machine.questions).toEqual([]);
    expect(media.snapshot().permission).toBe('denied');
    media.snapshot().ask?.();
    await settle();
    expect(machine.questions).toEqual(['audio+video']);
    expect(media.snapshot()).toMatchObject({ audio: { state: 'on' }, video: { state: 'on' } });
  });
});

describe('a phone call, a locked screen', () => {
  it('interrupts, and is over by itself', () => {
    machine.live('audio')[0]?.interrupt(true);
    expect(media.snapshot().audio).toMatchObject({ state: 'on', interrupted: true });
    expect(media.sending('audio')).toBe(false);
    machine.live('audio')[0]?.interrupt(false);
    expect(media.snapshot().audio.interrupted).toBe(false);
    expect(media.sending('audio')).toBe(true);
  });

  it('that leaves a track silent makes it be opened again when the page is back', async () => {
    const [before] = machine.live('audio');
    before?.interrupt(true);
    machine.fire('return');
    await clock.advance(1900);
    expect(before?.readyState).toBe('live');
    await clock.advance(200);
    expect(before?.readyState).toBe('ended');
    expect(machine.live('audio')).toMatchObject([{ label: HEADSET.label, muted: false }]);
    expect(media.snapshot().audio.interrupted).toBe(false);
    expect(notice()).toEqual({ what: 'recovered', kind: 'audio' });
  });

  it('that ends by itself in time changes nothing', async () => {
    const [track] = machine.live('audio');
    track?.interrupt(true);
    machine.fire('return');
    track?.interrupt(false);
    await clock.advance(10_000);
    expect(heard).toEqual([]);
  });

  it('does not make a device that is silent by its own switch be opened over and over', async () => {
    const { open } = machine.environment.devices!;
    machine.environment.devices!.open = async (constraints) => {
      const stream = await open(constraints);
      for (const track of machine.live('audio')) track.muted = true;
      return stream;
    };
    machine.live('audio')[0]?.interrupt(true);
    machine.fire('return');
    await clock.advance(120_000);
    expect(heard).toHaveLength(1);
  });

  it('that ended a track without an event is noticed when the page is back', async () => {
    machine.live('video')[0]?.stop();
    machine.fire('return');
    await settle();
    expect(media.snapshot().video.state).toBe('on');
    expect(machine.live('video')).toHaveLength(1);
  });
});

describe('the end of the call', () => {
  it('during a retry opens nothing any more', async () => {
    await startWith(BUILT_IN, CAMERA);
    machine.busy.add(CAMERA.deviceId);
    machine.live('video')[0]?.end();
    await settle();
    media.stop();
    machine.busy.clear();
    await clock.advance(60_000);
    machine.fire('return');
    machine.plug(SECOND_CAMERA);
    await later();
    expect(machine.live('video')).toEqual([]);
    expect(machine.live('audio')).toEqual([]);
  });

  it('while a lost device is being opened again closes it at once', async () => {
    const go = machine.holdOpening();
    machine.live('video')[0]?.end();
    await settle();
    media.stop();
    go();
    await settle();
    expect(machine.live('video')).toEqual([]);
    expect(media.snapshot().video.state).toBe('off');
  });
});
