// @vitest-environment jsdom
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Sounds } from '../../src/ui/sounds';

afterEach(() => {
  cleanup();
  Reflect.deleteProperty(HTMLMediaElement.prototype, 'setSinkId');
  Reflect.deleteProperty(HTMLMediaElement.prototype, 'sinkId');
});

const streams = [
  { id: 'voice', stream: {} as MediaStream },
  { id: 'tab', stream: {} as MediaStream },
];

function draw(sinkId?: string) {
  return render(<Sounds streams={streams} sinkId={sinkId} unblockLabel="Press to hear" />);
}

function withSinks() {
  const setSinkId = vi.fn<(id: string) => Promise<void>>(() => Promise.resolve());
  Object.assign(HTMLMediaElement.prototype, { setSinkId, sinkId: '' });
  return setSinkId;
}

describe('sounds', () => {
  it('blocked by the browser are started by one press, all of them', async () => {
    const play = vi.spyOn(HTMLMediaElement.prototype, 'play');
    play.mockRejectedValue(new DOMException('', 'NotAllowedError'));
    draw();
    await act(async () => {});
    const button = screen.getByRole('button', { name: 'Press to hear' });
    play.mockClear();
    play.mockResolvedValue();
    fireEvent.click(button);
    expect(play).toHaveBeenCalledTimes(2);
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('a start that was overtaken by the next needs no press', async () => {
    vi.spyOn(HTMLMediaElement.prototype, 'play').mockRejectedValue(new DOMException('', 'AbortError'));
    draw();
    await act(async () => {});
    expect(screen.queryByRole('button')).toBeNull();
  });

  it('go to the chosen loudspeaker, every one of them, and to another when that is chosen', () => {
    vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
    const setSinkId = withSinks();
    const { rerender } = draw('headset');
    expect(setSinkId.mock.calls).toEqual([['headset'], ['headset']]);
    rerender(<Sounds streams={streams} sinkId="speaker" unblockLabel="" />);
    expect(setSinkId.mock.calls.slice(2)).toEqual([['speaker'], ['speaker']]);
  });

  it('without a choice stay where the system plays', () => {
    vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
    const setSinkId = withSinks();
    draw();
    expect(setSinkId).not.toHaveBeenCalled();
  });

  it('play where the browser knows no choice of loudspeakers', () => {
    const play = vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
    draw('headset');
    expect(play).toHaveBeenCalledTimes(2);
  });
});
