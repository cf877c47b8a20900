// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RoomScreen } from '../../src/screens/room/room_screen';
import { PageTools } from '../../src/ui/page';
import { DESKTOP, drawRoom, roomWith, silenceMedia, stubMediaQueries } from './draw_room';

beforeEach(() => {
  silenceMedia();
  stubMediaQueries(DESKTOP);
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

it('a control pressed by pointer takes no focus: the space bar afterwards holds the microphone, and does not press it again', () => {
  drawRoom();
  for (const id of ['mic-toggle', 'share-button', 'chat-button', 'more-button']) {
    // fireEvent says false when the default action, which is to focus, was prevented.
    expect(fireEvent.mouseDown(screen.getByTestId(id)), id).toBe(false);
  }
});

it('by keyboard a control has the focus as ever', () => {
  drawRoom();
  const mic = screen.getByTestId('mic-toggle');
  mic.focus();
  expect(document.activeElement).toBe(mic);
});

it('the language can be changed without leaving the call', () => {
  render(
    <PageTools value={<select data-testid="language" />}>
      <RoomScreen {...roomWith({})} />
    </PageTools>,
  );
  expect(screen.getByRole('banner').contains(screen.getByTestId('language'))).toBe(true);
});
