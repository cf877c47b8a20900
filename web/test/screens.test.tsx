// @vitest-environment jsdom
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { CallProps } from '../src/hooks/use_call';
import type { DeviceSnapshot, LocalMediaSnapshot } from '../src/core/media/local_media';
import { CallScreen } from '../src/screens/call_screen';

afterEach(cleanup);
beforeAll(() => {
  // jsdom has no media.
  vi.spyOn(HTMLMediaElement.prototype, 'play').mockResolvedValue();
});

const device: DeviceSnapshot = { state: 'on', failure: undefined, toggle: () => {} };
const media: LocalMediaSnapshot = { audio: device, video: device, preview: undefined };
const call: CallProps = {
  status: 'connected',
  media: 'flowing',
  about: undefined,
  remotes: [
    {
      userId: 'b',
      userName: 'Boris',
      userRole: 'psychologist',
      stream: undefined,
      audio: false,
      video: true,
      presence: 'present',
      connected: true,
    },
  ],
  startedAt: 0,
  durationSeconds: undefined,
  refusal: undefined,
  problem: undefined,
  end: () => {},
  leave: () => {},
  elapsedSeconds: 65,
  remoteFrame: () => {},
};

describe('the call’s screen', () => {
  it('shows the state, the other’s microphone and camera, and the time', () => {
    render(<CallScreen call={call} media={media} />);
    const status = screen.getByRole('status');
    expect(status.dataset['status']).toBe('connected');
    expect(status.getAttribute('aria-live')).toBe('polite');
    expect(screen.getByTestId('remote-tile').dataset).toMatchObject({ audio: 'off', video: 'on' });
    expect(screen.getByTestId('remote-state').textContent).toBe('Boris · microphone off');
    expect(screen.getByTestId('timer').textContent).toBe('1:05');
  });

  it('disables what the model does not offer', () => {
    const busy: DeviceSnapshot = { ...device, state: 'starting', toggle: undefined };
    render(<CallScreen call={{ ...call, end: undefined }} media={{ ...media, video: busy }} />);
    const disabled = (id: string): boolean => screen.getByTestId<HTMLButtonElement>(id).disabled;
    expect(disabled('end-button')).toBe(true);
    expect(disabled('leave-button')).toBe(false);
    expect(disabled('camera-toggle')).toBe(true);
    expect(disabled('mic-toggle')).toBe(false);
  });

  it('can be worked by name: every control has one', () => {
    render(<CallScreen call={call} media={media} />);
    for (const button of screen.getAllByRole('button')) {
      expect(button.getAttribute('aria-label') ?? button.textContent).not.toBe('');
    }
    expect(screen.getByRole('button', { name: 'Turn the microphone off' }).getAttribute('aria-pressed')).toBe('true');
  });
});
