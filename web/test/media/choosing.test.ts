import { beforeEach, describe, expect, it } from 'vitest';
import { LocalMedia } from '../../src/core/media/local_media';
import {
  BUILT_IN,
  CAMERA,
  device,
  FakeMachine,
  HEADPHONES,
  HEADSET,
  SECOND_CAMERA,
  SPEAKER,
} from '../fakes/fake_machine';
import { ManualClock, settle } from '../fakes/manual_clock';

let machine: FakeMachine;
let clock: ManualClock;
let media: LocalMedia;
let heard: string[];

async function visit(): Promise<void> {
  clock = new ManualClock();
  media = new LocalMedia(machine.environment, clock);
  heard = [];
  media.onTrack((kind, track) => heard.push(`${kind} ${track?.label ?? 'none'}`));
  await media.start();
}

async function choose(kind: 'audio' | 'video', id: string): Promise<void> {
  heard = [];
  media.snapshot()[kind].choose?.(id);
  await settle();
}

beforeEach(async () => {
  machine = new FakeMachine(BUILT_IN, HEADSET, CAMERA, SECOND_CAMERA, SPEAKER, HEADPHONES);
  await visit();
});

describe('choosing a microphone or camera', () => {
  it('shows what there is, and which one is used', () => {
    expect(media.snapshot().audio).toMatchObject({
      choices: [BUILT_IN, HEADSET].map(({ deviceId, label }) => ({ id: deviceId, label })),
      chosen: BUILT_IN.deviceId,
    });
  });

  it('opens the new one before the old one is closed, and tells once', async () => {
    const [old] = machine.live('video');
    const go = machine.holdOpening();
    media.snapshot().video.choose?.(SECOND_CAMERA.deviceId);
    await settle();
    expect(media.snapshot().video).toMatchObject({ state: 'on', choose: undefined });
    expect(old?.readyState).toBe('live');
    heard = [];
    go();
    await settle();
    expect(heard).toEqual([`video ${SECOND_CAMERA.label}`]);
    expect(old?.readyState).toBe('ended');
    expect(media.snapshot()).toMatchObject({ notice: undefined, video: { chosen: SECOND_CAMERA.deviceId } });
  });

  it('closes the old one first where only one can be open', async () => {
    machine.oneCamera = true;
    await choose('video', SECOND_CAMERA.deviceId);
    expect(machine.live('video')).toMatchObject([{ label: SECOND_CAMERA.label }]);
    expect(media.snapshot().video).toMatchObject({ state: 'on', failure: undefined, chosen: SECOND_CAMERA.deviceId });
  });

  it('opens the same one once more when it is restarted, and not one that is off', async () => {
    const [old] = machine.live('video');
    media.restart('video');
    await settle();
    expect(machine.live('video')).toMatchObject([{ label: CAMERA.label }]);
    expect([machine.live('video')[0] === old, old?.readyState]).toEqual([false, 'ended']);
    expect(media.snapshot()).toMatchObject({ notice: undefined, video: { state: 'on', chosen: CAMERA.deviceId } });
    media.snapshot().video.toggle?.();
    media.restart('video');
    await settle();
    expect(machine.live('video')).toEqual([]);
  });

  it('keeps the old one, and says why, when the new one does not answer', async () => {
    machine.busy.add(SECOND_CAMERA.deviceId);
    await choose('video', SECOND_CAMERA.deviceId);
    expect(machine.live('video')).toMatchObject([{ label: CAMERA.label }]);
    expect(media.snapshot().video).toMatchObject({
      state: 'on',
      chosen: CAMERA.deviceId,
      failure: { code: 'DEVICE_IN_USE' },
    });
    expect(machine.stored.get('callroom.camera')).toBeUndefined();
    await choose('audio', HEADSET.deviceId);
    expect(media.snapshot().audio.chosen).toBe(HEADSET.deviceId);
  });

  it('keeps a muted microphone muted, and mutes while the new one is being opened', async () => {
    const go = machine.holdOpening();
    media.snapshot().audio.choose?.(HEADSET.deviceId);
    await settle();
    media.snapshot().audio.toggle?.();
    expect(media.snapshot().audio.state).toBe('off');
    go();
    await settle();
    expect(machine.live('audio')).toMatchObject([{ label: HEADSET.label, enabled: false }]);
  });

  it('goes on when the old one dies while the new one is being opened', async () => {
    const go = machine.holdOpening();
    media.snapshot().audio.choose?.(HEADSET.deviceId);
    await settle();
    machine.unplug(BUILT_IN);
    go();
    await clock.advance(1000);
    expect(machine.live('audio')).toMatchObject([{ label: HEADSET.label }]);
    expect(media.snapshot()).toMatchObject({ notice: undefined, audio: { state: 'on' } });
  });

  it('heals when both die meanwhile', async () => {
    const go = machine.holdOpening();
    media.snapshot().audio.choose?.(HEADSET.deviceId);
    await settle();
    machine.unplug(BUILT_IN);
    machine.unplug(HEADSET);
    machine.plug(device('audioinput', 'third'));
    go();
    await clock.advance(1000);
    expect(media.snapshot().audio).toMatchObject({ state: 'on', chosen: 'third' });
  });

  it('closes the new one when the call ends before it is open', async () => {
    const go = machine.holdOpening();
    media.snapshot().video.choose?.(SECOND_CAMERA.deviceId);
    await settle();
    media.stop();
    go();
    await settle();
    expect(machine.live('video')).toEqual([]);
  });

  it('waits for a camera that is off to be turned on', async () => {
    media.snapshot().video.toggle?.();
    await choose('video', SECOND_CAMERA.deviceId);
    expect(machine.live('video')).toEqual([]);
    expect(media.snapshot().video).toMatchObject({ state: 'off', chosen: SECOND_CAMERA.deviceId });
    media.snapshot().video.toggle?.();
    await settle();
    expect(machine.live('video')).toMatchObject([{ label: SECOND_CAMERA.label }]);
  });

  it('ignores an id that is not in the list', async () => {
    const asked = machine.asked.length;
    await choose('video', 'gone');
    expect(machine.asked).toHaveLength(asked);
  });
});

