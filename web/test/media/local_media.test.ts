import { beforeEach, describe, expect, it } from 'vitest';
import { LocalMedia } from '../../src/core/media/local_media';
import { BUILT_IN, CAMERA, FakeMachine } from '../fakes/fake_machine';
import { ManualClock, settle } from '../fakes/manual_clock';

let machine: FakeMachine;
let media: LocalMedia;

function on(another: FakeMachine): LocalMedia {
  machine = another;
  media = new LocalMedia(machine.environment, new ManualClock());
  return media;
}

beforeEach(() => {
  on(new FakeMachine());
});

const states = (): string[] => [media.snapshot().audio.state, media.snapshot().video.state];

describe('microphone and camera', () => {
  it('are opened with one request when the browser need not ask', async () => {
    expect(media.snapshot()).toMatchObject({ permission: 'checking', ask: undefined, audio: { toggle: undefined } });
    const started = media.start();
    await started;
    expect(machine.asked).toEqual(['audio+video']);
    expect(machine.questions).toEqual([]);
    expect(states()).toEqual(['on', 'on']);
    expect(media.snapshot()).toMatchObject({ permission: 'granted', ask: undefined, notice: undefined });
    expect(media.snapshot().preview?.getTracks().map(({ kind }) => kind)).toEqual(['video']);
  });

  it('cannot be toggled while they are being opened', async () => {
    const go = machine.holdOpening();
    const started = media.start();
    await settle();
    expect(media.snapshot().audio).toMatchObject({ state: 'starting', toggle: undefined, choose: undefined });
    go();
    await started;
    expect(media.snapshot().audio.toggle).toBeDefined();
  });

  it('ask for what a good call needs, and the camera that looks at the person', async () => {
    const seen: MediaStreamConstraints[] = [];
    const { open } = machine.environment.devices!;
    machine.environment.devices!.open = (constraints) => {
      seen.push(constraints);
      return open(constraints);
    };
    await media.start();
    expect(seen).toEqual([
      {
        audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true },
        video: {
          width: { ideal: 1280 },
          height: { ideal: 720 },
          frameRate: { ideal: 30 },
          facingMode: { ideal: 'user' },
        },
      },
    ]);
  });

  it('that are missing cost only themselves', async () => {
    await on(new FakeMachine(BUILT_IN)).start();
    expect(states()).toEqual(['on', 'failed']);
    expect(media.snapshot()).toMatchObject({
      permission: 'granted',
      preview: undefined,
      video: { failure: { code: 'NO_DEVICE' } },
    });
  });

  it('that are in use elsewhere cost only themselves', async () => {
    machine.busy.add(CAMERA.deviceId);
    await media.start();
    expect(states()).toEqual(['on', 'failed']);
    expect(media.snapshot().video.failure?.code).toBe('DEVICE_IN_USE');
    machine.busy.clear();
    media.snapshot().video.toggle?.();
    await settle();
    expect(media.snapshot().video).toMatchObject({ state: 'on', failure: undefined });
  });

  it('are none on an insecure page', async () => {
    media = new LocalMedia({ ...machine.environment, devices: undefined }, new ManualClock());
    await media.start();
    expect(media.snapshot()).toMatchObject({ ask: undefined, video: { failure: { code: 'INSECURE_PAGE' } } });
  });

  it('mute without closing the microphone, and close the camera when it is off', async () => {
    await media.start();
    const [microphone, camera] = machine.tracks;
    media.snapshot().audio.toggle?.();
    expect(microphone).toMatchObject({ enabled: false, readyState: 'live' });
    expect(media.snapshot().audio.state).toBe('off');
    expect(media.sending('audio')).toBe(false);
    media.snapshot().audio.toggle?.();
    expect(microphone).toMatchObject({ enabled: true });

    const heard: string[] = [];
    media.onTrack((kind, track) => heard.push(`${kind} ${track ? 'new' : 'none'}`));
    media.snapshot().video.toggle?.();
    expect(camera).toMatchObject({ readyState: 'ended' });
    media.snapshot().video.toggle?.();
    await settle();
    expect(heard).toEqual(['video none', 'video new']);
    expect(machine.asked).toEqual(['audio+video', 'video']);
  });

  it('that open after the end are closed at once', async () => {
    const go = machine.holdOpening();
    const started = media.start();
    await settle();
    media.stop();
    go();
    await started;
    expect(machine.tracks.map(({ readyState }) => readyState)).toEqual(['ended', 'ended']);
    expect(states()).toEqual(['off', 'off']);
  });

  it('are not opened at all when the end comes during the check', async () => {
    const started = media.start();
    media.stop();
    await started;
    expect(machine.asked).toEqual([]);
  });
});

