// @vitest-environment jsdom
import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MEDIA, PSYCHOLOGIST } from '../../gallery/samples/room';
import { DESKTOP, drawRoom, silenceMedia, stubMediaQueries } from './draw_room';

beforeEach(silenceMedia);
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const stream = {} as MediaStream;
const disabled = (id: string): boolean => screen.getByTestId<HTMLButtonElement>(id).disabled;

describe('what the room shows', () => {
  it('the state, the other’s microphone and camera, and the time', () => {
    drawRoom({ call: { remotes: [{ ...PSYCHOLOGIST, audio: false }], elapsedSeconds: 65 } });
    const status = screen.getByTestId('status');
    expect(status.dataset['status']).toBe('connected');
    expect(status.getAttribute('aria-live')).toBe('polite');
    expect(screen.getByTestId('remote-tile').dataset).toMatchObject({ audio: 'off', video: 'on' });
    expect(screen.getByTestId('remote-state').textContent).toBe('Psychologist Example · microphone off');
    expect(screen.getByTestId('timer').textContent).toBe('1:05');
  });

  it('pictures, in which there is nothing to press, are no stops of the Tab key', () => {
    drawRoom({ media: { preview: stream } });
    const pictures = [...document.querySelectorAll('video')];
    expect(pictures.length).toBeGreaterThan(1);
    // The attribute: what a video without one is, browsers do not agree on.
    expect(new Set(pictures.map((picture) => picture.getAttribute('tabindex')))).toEqual(new Set(['-1']));
  });

  it('somebody alone is told that the call begins by itself', () => {
    drawRoom({ call: { status: 'waiting', remotes: [] } });
    expect(screen.getByTestId('stage').dataset['layout']).toBe('alone');
    expect(screen.getByText(/The call begins by itself/)).toBeDefined();
  });

  it('where there is little room the status is short to the eye, and whole to who listens', () => {
    drawRoom({ call: { status: 'reconnecting', media: 'flowing' } });
    const [shown] = within(screen.getByTestId('status')).getAllByText('Reconnecting…');
    expect(shown?.getAttribute('aria-hidden')).toBe('true');
    expect(screen.getByTestId('status').textContent).toContain('You can go on talking');
  });

  it('their screen is large and their picture goes on beside it, the same element as before', () => {
    const { change } = drawRoom();
    const before = screen.getByTestId('remote-video');
    change({ call: { remotes: [{ ...PSYCHOLOGIST, screen: stream }] } });
    expect(screen.getByTestId('stage').dataset['layout']).toBe('screen');
    expect(screen.getByLabelText('Screen of Psychologist Example')).toBe(screen.getByTestId('remote-screen'));
    expect(screen.getByTestId('remote-video')).toBe(before);
  });
});

describe('what is heard', () => {
  it('voice and shared sound are played apart from the pictures, which are silent', () => {
    drawRoom({ call: { remotes: [{ ...PSYCHOLOGIST, stream, screen: stream }] } });
    expect(screen.getAllByTestId('remote-sound')).toHaveLength(2);
    expect(screen.getByTestId<HTMLVideoElement>('remote-video').muted).toBe(true);
    expect(screen.getByTestId<HTMLVideoElement>('remote-screen').muted).toBe(true);
  });

  it('their voice goes on while their camera is off', () => {
    drawRoom({ call: { remotes: [{ ...PSYCHOLOGIST, stream, video: false }] } });
    expect(screen.getAllByTestId('remote-sound')).toHaveLength(1);
  });
});

describe('controls', () => {
  it('do nothing that the model does not offer', () => {
    drawRoom({
      call: { leave: undefined },
      media: { video: { ...MEDIA.video, state: 'starting', toggle: undefined } },
    });
    expect(disabled('leave-button')).toBe(true);
    expect(disabled('camera-toggle')).toBe(true);
    expect(disabled('mic-toggle')).toBe(false);
  });

  it('have names that contain the words under them', () => {
    stubMediaQueries(DESKTOP);
    drawRoom();
    const group = screen.getByRole('group', { name: 'Call controls' });
    for (const button of within(group).getAllByRole('button')) {
      const caption = button.textContent.toLowerCase();
      expect(caption).not.toBe('');
      expect(button.getAttribute('aria-label')?.toLowerCase()).toContain(caption);
    }
  });

  it('on a phone there are five, and the rest is in the menu', () => {
    drawRoom();
    const group = screen.getByRole('group', { name: 'Call controls' });
    expect(within(group).getAllByRole('button').map(({ dataset }) => dataset['testid'])).toEqual([
      'mic-toggle',
      'camera-toggle',
      'chat-button',
      'more-button',
      'leave-button',
    ]);
    fireEvent.click(screen.getByTestId('more-button'));
    const items = screen.getAllByRole('menuitem').map(({ dataset }) => dataset['testid']);
    expect(items).toEqual(['share-item', 'devices-item', 'people-item', 'shortcuts-item', 'help-item']);
  });

  it('a screen that cannot be shared has no button, and in the menu the reason', () => {
    stubMediaQueries(DESKTOP);
    drawRoom({ screen: { toggle: undefined } });
    expect(screen.queryByTestId('share-button')).toBeNull();
    fireEvent.click(screen.getByTestId('more-button'));
    const item = screen.getByTestId('share-item');
    expect(item.getAttribute('aria-disabled')).toBe('true');
    expect(item.textContent).toContain('cannot share a screen');
  });

  it('full screen and the small window are offered only where the browser has them', () => {
    stubMediaQueries(DESKTOP);
    drawRoom();
    expect(screen.queryByTestId('full-screen-button')).toBeNull();
    cleanup();
    Object.defineProperty(document, 'fullscreenEnabled', { value: true, configurable: true });
    drawRoom();
    expect(screen.getByTestId('full-screen-button').getAttribute('aria-label')).toBe('Full screen');
    Reflect.deleteProperty(document, 'fullscreenEnabled');
  });
});

describe('panels', () => {
  it('beside the picture on a desktop: Escape closes, and the focus goes back to the button', () => {
    stubMediaQueries(DESKTOP);
    drawRoom();
    const button = screen.getByTestId('people-button');
    button.focus();
    fireEvent.click(button);
    const panel = screen.getByRole('complementary', { name: 'People in the call' });
    expect(button.getAttribute('aria-expanded')).toBe('true');
    const close = within(panel).getByRole('button', { name: 'Close' });
    close.focus();
    fireEvent.keyDown(close, { key: 'Escape' });
    expect(screen.queryByTestId('people-panel')).toBeNull();
    expect(document.activeElement).toBe(button);
  });

  it('over it all on a phone: a dialog whose focus is inside', () => {
    drawRoom({ opened: { panel: 'people' } });
    const dialog = screen.getByRole('dialog', { name: 'People in the call' });
    expect(dialog.contains(document.activeElement)).toBe(true);
  });

  it('people are listed with role and what is on', () => {
    drawRoom({
      opened: { panel: 'people' },
      call: { remotes: [{ ...PSYCHOLOGIST, audio: false, screen: stream, presence: 'reconnecting' }] },
    });
    const people = screen.getAllByTestId('person').map(({ textContent }) => textContent);
    expect(people[0]).toContain('Client Example (You)');
    expect(people[0]).toContain('Client');
    expect(people[1]).toMatch(/Psychologist.*microphone off · camera on · shares a screen · coming back/);
    expect(people[1]).toContain('Connection: very good');
  });
});
