import { en, type StringKey, type StringTable } from '../src/i18n/en';

/** English in brackets: on the screen, a text without brackets did not come through i18n. */
export function pseudoTable(): StringTable {
  const entries = Object.entries(en).map(([key, text]) => [key, `⟦${text}⟧`] as const);
  return Object.fromEntries(entries) as Record<StringKey, string>;
}