describe('permission', () => {
  beforeEach(() => {
    on(new FakeMachine().withoutPermission());
  });

  it('is asked for only when the person is ready', async () => {
    await media.start();
    expect(machine.asked).toEqual([]);
    expect(media.snapshot()).toMatchObject({ permission: 'ask', audio: { state: 'off', choices: [], choose: undefined } });
    const go = machine.holdOpening();
    media.snapshot().ask?.();
    await settle();
    expect(media.snapshot()).toMatchObject({ permission: 'asking', ask: undefined, audio: { state: 'starting' } });
    go();
    await settle();
    expect(machine.questions).toEqual(['audio+video']);
    expect(media.snapshot()).toMatchObject({ permission: 'granted', ask: undefined });
    expect(states()).toEqual(['on', 'on']);
  });

  it('that is denied is told once for both, and can be asked for again', async () => {
    machine.answer = 'dismiss';
    await media.start();
    media.snapshot().ask?.();
    await settle();
    expect(machine.questions).toEqual(['audio+video']);
    expect(media.snapshot()).toMatchObject({ permission: 'denied', video: { failure: { code: 'PERMISSION_DENIED' } } });
    machine.answer = 'allow';
    media.snapshot().ask?.();
    await settle();
    expect(media.snapshot()).toMatchObject({ permission: 'granted', ask: undefined });
    expect(states()).toEqual(['on', 'on']);
  });

  it('that was blocked and is allowed in the browser’s settings opens the devices by itself', async () => {
    machine.answer = 'block';
    await media.start();
    media.snapshot().ask?.();
    await settle();
    expect(media.snapshot().permission).toBe('denied');
    machine.setPermission('audio', 'granted');
    machine.setPermission('video', 'granted');
    await settle();
    expect(states()).toEqual(['on', 'on']);
    expect(media.snapshot().permission).toBe('granted');
  });

  it('that was denied before is known at the start, without a question', async () => {
    machine.permissions.audio.state = 'denied';
    machine.permissions.video.state = 'denied';
    await media.start();
    expect(machine.questions).toEqual([]);
    expect(media.snapshot().permission).toBe('denied');
    expect(media.snapshot().ask).toBeDefined();
  });

  it('for one of them opens that one, and asks for the other', async () => {
    machine.permissions.audio.state = 'granted';
    await media.start();
    expect(states()).toEqual(['on', 'off']);
    expect(media.snapshot().permission).toBe('ask');
    media.snapshot().ask?.();
    await settle();
    expect(machine.questions).toEqual(['video']);
    expect(states()).toEqual(['on', 'on']);
  });

  it('denied for the camera alone leaves the microphone', async () => {
    machine.permissions.audio.state = 'granted';
    machine.permissions.video.state = 'denied';
    await media.start();
    expect(states()).toEqual(['on', 'failed']);
    expect(media.snapshot()).toMatchObject({ permission: 'granted', video: { failure: { code: 'PERMISSION_DENIED' } } });
    expect(media.snapshot().ask).toBeDefined();
  });

  it('that the operating system keeps back is told as such', async () => {
    machine.systemDenies.add('audio').add('video');
    await media.start();
    media.snapshot().ask?.();
    await settle();
    expect(media.snapshot().audio.failure).toMatchObject({ code: 'SYSTEM_DENIED', category: 'permission' });
  });

  it('is not waited for when there is nothing that could be allowed', async () => {
    on(new FakeMachine(BUILT_IN).withoutPermission());
    machine.permissions.audio.state = 'granted';
    await media.start();
    expect(media.snapshot()).toMatchObject({ permission: 'granted', audio: { state: 'on' } });
  });

  it('is read from the labels where the browser does not know the names', async () => {
    machine.knowsPermissions = false;
    await media.start();
    expect(media.snapshot().permission).toBe('ask');
    media.snapshot().ask?.();
    await settle();
    expect(states()).toEqual(['on', 'on']);
    media.stop();
    await media.start();
    expect(machine.questions).toHaveLength(1);
    expect(states()).toEqual(['on', 'on']);
  });

  it('is also asked for by a device’s own switch, for that device', async () => {
    await media.start();
    media.snapshot().audio.toggle?.();
    await settle();
    expect(machine.questions).toEqual(['audio']);
    expect(states()).toEqual(['on', 'off']);
  });
});

describe('the microphone while a key is held', () => {
  beforeEach(async () => {
    await media.start();
  });

  const hold = (): void => media.snapshot().holdMic?.press();
  const release = (): void => media.snapshot().holdMic?.release();

  it('speaks when it is muted, and is muted again after', () => {
    media.snapshot().audio.toggle?.();
    hold();
    hold(); // The key repeats.
    expect(media.sending('audio')).toBe(true);
    expect(media.snapshot().holdMic?.held).toBe(true);
    release();
    expect(machine.tracks[0]?.enabled).toBe(false);
    expect(media.snapshot()).toMatchObject({ audio: { state: 'off' }, holdMic: { held: false } });
  });

  it('is silent when it is on', () => {
    hold();
    expect(media.sending('audio')).toBe(false);
    release();
    expect(media.sending('audio')).toBe(true);
  });

  it('is released when the page loses the keyboard', () => {
    media.snapshot().audio.toggle?.();
    hold();
    machine.fire('blur');
    expect(media.sending('audio')).toBe(false);
    release();
    expect(media.sending('audio')).toBe(false);
  });

  it('keeps what its switch says when that is pressed meanwhile', () => {
    hold();
    media.snapshot().audio.toggle?.();
    release();
    expect(media.snapshot().audio.state).toBe('on');
  });

  it('cannot be held when there is none', async () => {
    await on(new FakeMachine(CAMERA)).start();
    expect(media.snapshot().holdMic).toBeUndefined();
  });
});
