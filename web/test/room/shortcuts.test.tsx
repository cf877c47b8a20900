// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MEDIA } from '../../gallery/samples/room';
import { drawRoom, silenceMedia } from './draw_room';

beforeEach(silenceMedia);
afterEach(cleanup);

const press = (key: string, more: KeyboardEventInit = {}, target: Element = document.body): boolean =>
  fireEvent.keyDown(target, { key, ...more });

function withToggles() {
  const toggles = { m: vi.fn(), v: vi.fn(), s: vi.fn() };
  drawRoom({
    media: { audio: { ...MEDIA.audio, toggle: toggles.m }, video: { ...MEDIA.video, toggle: toggles.v } },
    screen: { toggle: toggles.s },
  });
  return toggles;
}

describe('single keys', () => {
  it.each(['m', 'v', 's'] as const)('%s', (key) => {
    const toggles = withToggles();
    press(key);
    expect(toggles[key]).toHaveBeenCalledOnce();
  });

  it('with Caps Lock, and on a keyboard with another script', () => {
    const { m, v } = withToggles();
    press('M');
    press('м', { code: 'KeyV' });
    expect(m).toHaveBeenCalledOnce();
    expect(v).toHaveBeenCalledOnce();
  });

  it('held down they act once', () => {
    const { m } = withToggles();
    press('m');
    press('m', { repeat: true });
    expect(m).toHaveBeenCalledOnce();
  });

  it.each([{ ctrlKey: true }, { metaKey: true }, { altKey: true }])('not with a modifier: %o', (modifier) => {
    const { s } = withToggles();
    expect(press('s', modifier)).toBe(true); // And the browser may do what it does with it.
    expect(s).not.toHaveBeenCalled();
  });

  it('not while writing', () => {
    const { m } = withToggles();
    press('c');
    press('m', {}, screen.getByLabelText('Your message'));
    expect(m).not.toHaveBeenCalled();
  });

  it('not in a dialog or a menu', () => {
    const { m } = withToggles();
    fireEvent.click(screen.getByTestId('more-button'));
    press('m', {}, screen.getByRole('menu'));
    expect(m).not.toHaveBeenCalled();
    press('?');
    press('m', {}, screen.getByRole('dialog'));
    expect(m).not.toHaveBeenCalled();
  });

  it('c opens the chat, and closes it', () => {
    drawRoom();
    press('c');
    expect(screen.getByTestId('chat-panel')).toBeDefined();
    press('c');
    expect(screen.queryByTestId('chat-panel')).toBeNull();
  });

  it('l asks first, a client too: a key is pressed by accident more easily than a button', () => {
    const leave = vi.fn();
    drawRoom({ call: { leave } });
    press('l');
    expect(leave).not.toHaveBeenCalled();
    expect(screen.queryByTestId('end-button')).toBeNull();
    // The red button has the same id: one of the two is in the dialog.
    fireEvent.click(screen.getAllByTestId('leave-button').find((button) => button.closest('[role="dialog"]'))!);
    expect(leave).toHaveBeenCalledOnce();
  });

  it('? shows them all', () => {
    drawRoom();
    press('?', { shiftKey: true });
    const dialog = screen.getByRole('dialog', { name: 'Keyboard shortcuts' });
    expect([...dialog.querySelectorAll('kbd')].map(({ textContent }) => textContent)).toEqual(
      ['M', 'V', 'S', 'C', 'F', 'P', 'L', '?', 'Space'],
    );
  });

  it('can be switched off, and are off then', () => {
    const switchShortcuts = vi.fn();
    const toggle = vi.fn();
    const changes = { media: { audio: { ...MEDIA.audio, toggle } } };
    const { change } = drawRoom({ ...changes, settings: { switchShortcuts }, opened: { dialog: 'shortcuts' } });
    fireEvent.click(screen.getByRole('switch', { name: 'Use these keys' }));
    expect(switchShortcuts).toHaveBeenCalledExactlyOnceWith(false);
    change({ ...changes, settings: { shortcuts: false } });
    press('m');
    expect(toggle).not.toHaveBeenCalled();
  });
});

describe('the space bar, held', () => {
  function withHold() {
    const holdMic = { press: vi.fn(), release: vi.fn(), held: false };
    const room = { media: { holdMic } };
    return { holdMic, room, ...drawRoom(room) };
  }

  it('turns the microphone round until it is let go', () => {
    const { holdMic } = withHold();
    expect(press(' ')).toBe(false); // The page does not scroll.
    press(' ', { repeat: true });
    expect(holdMic.press).toHaveBeenCalledOnce();
    expect(holdMic.release).not.toHaveBeenCalled();
    fireEvent.keyUp(document.body, { key: ' ' });
    expect(holdMic.release).toHaveBeenCalledOnce();
  });

  it('is let go when another window takes the keyboard', () => {
    const { holdMic } = withHold();
    press(' ');
    fireEvent.blur(window);
    expect(holdMic.release).toHaveBeenCalledOnce();
    fireEvent.keyUp(document.body, { key: ' ' });
    expect(holdMic.release).toHaveBeenCalledOnce();
  });

  it('on a button presses the button, and in a field is a blank', () => {
    const { holdMic } = withHold();
    press(' ', {}, screen.getByTestId('camera-toggle'));
    press('c');
    press(' ', {}, screen.getByLabelText('Your message'));
    fireEvent.keyUp(document.body, { key: ' ' });
    expect(holdMic.press).not.toHaveBeenCalled();
    expect(holdMic.release).not.toHaveBeenCalled();
  });

  it('is let go when the room closes', () => {
    const { holdMic } = withHold();
    press(' ');
    cleanup();
    expect(holdMic.release).toHaveBeenCalledOnce();
  });
});
