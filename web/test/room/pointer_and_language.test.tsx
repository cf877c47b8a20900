// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LANGUAGES, loadTable, setTable, t, type Language } from '../../src/i18n';
import { en } from '../../src/i18n/en';
import { RoomScreen } from '../../src/screens/room/room_screen';
import { LanguageMenu } from '../../src/ui/language_menu';
import { PageTools } from '../../src/ui/page';
import { DESKTOP, drawRoom, PHONE, roomWith, silenceMedia, stubMediaQueries } from './draw_room';

beforeEach(() => {
  silenceMedia();
  stubMediaQueries(DESKTOP);
});
afterEach(() => {
  cleanup();
  setTable({ language: 'en', strings: en });
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

describe('the language', () => {
  /** The room as main draws it: a chosen language is loaded, and everything is drawn again in its place. */
  function drawInLanguages() {
    const tree = (chosen: Language, choose: (language: Language) => void) => (
      <PageTools value={<LanguageMenu label={t('app.language')} languages={LANGUAGES} chosen={chosen} choose={choose} />}>
        <RoomScreen {...roomWith({ opened: { panel: 'chat' } })} />
      </PageTools>
    );
    const asked: Language[] = [];
    const choose = (language: Language): void => {
      asked.push(language);
    };
    const { rerender } = render(tree('en', choose));
    return {
      asked,
      changeTo: async (language: Language): Promise<void> => {
        setTable(await loadTable(language));
        rerender(tree(language, choose));
      },
    };
  }

  it('is in the header where there is room for it, and not in the menu, too', () => {
    drawInLanguages();
    expect(screen.getByRole('banner').contains(screen.getByTestId('language'))).toBe(true);
    fireEvent.click(screen.getByTestId('more-button'));
    expect(screen.queryByTestId('language-item')).toBeNull();
  });

  it('is in the menu of a phone, in a dialog that keyboard and screen reader can use', () => {
    stubMediaQueries(PHONE);
    const { asked } = drawInLanguages();
    fireEvent.click(screen.getByTestId('more-button'));
    fireEvent.click(screen.getByRole('menuitem', { name: 'Language' }));
    const list = within(screen.getByRole('dialog', { name: 'Language' })).getByRole('combobox', { name: 'Language' });
    expect(document.activeElement).toBe(list);
    fireEvent.change(list, { target: { value: 'fr' } });
    expect(asked).toEqual(['fr']);
  });

  it('changes without losing what is being written, what is open, or the focus', async () => {
    const { changeTo } = drawInLanguages();
    const field = screen.getByTestId<HTMLTextAreaElement>('chat-input');
    fireEvent.change(field, { target: { value: 'not sent yet' } });
    field.focus();
    await changeTo('es');
    expect(screen.getByRole('complementary', { name: 'Chat' }).textContent).toContain('Mayús');
    expect(screen.getByTestId<HTMLTextAreaElement>('chat-input').value).toBe('not sent yet');
    expect(document.activeElement).toBe(field);
  });

  it('is not offered where nothing can change it', () => {
    stubMediaQueries(PHONE);
    drawRoom();
    fireEvent.click(screen.getByTestId('more-button'));
    expect(screen.queryByTestId('language-item')).toBeNull();
  });
});
