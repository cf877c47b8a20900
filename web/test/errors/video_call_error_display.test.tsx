// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ALL_PROBLEMS, RECOVERY } from '../../src/screens/errors/recovery';
import { VideoCallErrorDisplay } from '../../src/screens/errors/video_call_error_display';

afterEach(cleanup);

describe('VideoCallErrorDisplay', () => {
  it('says what happened and what to do, with the code for machines', () => {
    render(<VideoCallErrorDisplay problem="PAYMENT_PENDING" retry={() => {}} />);
    const note = screen.getByRole('alert');
    expect(note.dataset).toMatchObject({ testid: 'refusal', reason: 'PAYMENT_PENDING', category: 'ask-clinic' });
    expect(note.textContent).toContain('has not arrived yet.');
    expect(note.textContent).toContain('If you have paid');
  });

  it('offers to try again where that can help', () => {
    const retry = vi.fn();
    render(<VideoCallErrorDisplay problem="NETWORK" retry={retry} />);
    fireEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(retry).toHaveBeenCalledOnce();
  });

  it.each(['SESSION_COMPLETED', 'NOT_A_PARTICIPANT', 'INVALID_CREDENTIALS', 'MEDIA_INSECURE_PAGE'] as const)(
    'does not offer to try again for %s, where it cannot',
    (problem) => {
      render(<VideoCallErrorDisplay problem={problem} retry={() => {}} />);
      expect(screen.queryByRole('button')).toBeNull();
    },
  );

  it('names the button after what it does', () => {
    const { rerender } = render(<VideoCallErrorDisplay problem="SUPERSEDED" retry={() => {}} />);
    expect(screen.getByTestId('retry-button').textContent).toBe('Use this window instead');
    rerender(<VideoCallErrorDisplay problem="INVALID_BODY" retry={() => {}} />);
    expect(screen.getByTestId('retry-button').textContent).toBe('Load the page again');
    rerender(<VideoCallErrorDisplay problem="TOKEN_EXPIRED" retry={() => {}} />);
    expect(screen.getByRole('link', { name: 'Sign in' }).getAttribute('href')).toBe('/');
  });

  it.each(ALL_PROBLEMS)('%s leads to help about itself', (problem) => {
    render(<VideoCallErrorDisplay problem={problem} />);
    expect(screen.getByTestId('refusal').dataset['category']).toBe(RECOVERY[problem]);
    expect(screen.getByRole('link', { name: 'Help with this' }).getAttribute('href')).toBe(`/help?problem=${problem}`);
  });

  it('opens help in place where leaving the page would end a call', () => {
    const openHelp = vi.fn();
    render(<VideoCallErrorDisplay problem="MEDIA_NO_DEVICE" device="video" openHelp={openHelp} />);
    expect(screen.getByRole('alert').textContent).toContain('No camera was found.');
    fireEvent.click(screen.getByRole('button', { name: 'Help with this' }));
    expect(openHelp).toHaveBeenCalledWith('MEDIA_NO_DEVICE');
  });
});
