import { describe, expect, it } from 'vitest';
import { downscaleTo, shorterSide } from '../../src/core/media/picture_size';

function camera(settings: MediaTrackSettings): MediaStreamTrack {
  return { getSettings: () => settings } as unknown as MediaStreamTrack;
}

describe('the size of a picture', () => {
  it('is its shorter side, however the phone is held', () => {
    expect(shorterSide(camera({ width: 1280, height: 720 }))).toBe(720);
    expect(shorterSide(camera({ width: 720, height: 1280 }))).toBe(720);
  });

  it('is not known of a track that does not say, or says nothing yet', () => {
    expect([shorterSide(null), shorterSide(camera({})), shorterSide(camera({ width: 0, height: 0 }))]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('is scaled down, never up', () => {
    expect(downscaleTo(360, camera({ width: 1920, height: 1080 }))).toBe(3);
    expect(downscaleTo(360, camera({ width: 320, height: 240 }))).toBe(1);
    expect(downscaleTo(360, null)).toBe(2);
  });
});
