// @vitest-environment jsdom
import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MEDIA, PSYCHOLOGIST, QUALITY, still, VOICE } from '../../gallery/samples/room';
import type { Liveness } from '../../src/core/quality/types';
import { drawRoom, silenceMedia } from './draw_room';

beforeEach(silenceMedia);
afterEach(cleanup);

function inPoliteRegion(element: HTMLElement): boolean {
  return element.closest('[aria-live="polite"]') !== null;
}

describe('a broken connection', () => {
  it('to the server alone: says that one can talk on, when the next try is, and tries at once', () => {
    const now = vi.fn();
    drawRoom({ call: { status: 'reconnecting', media: 'flowing', retry: { attempt: 2, nextAt: 0, now }, retrySeconds: 3 } });
    const banner = screen.getByTestId('connection-banner');
    expect(banner.dataset['media']).toBe('flowing');
    expect(banner.textContent).toContain('You can go on talking');
    expect(banner.textContent).toContain('Next try in 3 seconds.');
    fireEvent.click(screen.getByTestId('retry-now'));
    expect(now).toHaveBeenCalledOnce();
  });

  it('the countdown is in no live region', () => {
    const retry = { attempt: 1, nextAt: 0, now: () => {} };
    drawRoom({ call: { status: 'reconnecting', retry, retrySeconds: 1 } });
    const countdown = screen.getByTestId('retry-countdown');
    expect(countdown.textContent).toBe('Next try in 1 second.');
    expect(countdown.closest('[aria-live], [role="status"], [role="alert"]')).toBeNull();
  });

  it('while a try is under way', () => {
    drawRoom({ call: { status: 'reconnecting', retry: { attempt: 1, nextAt: undefined, now: () => {} } } });
    expect(screen.getByTestId('retry-countdown').textContent).toBe('Trying now…');
  });

  it('to the other alone: nothing to press, and whom it is about', () => {
    drawRoom({ call: { status: 'reconnecting', media: 'interrupted', about: 'Psychologist Example' } });
    expect(screen.getByTestId('connection-banner').textContent).toContain('connection to Psychologist Example');
    expect(screen.queryByTestId('retry-now')).toBeNull();
  });

  it('none, no banner', () => {
    drawRoom();
    expect(screen.queryByTestId('connection-banner')).toBeNull();
  });
});

describe('what is seen and heard of the other, told apart', () => {
  const seen = (liveness: Liveness, video = true) => ({
    call: { remotes: [{ ...PSYCHOLOGIST, video }] },
    quality: { remotes: [{ userId: PSYCHOLOGIST.userId, level: 3, side: 'theirs', reason: 'good', liveness }] } as const,
  });
  const message = (): HTMLElement => screen.getByTestId('remote-message');

  it.each([
    ['frozen', 'stands still'],
    ['stalled', 'Nothing arrives from Psychologist Example'],
    ['hidden', 'another page or app open'],
    ['paused', 'video is paused'],
  ] as const)('%s: %s', (liveness, words) => {
    drawRoom(seen(liveness));
    expect(message().textContent).toContain(words);
    expect(inPoliteRegion(message())).toBe(true);
  });

  it.each(['live', 'unknown'] as const)('%s: nothing to say', (liveness) => {
    drawRoom(seen(liveness));
    expect(message().textContent).toBe('');
  });

  it('silent: no trouble, so only beside the name', () => {
    drawRoom(seen('silent', false));
    expect(message().textContent).toBe('');
    expect(screen.getByTestId('remote-state').textContent).toContain('quiet now, the connection works');
  });

  it('while not connected at all, the banner’s words are enough', () => {
    drawRoom({ ...seen('stalled'), call: { remotes: [{ ...PSYCHOLOGIST, connected: false }] } });
    expect(message().textContent).toBe('');
  });
});

describe('one’s own microphone', () => {
  const off = { ...MEDIA.audio, state: 'off' } as const;

  it('speaking while it is off is remarked on, with the way to turn it on', () => {
    const toggle = vi.fn();
    drawRoom({ media: { audio: { ...off, toggle } }, voice: still({ ...VOICE, speakingWhileMuted: true }) });
    const notice = screen.getByTestId('speaking-while-muted');
    expect(inPoliteRegion(notice)).toBe(true);
    fireEvent.click(screen.getByText('Turn the microphone on'));
    expect(toggle).toHaveBeenCalledOnce();
  });

  it.each([
    ['on', 'You can be heard'],
    ['off', 'You cannot be heard'],
  ] as const)('held by the space bar and %s: %s', (state, words) => {
    const holdMic = { press: () => {}, release: () => {}, held: true };
    drawRoom({ media: { audio: { ...MEDIA.audio, state }, holdMic } });
    expect(screen.getByTestId('held-mic').textContent).toContain(words);
  });
});

