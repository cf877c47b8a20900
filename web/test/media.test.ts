// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { LocalMedia } from '../src/core/media/local_media';
import { MEDIA_ERROR_NAMES, mediaFailureFrom } from '../src/core/media/media_error';
import { en } from '../src/i18n/en/index';
import { deviceText, withoutDevicesText } from '../src/screens/texts';
import { FakeStream, FakeTrack } from './fakes/fake_connection';
import { settle } from './fakes/manual_clock';

describe('why a device could not be opened', () => {
  // Every name that getUserMedia may reject with, by the specification (Media Capture and Streams, 10.2.1).
  it.each([
    ['NotAllowedError', 'PERMISSION_DENIED', 'permission'],
    ['NotFoundError', 'NO_DEVICE', 'device'],
    ['NotReadableError', 'DEVICE_IN_USE', 'device'],
    ['OverconstrainedError', 'CONSTRAINTS', 'device'],
    ['SecurityError', 'INSECURE_PAGE', 'environment'],
    ['NotSupportedError', 'INSECURE_PAGE', 'environment'],
    ['AbortError', 'ABORTED', 'transient'],
    ['InvalidStateError', 'ABORTED', 'transient'],
    // Older names.
    ['PermissionDeniedError', 'PERMISSION_DENIED', 'permission'],
    ['PermissionDismissedError', 'PERMISSION_DENIED', 'permission'],
    ['DevicesNotFoundError', 'NO_DEVICE', 'device'],
    ['TrackStartError', 'DEVICE_IN_USE', 'device'],
    ['SourceUnavailableError', 'DEVICE_IN_USE', 'device'],
    ['ConstraintNotSatisfiedError', 'CONSTRAINTS', 'device'],
    // Unheard of.
    ['SomethingElseError', 'UNKNOWN', 'transient'],
  ])('%s is %s (%s)', (name, code, category) => {
    expect(mediaFailureFrom(new DOMException('', name))).toEqual({ code, category, name });
  });

  it('is known for a TypeError and for what is no error at all', () => {
    expect(mediaFailureFrom(new TypeError('')).code).toBe('INSECURE_PAGE');
    expect(mediaFailureFrom('no').code).toBe('UNKNOWN');
  });

  it('has a sentence that names the device', () => {
    for (const code of [...Object.values(MEDIA_ERROR_NAMES), 'DEVICE_LOST', 'UNKNOWN'] as const) {
      expect(en[`media.${code}`]).toContain('{device}');
    }
    const failure = mediaFailureFrom(new DOMException('', 'NotFoundError'));
    expect(deviceText('audio', { state: 'failed', failure, toggle: undefined })).toBe('No microphone was found.');
  });
});

type Denied = Partial<Record<'audio' | 'video', string>>;

function mediaWith(denied: Denied): { media: LocalMedia; asked: string[]; tracks: FakeTrack[] } {
  const asked: string[] = [];
  const tracks: FakeTrack[] = [];
  const media = new LocalMedia({
    open: async (constraints) => {
      const kinds = (['audio', 'video'] as const).filter((kind) => constraints[kind]);
      asked.push(kinds.join('+'));
      for (const kind of kinds) if (denied[kind]) throw new DOMException('', denied[kind]);
      const opened = kinds.map((kind) => new FakeTrack(kind));
      tracks.push(...opened);
      return new FakeStream(opened) as unknown as MediaStream;
    },
    makeStream: (list) => new FakeStream(list) as unknown as MediaStream,
  });
  return { media, asked, tracks };
}

describe('one’s own devices', () => {
  it('are asked for with one question', async () => {
    const { media, asked } = mediaWith({});
    expect(media.snapshot().audio).toMatchObject({ state: 'off' });
    const started = media.start();
    expect(media.snapshot().audio).toMatchObject({ state: 'starting', toggle: undefined });
    await started;
    expect(asked).toEqual(['audio+video']);
    expect(media.snapshot()).toMatchObject({ audio: { state: 'on' }, video: { state: 'on' } });
    expect(media.snapshot().preview?.getTracks().map(({ kind }) => kind)).toEqual(['video']);
  });

  it('that fail cost only themselves', async () => {
    const { media } = mediaWith({ video: 'NotFoundError' });
    await media.start();
    expect(media.snapshot()).toMatchObject({
      audio: { state: 'on' },
      video: { state: 'failed', failure: { code: 'NO_DEVICE' } },
      preview: undefined,
    });
    expect(withoutDevicesText(media.snapshot())).toBe(en['lobby.audioOnly']);
  });

  it('may all be missing', async () => {
    const { media } = mediaWith({ video: 'NotFoundError', audio: 'NotAllowedError' });
    await media.start();
    expect([media.track('audio'), media.track('video')]).toEqual([null, null]);
    expect(withoutDevicesText(media.snapshot())).toBe(en['lobby.receiveOnly']);
  });

  it('are none on an insecure page', async () => {
    const media = new LocalMedia({ open: undefined, makeStream: () => new FakeStream() as unknown as MediaStream });
    await media.start();
    expect(media.snapshot().video.failure?.code).toBe('INSECURE_PAGE');
  });

  it('mute without closing the microphone, and close the camera when it is off', async () => {
    const { media, asked, tracks } = mediaWith({});
    await media.start();
    media.snapshot().audio.toggle?.();
    expect(tracks[0]).toMatchObject({ enabled: false, readyState: 'live' });
    expect(media.sending('audio')).toBe(false);
    media.snapshot().audio.toggle?.();
    expect(tracks[0]).toMatchObject({ enabled: true });

    const heard: (string | null)[] = [];
    media.onTrack((kind, track) => heard.push(`${kind} ${track ? 'new' : 'none'}`));
    media.snapshot().video.toggle?.();
    expect(tracks[1]).toMatchObject({ readyState: 'ended' });
    media.snapshot().video.toggle?.();
    await settle();
    expect(heard).toEqual(['video none', 'video new']);
    expect(asked).toEqual(['audio+video', 'video']);
  });

  it('are tried again by their switch', async () => {
    const denied: Denied = { video: 'NotReadableError' };
    const { media } = mediaWith(denied);
    await media.start();
    delete denied.video;
    media.snapshot().video.toggle?.();
    await settle();
    expect(media.snapshot().video).toMatchObject({ state: 'on', failure: undefined });
  });

  it('tell of an unplugged one', async () => {
    const { media, tracks } = mediaWith({});
    await media.start();
    tracks[1]?.dispatchEvent(new Event('ended'));
    expect(media.snapshot().video).toMatchObject({ state: 'failed', failure: { code: 'DEVICE_LOST' } });
    expect(media.track('video')).toBeNull();
  });

  it('that open after the end are closed at once', async () => {
    const { media, tracks } = mediaWith({});
    const started = media.start();
    media.stop();
    await started;
    expect(tracks.map(({ readyState }) => readyState)).toEqual(['ended', 'ended']);
    expect(media.snapshot().audio.state).toBe('off');
  });
});
