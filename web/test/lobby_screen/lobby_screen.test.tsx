// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { PresentPerson } from '../../src/contract/rest';
import type { LobbySnapshot } from '../../src/core/call/lobby';
import type { DeviceSnapshot } from '../../src/core/media/types';
import { LobbyScreen, type LobbyScreenProps } from '../../src/screens/lobby/lobby_screen';
import { device, lobbyProps, media } from './props';

afterEach(cleanup);

function show(
  lobby: Partial<LobbyScreenProps['lobby']>,
  props: Partial<Omit<LobbyScreenProps, 'lobby'>> = {},
): ReturnType<typeof render> {
  return render(<LobbyScreen {...lobbyProps} {...props} lobby={{ ...lobbyProps.lobby, ...lobby }} />);
}

const joinButton = (): HTMLButtonElement => screen.getByTestId('join-button');

const OPENS_AT = new Date(2030, 0, 1, 14, 45).getTime();
const early: Partial<LobbySnapshot> = {
  access: { kind: 'refused', code: 'TOO_EARLY', opensAt: OPENS_AT },
  join: undefined,
};

describe('Join', () => {
  it('is offered exactly when the model offers it', () => {
    const join = vi.fn();
    const { rerender } = show({ join });
    fireEvent.click(joinButton());
    expect(join).toHaveBeenCalledOnce();
    rerender(<LobbyScreen {...lobbyProps} lobby={{ ...lobbyProps.lobby, join: undefined }} />);
    expect(joinButton().disabled).toBe(true);
  });

  it('waits neither for the connection test nor for the devices', () => {
    const running = { ...lobbyProps.connectionTest, state: 'running', run: undefined } as const;
    show({}, { connectionTest: running, media: { ...media, permission: 'asking', ask: undefined } });
    expect(joinButton().disabled).toBe(false);
    expect(joinButton().textContent).toBe('Join without camera and microphone');
  });

  it('is there at once for who has allowed the devices before: no question, no panel in the way', () => {
    show({});
    expect(screen.getByTestId('status').dataset['status']).toBe('ready');
    expect(screen.queryByTestId('permission')).toBeNull();
    expect(screen.getByTestId('mic-toggle')).toBeDefined();
    expect(joinButton().textContent).toBe('Join the call');
  });
});

describe('a refusal', () => {
  it('says why, what to do, and asks again at a press', () => {
    const refresh = vi.fn();
    show({ access: { kind: 'refused', code: 'PAYMENT_PENDING', opensAt: undefined }, join: undefined, refresh });
    const note = screen.getByRole('alert');
    expect(note.dataset).toMatchObject({ testid: 'refusal', reason: 'PAYMENT_PENDING' });
    expect(note.textContent).toContain('payment');
    fireEvent.click(screen.getByRole('button', { name: 'Check again' }));
    expect(refresh).toHaveBeenCalledOnce();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('You cannot join now');
  });

  it('for being early is calm: the time, a countdown, and nothing to press', () => {
    show(early, { opensInSeconds: 725, now: () => OPENS_AT - 725_000 });
    expect(screen.queryByRole('alert')).toBeNull();
    expect(screen.getByTestId('refusal').textContent).toMatch(/You can join from (14:45|2:45\sPM)\./);
    expect(screen.getByTestId('countdown').textContent).toBe('The door opens in 12:05');
    expect(screen.getByTestId('countdown').getAttribute('role')).toBe('timer');
    expect(screen.queryByTestId('retry-button')).toBeNull();
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('You are in good time');
  });

  it('long before counts in hours', () => {
    show(early, { opensInSeconds: 3 * 3600 });
    expect(screen.getByTestId('countdown').textContent).toBe('The door opens in 3 hours');
  });
});

describe('who is in the room already', () => {
  const other: PresentPerson = { userId: 'b', userName: 'Psychologist Example', userRole: 'psychologist', connected: true };

  it('is named', () => {
    const { rerender } = show({ present: [other] });
    expect(screen.getByTestId('present').textContent).toBe('Psychologist Example is in the room already.');
    const lost = [{ ...other, connected: false }];
    rerender(<LobbyScreen {...lobbyProps} lobby={{ ...lobbyProps.lobby, present: lost }} />);
    expect(screen.getByTestId('present').textContent).toContain('coming back');
    rerender(<LobbyScreen {...lobbyProps} lobby={{ ...lobbyProps.lobby, present: [] }} />);
    expect(screen.getByTestId('present').textContent).toContain('Nobody is in the room yet');
  });

  it('is nobody else’s business', () => {
    show({ access: { kind: 'refused', code: 'NOT_A_PARTICIPANT', opensAt: undefined }, present: [other] });
    expect(screen.queryByTestId('present')).toBeNull();
  });
});

