// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { drawRoom, silenceMedia, type RoomChanges } from './draw_room';

beforeEach(silenceMedia);
afterEach(cleanup);

function actions() {
  return { leave: vi.fn(), end: vi.fn() };
}

function psychologist(change: Partial<NonNullable<RoomChanges['call']>> = {}): RoomChanges {
  return { call: { self: { userId: 'p', userName: 'P', userRole: 'psychologist' }, ...change } };
}

describe('the red button', () => {
  it('lets a client go at once, and says that there is a way back', () => {
    const { leave, end } = actions();
    drawRoom({ call: { leave, end } });
    const button = screen.getByTestId('leave-button');
    expect(button.getAttribute('aria-label')).toContain('You can come back');
    expect(screen.queryByTestId('end-button')).toBeNull();
    fireEvent.click(button);
    expect(leave).toHaveBeenCalledOnce();
    expect(end).not.toHaveBeenCalled();
  });

  it.each([
    ['leave-button', 'leave'],
    ['end-button', 'end'],
  ] as const)('asks a psychologist which: %s', (testId, chosen) => {
    const both = actions();
    drawRoom(psychologist(both));
    fireEvent.click(screen.getByTestId('hangup-button'));
    expect(screen.getByRole('dialog', { name: 'Leave the call?' })).toBeDefined();
    fireEvent.click(screen.getByTestId(testId));
    expect(both[chosen]).toHaveBeenCalledOnce();
    expect(both[chosen === 'end' ? 'leave' : 'end']).not.toHaveBeenCalled();
  });

  it('asks an administrator, too', () => {
    drawRoom({ call: { self: { userId: 'a', userName: 'A', userRole: 'admin' } } });
    expect(screen.getByTestId('hangup-button')).toBeDefined();
  });

  it('Enter in the question stays, for that has the focus; Escape cancels and gives the focus back', () => {
    const both = actions();
    drawRoom(psychologist(both));
    const button = screen.getByTestId('hangup-button');
    button.focus();
    fireEvent.click(button);
    expect(document.activeElement).toBe(screen.getByTestId('stay-button'));
    fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' });
    expect(screen.queryByTestId('hangup-dialog')).toBeNull();
    expect(document.activeElement).toBe(button);
    expect(both.leave).not.toHaveBeenCalled();
    expect(both.end).not.toHaveBeenCalled();
  });

  it('asks nothing before the call has begun: there is nothing to end', () => {
    const { leave } = actions();
    drawRoom(psychologist({ leave, startedAt: undefined }));
    fireEvent.click(screen.getByTestId('leave-button'));
    expect(leave).toHaveBeenCalledOnce();
  });

  it('ending that is on its way cannot be asked for again', () => {
    drawRoom(psychologist({ end: undefined }));
    fireEvent.click(screen.getByTestId('hangup-button'));
    expect(screen.getByTestId<HTMLButtonElement>('end-button').disabled).toBe(true);
    expect(screen.getByTestId<HTMLButtonElement>('leave-button').disabled).toBe(false);
  });

  it('an end that failed is an alert', () => {
    drawRoom(psychologist({ problem: 'END_FAILED' }));
    const alerts = screen.getAllByRole('alert').map(({ textContent }) => textContent);
    expect(alerts.join()).toContain('could not be ended');
  });
});
