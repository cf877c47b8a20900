// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { LocalMediaSnapshot } from '../../src/core/media/types';
import { LobbyScreen } from '../../src/screens/lobby/lobby_screen';
import { PERMISSION_HELPS } from '../../src/screens/help/topics';
import { lobbyProps, media } from './props';

afterEach(cleanup);

function withPermission(permission: LocalMediaSnapshot['permission'], ask?: () => void) {
  return { ...lobbyProps, media: { ...media, permission, ask } };
}

describe('the permission for camera and microphone', () => {
  it('is explained before the browser asks, and asked for at a press', () => {
    const ask = vi.fn();
    render(<LobbyScreen {...withPermission('ask', ask)} />);
    expect(screen.getByTestId('permission').textContent).toContain('Nothing is recorded.');
    expect(ask).not.toHaveBeenCalled();
    fireEvent.click(screen.getByTestId('allow-devices'));
    expect(ask).toHaveBeenCalledOnce();
    expect(screen.getByTestId('join-button').textContent).toBe('Join without camera and microphone');
  });

  it('points to the browser’s own question while that is open', () => {
    const { rerender } = render(<LobbyScreen {...withPermission('asking')} />);
    expect(screen.getByTestId('permission').textContent).toContain('at the top of the window');
    const phone = { name: 'safari', platform: 'ios', help: 'ios' } as const;
    rerender(<LobbyScreen {...withPermission('asking')} browser={phone} />);
    expect(screen.getByTestId('permission').textContent).toContain('shows on the screen');
  });

  it.each(PERMISSION_HELPS)('when denied, says how to allow it in %s, and tries again', (help) => {
    const ask = vi.fn();
    const platform = help === 'ios' || help === 'android' ? help : 'desktop';
    render(<LobbyScreen {...withPermission('denied', ask)} browser={{ name: 'other', platform, help }} />);
    expect(screen.getByTestId('permission-steps').dataset['browser']).toBe(help);
    expect(screen.getByTestId('permission-steps').querySelectorAll('li')).toHaveLength(3);
    fireEvent.click(screen.getByTestId('try-devices-again'));
    expect(ask).toHaveBeenCalledOnce();
  });

  it('says nothing while it is not known', () => {
    render(<LobbyScreen {...withPermission('checking')} />);
    expect(screen.queryByTestId('permission')).toBeNull();
  });
});