describe('a device that failed', () => {
  const failed: DeviceSnapshot = {
    ...device,
    state: 'failed',
    failure: { code: 'NO_DEVICE', category: 'device', name: 'NotFoundError' },
  };

  it('does not keep anybody out, and it is said what that means', () => {
    show({}, { media: { ...media, video: failed } });
    expect(screen.getByTestId('device-problem').textContent).toContain('No camera was found.');
    expect(screen.getByTestId('without-devices').textContent).toBe('You can still join with sound only.');
    expect(joinButton().disabled).toBe(false);
  });

  it('can be tried again', () => {
    const toggle = vi.fn();
    show({}, { media: { ...media, audio: { ...failed, toggle } } });
    fireEvent.click(screen.getByTestId('retry-button'));
    expect(toggle).toHaveBeenCalledOnce();
  });

  it('is said once when it is the same with both, and both are tried again', () => {
    const [hear, see] = [vi.fn(), vi.fn()];
    show({}, { media: { ...media, audio: { ...failed, toggle: hear }, video: { ...failed, toggle: see } } });
    expect(screen.getByTestId('device-problem').textContent).toContain('No camera or microphone was found.');
    fireEvent.click(screen.getByTestId('retry-button'));
    expect(hear).toHaveBeenCalledOnce();
    expect(see).toHaveBeenCalledOnce();
  });
});

describe('what happens to a device before the call', () => {
  it('is said in a live region that was there before, and can be closed', () => {
    const dismissNotice = vi.fn();
    const { rerender } = show({});
    const regions = [...document.querySelectorAll('[aria-live="polite"]')];
    const notice = { what: 'switched', kind: 'audio', label: 'Built-in microphone' } as const;
    rerender(<LobbyScreen {...lobbyProps} media={{ ...media, notice, dismissNotice }} />);
    const said = screen.getByTestId('media-notice');
    expect(said.textContent).toContain('Your microphone is now “Built-in microphone”.');
    expect(regions.some((region) => region.contains(said))).toBe(true);
    fireEvent.click(screen.getByRole('button', { name: 'Close this message' }));
    expect(dismissNotice).toHaveBeenCalledOnce();
  });

  it('is said once: a lost device that could not be replaced has its problem instead', () => {
    const failure = { code: 'DEVICE_LOST', category: 'device', name: 'ended' } as const;
    const video = { ...device, state: 'failed', failure } as const;
    show({}, { media: { ...media, video, notice: { what: 'lost', kind: 'video' }, dismissNotice: () => {} } });
    expect(screen.queryByTestId('media-notice')).toBeNull();
    expect(screen.getByTestId('device-problem')).toBeDefined();
  });
});

describe('the page of a call that is over, loaded again', () => {
  const over = { access: { kind: 'refused', code: 'SESSION_COMPLETED', opensAt: undefined }, join: undefined } as const;
  const rating = { state: 'idle', refusal: undefined, given: { stars: 4, comment: '' }, submit: () => {} } as const;

  it('shows how long it was and what was given, and lets that be changed', () => {
    show({ ...over, facts: { ...lobbyProps.lobby.facts, callSeconds: 2950 } }, { rating });
    expect(screen.getByTestId('duration').dataset['seconds']).toBe('2950');
    expect(screen.getByTestId('rating-given').textContent).toContain('4 of 5');
    fireEvent.click(screen.getByTestId('rating-change'));
    expect(screen.getByTestId('rating-form')).toBeDefined();
  });

  it('asks nothing of who was in no call, nor while one can still go back into it', () => {
    show(over);
    expect(screen.queryByTestId('after-call')).toBeNull();
    cleanup();
    show({}, { rating });
    expect(screen.queryByTestId('after-call')).toBeNull();
  });
});
