// @vitest-environment jsdom
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MESSAGES } from '../../gallery/samples/room';
import { MAX_CHAT_CHARACTERS } from '../../src/contract/control';
import { DESKTOP, drawRoom, silenceMedia, stubMediaQueries } from './draw_room';

beforeEach(() => {
  silenceMedia();
  stubMediaQueries(DESKTOP);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const open = { opened: { panel: 'chat' } } as const;
const field = (): HTMLTextAreaElement => screen.getByLabelText('Your message');
const write = (text: string): void => {
  fireEvent.change(field(), { target: { value: text } });
};
const incoming = MESSAGES.slice(0, 1);

describe('the chat’s button', () => {
  it('says how many messages were not seen', () => {
    drawRoom({ chat: { unread: 2 } });
    const button = screen.getByRole('button', { name: 'Open the chat (2 new messages)' });
    expect(button.querySelector('[data-count]')?.getAttribute('data-count')).toBe('2');
  });

  it('opens the chat with the focus where one writes, and takes it back', () => {
    drawRoom();
    const button = screen.getByTestId('chat-button');
    button.focus();
    fireEvent.click(button);
    expect(document.activeElement).toBe(field());
    fireEvent.keyDown(field(), { key: 'Escape' });
    expect(screen.queryByTestId('chat-panel')).toBeNull();
    expect(document.activeElement).toBe(button);
  });
});

describe('writing', () => {
  it('Enter sends and empties the field', () => {
    const send = vi.fn();
    drawRoom({ ...open, chat: { send } });
    write('Hello');
    fireEvent.keyDown(field(), { key: 'Enter' });
    expect(send).toHaveBeenCalledExactlyOnceWith('Hello');
    expect(field().value).toBe('');
  });

  it.each([
    ['Shift + Enter', { key: 'Enter', shiftKey: true }],
    ['Enter while a character is being composed', { key: 'Enter', isComposing: true }],
  ])('%s does not', (_, key) => {
    const send = vi.fn();
    drawRoom({ ...open, chat: { send } });
    write('Hello');
    fireEvent.keyDown(field(), key);
    expect(send).not.toHaveBeenCalled();
  });

  it('nothing but blanks is not sent', () => {
    const send = vi.fn();
    drawRoom({ ...open, chat: { send } });
    write('  \n ');
    fireEvent.keyDown(field(), { key: 'Enter' });
    expect(screen.getByTestId<HTMLButtonElement>('chat-send').disabled).toBe(true);
    expect(send).not.toHaveBeenCalled();
  });

  it('with nobody there one can write on, but not send', () => {
    drawRoom({ ...open, chat: { send: undefined } });
    write('Hello');
    expect(field().disabled).toBe(false);
    expect(screen.getByTestId<HTMLButtonElement>('chat-send').disabled).toBe(true);
    expect(screen.getByText(/nobody to write to/)).toBeDefined();
  });

  it('counts down near the end in characters as people count them, and stops there', () => {
    drawRoom(open);
    write('x'.repeat(MAX_CHAT_CHARACTERS - 201));
    expect(screen.queryByText(/characters left/)).toBeNull();
    write('🙂'.repeat(MAX_CHAT_CHARACTERS - 1));
    expect(screen.getByText(/1 character left/)).toBeDefined();
    write('x'.repeat(MAX_CHAT_CHARACTERS + 5));
    expect(field().value).toHaveLength(MAX_CHAT_CHARACTERS);
  });

  it('what was begun is still there after closing and opening', () => {
    drawRoom(open);
    write('A long thought');
    fireEvent.click(screen.getByTestId('chat-button'));
    expect(screen.queryByTestId('chat-panel')).toBeNull();
    fireEvent.click(screen.getByTestId('chat-button'));
    expect(field().value).toBe('A long thought');
  });
});

describe('messages', () => {
  it('show who wrote, and whether one’s own have arrived', () => {
    drawRoom({ ...open, chat: { messages: MESSAGES } });
    const shown = screen.getAllByTestId('chat-message');
    expect(shown.map(({ dataset }) => [dataset['own'], dataset['state']])).toEqual([
      ['false', 'delivered'],
      ['true', 'delivered'],
      ['true', 'waiting'],
    ]);
    expect(shown[0]?.textContent).toContain('Psychologist Example');
    expect(shown[1]?.textContent).toMatch(/delivered$/);
    expect(shown[2]?.textContent).toMatch(/waiting to be delivered$/);
  });

  it('are text, whatever is in them', () => {
    const text = '<img src=x onerror=alert(1)> https://example.org';
    drawRoom({ ...open, chat: { messages: [{ id: '1', author: 'self', text, at: 0, state: 'delivered' }] } });
    expect(screen.getByText(text)).toBeDefined();
    expect(screen.getByTestId('chat-panel').querySelector('img, a')).toBeNull();
  });

  it('count as seen while the chat is open, and not before', () => {
    const seen = vi.fn();
    const { change } = drawRoom({ chat: { unread: 1, seen } });
    expect(seen).not.toHaveBeenCalled();
    fireEvent.click(screen.getByTestId('chat-button'));
    expect(seen).toHaveBeenCalledOnce();
    change({ chat: { unread: 2, seen } });
    expect(seen).toHaveBeenCalledTimes(2);
  });
});

describe('what a screen reader is told', () => {
  const said = (): string | null => screen.getByTestId('chat-announcer').textContent;

  it('with the chat closed, only that something came', () => {
    const { change } = drawRoom();
    expect(said()).toBe('');
    change({ chat: { messages: incoming } });
    expect(said()).toBe('New message from Psychologist Example');
  });

  it('with the chat open, what', () => {
    const { change } = drawRoom(open);
    change({ ...open, chat: { messages: incoming } });
    expect(said()).toContain('Here is the address');
  });

  it('nothing new by opening or closing, nor by writing oneself', () => {
    const { change } = drawRoom({ chat: { messages: incoming } });
    fireEvent.click(screen.getByTestId('chat-button'));
    change({ chat: { messages: MESSAGES } });
    expect(said()).toBe('New message from Psychologist Example');
  });
});
