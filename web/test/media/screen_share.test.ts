import { beforeEach, describe, expect, it } from 'vitest';
import { ScreenShare } from '../../src/core/media/screen_share';
import { FakeStream, FakeTrack } from '../fakes/fake_connection';
import { FakeMachine } from '../fakes/fake_machine';
import { settle } from '../fakes/manual_clock';

let machine: FakeMachine;
let share: ScreenShare;
let heard: string[];
let asked: DisplayMediaStreamOptions[];

function offer(...tracks: FakeTrack[]): void {
  machine.openScreen = async (options) => {
    asked.push(options);
    return new FakeStream(tracks) as unknown as MediaStream;
  };
}

async function press(): Promise<void> {
  share.snapshot().toggle?.();
  await settle();
}

beforeEach(() => {
  machine = new FakeMachine();
  share = new ScreenShare(machine.environment);
  heard = [];
  asked = [];
  share.onTrack((kind, track) => heard.push(`${kind} ${track ? 'on' : 'off'}`));
});

describe('sharing a screen', () => {
  it('sends picture and sound, the picture with its details', async () => {
    const picture = new FakeTrack('video');
    offer(picture, new FakeTrack('audio'));
    await press();
    expect(heard).toEqual(['screen on', 'screenAudio on']);
    expect(picture.contentHint).toBe('detail');
    expect(share.snapshot()).toMatchObject({ state: 'on', withAudio: true, failure: undefined });
    expect(share.snapshot().stream?.getTracks()).toEqual([picture]);
    expect(asked[0]).toMatchObject({ audio: true, selfBrowserSurface: 'exclude', video: { frameRate: { max: 30 } } });
  });

  it('goes without sound where there is none', async () => {
    offer(new FakeTrack('video'));
    await press();
    expect(heard).toEqual(['screen on']);
    expect(share.snapshot().withAudio).toBe(false);
  });

  it('ends at the second press', async () => {
    const tracks = [new FakeTrack('video'), new FakeTrack('audio')];
    offer(...tracks);
    await press();
    await press();
    expect(heard.slice(2)).toEqual(['screen off', 'screenAudio off']);
    expect(tracks.map(({ readyState }) => readyState)).toEqual(['ended', 'ended']);
    expect(share.snapshot()).toMatchObject({ state: 'off', stream: undefined, withAudio: false });
  });

  it('ends by the browser’s own bar, without a failure', async () => {
    const [picture, sound] = [new FakeTrack('video'), new FakeTrack('audio')];
    offer(picture, sound);
    await press();
    picture.end();
    expect(sound.readyState).toBe('ended');
    expect(share.snapshot()).toMatchObject({ state: 'off', failure: undefined });
    expect(share.track('screen')).toBeNull();
  });

  it('goes on when only the sound ends', async () => {
    const sound = new FakeTrack('audio');
    offer(new FakeTrack('video'), sound);
    await press();
    sound.end();
    expect(share.snapshot()).toMatchObject({ state: 'on', withAudio: false });
    expect(heard.at(-1)).toBe('screenAudio off');
  });

  it('cannot be pressed while the picker is open, and what comes after the end of the call is closed', async () => {
    const picture = new FakeTrack('video');
    let pick: (stream: MediaStream) => void = () => {};
    machine.openScreen = () =>
      new Promise((resolve) => {
        pick = resolve;
      });
    const { toggle } = share.snapshot();
    toggle?.();
    toggle?.(); // Pressed twice before it was drawn again.
    expect(share.snapshot()).toMatchObject({ state: 'starting', toggle: undefined });
    share.stop();
    pick(new FakeStream([picture]) as unknown as MediaStream);
    await settle();
    expect(picture.readyState).toBe('ended');
    expect(share.snapshot().state).toBe('off');
    expect(heard).toEqual([]);
  });

  it('is not offered where the browser has it not', () => {
    const phone = new ScreenShare({ ...machine.environment, openScreen: undefined });
    expect(phone.snapshot().toggle).toBeUndefined();
  });

  // Everything that getDisplayMedia may reject with (Screen Capture, section 5.1).
  it.each([
    ['NotAllowedError', '', 'SCREEN_DISMISSED', 'permission'],
    ['NotAllowedError', 'Permission denied by system', 'SCREEN_SYSTEM_DENIED', 'permission'],
    ['NotFoundError', '', 'SCREEN_UNAVAILABLE', 'device'],
    ['NotReadableError', '', 'SCREEN_UNAVAILABLE', 'device'],
    ['OverconstrainedError', '', 'SCREEN_FAILED', 'transient'],
    ['AbortError', '', 'SCREEN_FAILED', 'transient'],
    ['InvalidStateError', '', 'SCREEN_FAILED', 'transient'],
    ['TypeError', '', 'SCREEN_UNSUPPORTED', 'environment'],
    ['NotSupportedError', '', 'SCREEN_UNSUPPORTED', 'environment'],
    ['SecurityError', '', 'SCREEN_UNSUPPORTED', 'environment'],
    ['SomethingElseError', '', 'SCREEN_FAILED', 'transient'],
  ])('that fails with %s %s is off again: %s (%s)', async (name, message, code, category) => {
    machine.openScreen = () => Promise.reject(new DOMException(message, name));
    await press();
    expect(share.snapshot()).toMatchObject({ state: 'off', failure: { code, category, name } });
    offer(new FakeTrack('video'));
    await press();
    expect(share.snapshot()).toMatchObject({ state: 'on', failure: undefined });
  });
});