describe('what was chosen is remembered', () => {
  it('by its id', async () => {
    await choose('audio', HEADSET.deviceId);
    await choose('video', SECOND_CAMERA.deviceId);
    media.stop();
    await visit();
    expect(machine.asked.at(-1)).toBe(`audio:${HEADSET.deviceId}+video:${SECOND_CAMERA.deviceId}`);
  });

  it('by its label, when the browser has given it a new id', async () => {
    await choose('video', SECOND_CAMERA.deviceId);
    machine.plugged = [CAMERA, device('videoinput', 'new-id', SECOND_CAMERA.label), BUILT_IN];
    await visit();
    expect(media.snapshot().video.chosen).toBe('new-id');
  });

  it('by its label, also when labels are hidden until it is opened', async () => {
    await choose('video', SECOND_CAMERA.deviceId);
    const { stored } = machine;
    machine = new FakeMachine(BUILT_IN, CAMERA, device('videoinput', 'new-id', SECOND_CAMERA.label));
    machine.withoutPermission();
    for (const [key, value] of stored) machine.stored.set(key, value);
    await visit();
    media.snapshot().ask?.();
    await settle();
    expect(media.snapshot().video).toMatchObject({ state: 'on', chosen: 'new-id' });
    expect(machine.live('video')).toHaveLength(1);
    expect(machine.questions).toHaveLength(1);
  });

  it('each for itself, when the other one is away and labels are hidden', async () => {
    await choose('audio', HEADSET.deviceId);
    await choose('video', SECOND_CAMERA.deviceId);
    const { stored } = machine;
    machine = new FakeMachine(BUILT_IN, HEADSET, CAMERA);
    machine.withoutPermission();
    for (const [key, value] of stored) machine.stored.set(key, value);
    await visit();
    media.snapshot().ask?.();
    await settle();
    expect(media.snapshot()).toMatchObject({ audio: { chosen: HEADSET.deviceId }, video: { chosen: CAMERA.deviceId } });
    expect(machine.questions).toHaveLength(1);
    expect(machine.live('audio')).toHaveLength(1);
  });

  it('each for itself, when the other one is in use elsewhere', async () => {
    await choose('audio', HEADSET.deviceId);
    await choose('video', SECOND_CAMERA.deviceId);
    media.stop();
    machine.busy.add(SECOND_CAMERA.deviceId);
    await visit();
    expect(media.snapshot()).toMatchObject({ audio: { chosen: HEADSET.deviceId }, video: { chosen: CAMERA.deviceId } });
  });

  it('and another is taken while it is away, without forgetting it', async () => {
    await choose('audio', HEADSET.deviceId);
    machine.plugged = machine.plugged.filter((entry) => entry !== HEADSET);
    await visit();
    expect(media.snapshot().audio).toMatchObject({ state: 'on', chosen: BUILT_IN.deviceId });
    machine.plug(HEADSET);
    await visit();
    expect(media.snapshot().audio.chosen).toBe(HEADSET.deviceId);
  });

  it('unless it was "the default"', async () => {
    machine.listsDefault = true;
    await choose('audio', HEADSET.deviceId);
    await clock.advance(0);
    machine.fire('devicechange');
    await clock.advance(1000);
    await choose('audio', 'default');
    expect(machine.stored.has('callroom.microphone')).toBe(false);
  });

  it.each(['', '{', 'null', '[]', '{"id":1,"label":"x"}', 'camera'])('and nonsense in the store is nothing: %s', async (text) => {
    machine.stored.set('callroom.camera', text);
    await visit();
    expect(media.snapshot().video).toMatchObject({ state: 'on', chosen: CAMERA.deviceId });
  });
});

