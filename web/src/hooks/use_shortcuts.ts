import { useEffect, useEffectEvent } from 'react';

/** By key, as KeyboardEvent.key says it. undefined: nothing to do now. */
export type Shortcuts = Readonly<Record<string, (() => void) | undefined>>;

const WRITING = 'input, textarea, select, [contenteditable]:not([contenteditable="false"])';
/** Where letters choose from a list, or everything else waits. */
const KEYS_OF_ITS_OWN = '[role="menu"], [role="listbox"], [role="dialog"]';
const PRESSED_BY_SPACE = 'button, a[href], summary, video, audio, [role="button"], [role="menuitem"], [role="checkbox"]';

function within(target: EventTarget | null, selector: string): boolean {
  return target instanceof Element && target.closest(selector) !== null;
}

function isForThePage(event: KeyboardEvent): boolean {
  return (
    !event.defaultPrevented &&
    !event.isComposing &&
    !(event.ctrlKey || event.altKey || event.metaKey) &&
    !within(event.target, WRITING) &&
    !within(event.target, KEYS_OF_ITS_OWN)
  );
}

/** The letter on the key for who writes in another script: the physical key's Latin one (UI Events, `code`). */
function keyOf(event: KeyboardEvent): string {
  if (/^[\x20-\x7e]$/.test(event.key)) return event.key.toLowerCase();
  return /^Key[A-Z]$/.test(event.code) ? event.code.slice(-1).toLowerCase() : event.key;
}

/**
 * Single keys that act anywhere on the page, but never while somebody writes, chooses from a menu or answers a dialog, nor
 * with a modifier. `enabled`: they can be switched off (WCAG 2.1.4), for speech control types letters.
 */
export function useShortcuts(shortcuts: Shortcuts, enabled: boolean): void {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.repeat || !isForThePage(event)) return;
    const key = keyOf(event);
    if (!Object.hasOwn(shortcuts, key)) return;
    event.preventDefault();
    shortcuts[key]?.();
  });
  useEffect(() => {
    if (!enabled) return undefined;
    const listener = (event: KeyboardEvent): void => {
      onKeyDown(event);
    };
    window.addEventListener('keydown', listener);
    return () => {
      window.removeEventListener('keydown', listener);
    };
  }, [enabled]);
}

/** What is on only as long as a key is held. */
export interface Hold {
  press: () => void;
  release: () => void;
}

/** Holds while the space bar is down, except where space presses a button or writes a blank. */
export function useHoldSpace(hold: Hold | undefined, enabled: boolean): void {
  const press = useEffectEvent((event: KeyboardEvent): boolean => {
    if (event.key !== ' ' || !hold || !isForThePage(event) || within(event.target, PRESSED_BY_SPACE)) return false;
    event.preventDefault(); // Or the page scrolls.
    if (!event.repeat) hold.press();
    return true;
  });
  const release = useEffectEvent(() => hold?.release());
  useEffect(() => {
    if (!enabled) return undefined;
    let held = false;
    const down = (event: KeyboardEvent): void => {
      held = press(event) || held;
    };
    const letGo = (): void => {
      if (held) release();
      held = false;
    };
    const up = (event: KeyboardEvent): void => {
      if (event.key === ' ') letGo();
    };
    window.addEventListener('keydown', down);
    window.addEventListener('keyup', up);
    // The key may come up while another window has the keyboard: nobody would tell us.
    window.addEventListener('blur', letGo);
    return () => {
      letGo();
      window.removeEventListener('keydown', down);
      window.removeEventListener('keyup', up);
      window.removeEventListener('blur', letGo);
    };
  }, [enabled]);
}