describe('devices', () => {
  it('that were switched are named, and the notice can be closed', () => {
    const dismissNotice = vi.fn();
    drawRoom({ media: { notice: { what: 'switched', kind: 'audio', label: 'USB headset' }, dismissNotice } });
    const notice = screen.getByTestId('media-notice');
    expect(notice.textContent).toContain('“USB headset”');
    expect(inPoliteRegion(notice)).toBe(true);
    fireEvent.click(screen.getByRole('button', { name: 'Close this message' }));
    expect(dismissNotice).toHaveBeenCalledOnce();
  });

  const lost = {
    ...MEDIA.video,
    state: 'failed',
    failure: { code: 'DEVICE_LOST', category: 'device', name: 'ended' },
  } as const;

  it('that are lost for good are told of once, with what to do', () => {
    const toggle = vi.fn();
    drawRoom({ media: { notice: { what: 'lost', kind: 'video' }, video: { ...lost, toggle } } });
    expect(screen.queryByTestId('media-notice')).toBeNull();
    expect(screen.getByTestId('device-problem').dataset['reason']).toBe('MEDIA_DEVICE_LOST');
    fireEvent.click(screen.getByTestId('retry-button'));
    expect(toggle).toHaveBeenCalledOnce();
  });

  it('a closed problem stays closed until there is another', () => {
    const { change } = drawRoom({ media: { video: lost } });
    fireEvent.click(screen.getByRole('button', { name: 'Close this message' }));
    expect(screen.queryByTestId('device-problem')).toBeNull();
    change({ media: { video: { ...lost } } });
    expect(screen.queryByTestId('device-problem')).toBeNull();
    change({ media: { video: { ...lost, failure: { code: 'NO_DEVICE', category: 'device', name: 'NotFoundError' } } } });
    expect(screen.getByTestId('device-problem').dataset['reason']).toBe('MEDIA_NO_DEVICE');
  });

  it('both refused is one notice, whose button tries both', () => {
    const toggle = { audio: vi.fn(), video: vi.fn() };
    const denied = (kind: 'audio' | 'video') => ({
      ...MEDIA[kind],
      state: 'failed' as const,
      failure: { code: 'PERMISSION_DENIED', category: 'permission', name: 'NotAllowedError' } as const,
      toggle: toggle[kind],
    });
    drawRoom({ media: { audio: denied('audio'), video: denied('video') } });
    expect(screen.getAllByTestId('device-problem')).toHaveLength(1);
    fireEvent.click(within(screen.getByTestId('device-problem')).getByTestId('retry-button'));
    expect(toggle.audio).toHaveBeenCalledOnce();
    expect(toggle.video).toHaveBeenCalledOnce();
  });

  it('that the system holds back come back by themselves: nothing to press', () => {
    drawRoom({ media: { audio: { ...MEDIA.audio, interrupted: true } } });
    expect(screen.getByTestId('audio-interrupted').textContent).toContain('comes back by itself');
    expect(screen.queryByTestId('retry-button')).toBeNull();
  });

  it('help opens in another tab: this one is in a call', () => {
    const open = vi.spyOn(window, 'open').mockReturnValue(null);
    drawRoom({ media: { video: lost } });
    fireEvent.click(screen.getByTestId('help-link'));
    expect(open).toHaveBeenCalledExactlyOnceWith('/help?problem=MEDIA_DEVICE_LOST', '_blank', 'noopener');
  });
});

describe('the network and one’s own video', () => {
  it('paused: says why, and sends it all the same when wanted', () => {
    const sendVideoAnyway = vi.fn();
    drawRoom({ quality: { level: 2, reason: 'bandwidth-out', side: 'mine', videoPaused: true, sendVideoAnyway } });
    expect(screen.getByTestId('video-paused').textContent).toContain('voice stays clear');
    expect(screen.queryByTestId('poor-quality')).toBeNull();
    fireEvent.click(screen.getByRole('button', { name: 'Send video anyway' }));
    expect(sendVideoAnyway).toHaveBeenCalledOnce();
  });

  it('forced: the network can be let decide again', () => {
    const adaptAgain = vi.fn();
    drawRoom({ quality: { adaptAgain } });
    fireEvent.click(screen.getByRole('button', { name: 'Let the network decide' }));
    expect(adaptAgain).toHaveBeenCalledOnce();
  });

  it('a poor connection says why; a fair one does not insist', () => {
    const { change } = drawRoom({ quality: { level: 2, reason: 'loss-in', side: 'theirs' } });
    expect(screen.getByTestId('poor-quality').textContent).toContain('on the other person’s side');
    change({ quality: { level: 3, reason: 'loss-in', side: 'theirs' } });
    expect(screen.queryByTestId('poor-quality')).toBeNull();
  });
});

describe('a camera whose picture cannot be sent', () => {
  it('is said, with what to do, help, and another try; what one sees of oneself says so, too', () => {
    const open = vi.spyOn(window, 'open').mockReturnValue(null);
    const restartCamera = vi.fn();
    const { change } = drawRoom({
      media: { preview: {} as MediaStream },
      quality: { cameraStuck: true, restartCamera },
      opened: { panel: 'quality' },
    });
    const notice = screen.getByTestId('camera-unsent');
    expect(notice.textContent).toContain('nobody sees you');
    expect(screen.getByTestId('own-picture').textContent).toContain('Not sent');
    expect(screen.getByTestId('quality-panel').textContent).not.toContain('full quality');
    fireEvent.click(within(notice).getByTestId('retry-button'));
    expect(restartCamera).toHaveBeenCalledOnce();
    fireEvent.click(within(notice).getByTestId('help-link'));
    expect(open).toHaveBeenCalledExactlyOnceWith('/help?problem=CAMERA_UNSENT', '_blank', 'noopener');
    change({ media: { preview: {} as MediaStream } });
    expect(screen.queryByTestId('camera-unsent')).toBeNull();
    expect(screen.getByTestId('own-picture').textContent).not.toContain('Not sent');
  });

  it('of the other is not blamed on the network, nor shown as an old picture', () => {
    drawRoom({ quality: { remotes: [{ ...QUALITY.remotes[0]!, liveness: 'unsent' }] } });
    expect(screen.getByTestId('remote-message').textContent).toContain('cannot be sent');
  });
});

describe('one’s own shared screen', () => {
  it('is never forgotten: as long as it is shared that is said, with the way to stop', () => {
    const toggle = vi.fn();
    drawRoom({ screen: { state: 'on', withAudio: true, stream: {} as MediaStream, toggle } });
    expect(screen.getByTestId('own-screen').textContent).toContain('and its sound');
    fireEvent.click(screen.getByText('Stop sharing your screen'));
    expect(toggle).toHaveBeenCalledOnce();
  });
});