describe('the speaker', () => {
  it('is chosen, remembered, and no choice any more when it is unplugged', async () => {
    expect(media.snapshot().speaker).toMatchObject({
      choices: [SPEAKER, HEADPHONES].map(({ deviceId, label }) => ({ id: deviceId, label })),
      chosen: undefined,
    });
    media.snapshot().speaker.choose?.(HEADPHONES.deviceId);
    expect(media.snapshot().speaker.chosen).toBe(HEADPHONES.deviceId);
    await visit();
    expect(media.snapshot().speaker.chosen).toBe(HEADPHONES.deviceId);
    machine.unplug(HEADPHONES);
    await clock.advance(1000);
    expect(media.snapshot().speaker.chosen).toBeUndefined();
    machine.plug(HEADPHONES);
    await clock.advance(1000);
    expect(media.snapshot().speaker.chosen).toBe(HEADPHONES.deviceId);
  });

  it('is the system’s where the browser offers no choice', async () => {
    machine.environment.speakerChoice = false;
    await visit();
    expect(media.snapshot().speaker).toMatchObject({ choices: [], chosen: undefined, choose: undefined });
  });

  it('plays a sound where it was chosen, once at a time', async () => {
    media.snapshot().speaker.test?.();
    expect(machine.sounds).toEqual(['']);
    expect(media.snapshot().speaker.test).toBeUndefined();
    machine.endSound();
    await settle();
    media.snapshot().speaker.choose?.(HEADPHONES.deviceId);
    media.snapshot().speaker.test?.();
    expect(machine.sounds).toEqual(['', HEADPHONES.deviceId]);
  });

  it('can be tried again when the sound could not be played', async () => {
    machine.environment.playTestSound = () => Promise.reject(new DOMException('', 'NotAllowedError'));
    media.snapshot().speaker.test?.();
    await settle();
    expect(media.snapshot().speaker.test).toBeDefined();
  });
});
