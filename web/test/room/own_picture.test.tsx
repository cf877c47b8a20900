// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { cornerByKey, nearestCorner, nextCorner } from '../../src/ui/corners';
import { drawRoom, silenceMedia } from './draw_room';

beforeEach(silenceMedia);
afterEach(cleanup);

describe('corners', () => {
  it('arrow keys lead along the edges, and stay where there is no further', () => {
    expect(cornerByKey('bottom-right', 'ArrowUp')).toBe('top-right');
    expect(cornerByKey('bottom-right', 'ArrowLeft')).toBe('bottom-left');
    expect(cornerByKey('bottom-right', 'ArrowDown')).toBe('bottom-right');
    expect(cornerByKey('bottom-right', 'Enter')).toBeUndefined();
  });

  it('four presses lead round', () => {
    const round = [1, 2, 3, 4].reduce<ReturnType<typeof nextCorner>>((corner) => nextCorner(corner), 'top-left');
    expect(round).toBe('top-left');
  });

  it.each([
    [10, 10, 'top-left'],
    [60, 10, 'top-right'],
    [10, 60, 'bottom-left'],
    [60, 60, 'bottom-right'],
  ] as const)('dropped at %d, %d it lands %s', (left, top, corner) => {
    expect(nearestCorner({ left, top, width: 20, height: 20 }, { left: 0, top: 0, width: 100, height: 100 })).toBe(corner);
  });
});

describe('one’s own picture', () => {
  it('is where it was left the last time; a corner that does not exist is the usual one', () => {
    const { change } = drawRoom({ settings: { ownPictureCorner: 'top-left' } });
    expect(screen.getByTestId('own-picture').dataset['corner']).toBe('top-left');
    change({ settings: { ownPictureCorner: 'middle' } });
    expect(screen.getByTestId('own-picture').dataset['corner']).toBe('bottom-right');
  });

  it('moves by arrow key and by press, and says where to', () => {
    const placeOwnPicture = vi.fn();
    drawRoom({ settings: { placeOwnPicture } });
    const move = screen.getByTestId('own-picture-move');
    expect(move.getAttribute('aria-label')).toContain('bottom right');
    fireEvent.keyDown(move, { key: 'ArrowUp' });
    expect(placeOwnPicture).toHaveBeenLastCalledWith('top-right');
    expect(screen.getByText('Your own picture is at the top right.')).toBeDefined();
    fireEvent.click(move);
    expect(placeOwnPicture).toHaveBeenLastCalledWith('bottom-left');
  });

  it('is dragged into the nearest corner, and the click that ends a drag moves nothing', () => {
    const placeOwnPicture = vi.fn();
    drawRoom({ settings: { placeOwnPicture } });
    const box = screen.getByTestId('own-picture');
    const move = screen.getByTestId('own-picture-move');
    Object.defineProperty(box, 'offsetParent', { value: screen.getByTestId('stage') });
    screen.getByTestId('stage').getBoundingClientRect = () => DOMRect.fromRect({ width: 400, height: 400 });
    box.getBoundingClientRect = () => DOMRect.fromRect({ x: 20, y: 30, width: 100, height: 75 });
    fireEvent.pointerDown(move, { button: 0, clientX: 300, clientY: 300 });
    // Quick: the first that is told of the move is what lies outside of the box.
    fireEvent.pointerMove(document.body, { clientX: 60, clientY: 70 });
    expect(box.style.transform).toBe('translate(-240px, -230px)');
    fireEvent.pointerUp(document.body);
    fireEvent.click(move);
    expect(placeOwnPicture.mock.calls).toEqual([['top-left']]);
    expect(box.style.transform).toBe('');
    fireEvent.pointerMove(document.body, { clientX: 10, clientY: 10 });
    expect(box.style.transform).toBe('');
  });

  it('a drag that the system takes away puts it back', () => {
    const placeOwnPicture = vi.fn();
    drawRoom({ settings: { placeOwnPicture } });
    const box = screen.getByTestId('own-picture');
    fireEvent.pointerDown(box, { button: 0, clientX: 300, clientY: 300 });
    fireEvent.pointerMove(document.body, { clientX: 60, clientY: 70 });
    fireEvent.pointerCancel(document.body);
    expect(placeOwnPicture).not.toHaveBeenCalled();
    expect(box.style.transform).toBe('');
  });

  it('a trembling press is no drag', () => {
    const placeOwnPicture = vi.fn();
    drawRoom({ settings: { placeOwnPicture } });
    const box = screen.getByTestId('own-picture');
    fireEvent.pointerDown(box, { button: 0, clientX: 300, clientY: 300 });
    fireEvent.pointerMove(box, { clientX: 303, clientY: 302 });
    fireEvent.pointerUp(box);
    expect(placeOwnPicture).not.toHaveBeenCalled();
  });

  it('is hidden and shown, and the focus goes along', () => {
    const showOwnPicture = vi.fn();
    const { change } = drawRoom({ settings: { showOwnPicture } });
    fireEvent.click(screen.getByTestId('own-picture-hide'));
    expect(showOwnPicture).toHaveBeenLastCalledWith(false);
    change({ settings: { showOwnPicture, ownPictureShown: false } });
    const show = screen.getByRole('button', { name: 'Show your own picture' });
    expect(document.activeElement).toBe(show);
    fireEvent.click(show);
    expect(showOwnPicture).toHaveBeenLastCalledWith(true);
    change({ settings: { showOwnPicture, ownPictureShown: true } });
    expect(document.activeElement).toBe(screen.getByTestId('own-picture-hide'));
  });

  it('says that the network has paused it', () => {
    drawRoom({ media: { preview: {} as MediaStream }, quality: { videoPaused: true } });
    expect(screen.getByTestId('own-picture').textContent).toContain('Paused');
  });
});
