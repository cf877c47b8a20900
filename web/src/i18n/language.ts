// Which languages there are, which one a person gets, and how its table arrives: English is always there, the others are
// fetched when they are wanted.
import { en, type StringTable } from './en';

/** By BCP 47 primary subtag, each under its own name: who looks for a language must be able to read it. */
export const LANGUAGES = { en: 'English', es: 'Español', fr: 'Français', sw: 'Kiswahili' } as const;
export type Language = keyof typeof LANGUAGES;

const LOADERS: Readonly<Record<Language, () => Promise<StringTable>>> = {
  en: () => Promise.resolve(en),
  es: async () => (await import('./es')).strings,
  fr: async () => (await import('./fr')).strings,
  sw: async () => (await import('./sw')).strings,
};

export function isLanguage(text: unknown): text is Language {
  return typeof text === 'string' && Object.hasOwn(LANGUAGES, text);
}

/** The first of the wished languages (BCP 47, the dearest first) that there is; English when there is none. */
export function chooseLanguage(wished: readonly (string | null | undefined)[]): Language {
  for (const wish of wished) {
    const primary = wish?.toLowerCase().split('-')[0];
    if (isLanguage(primary)) return primary;
  }
  return 'en';
}

export interface LoadedTable {
  language: Language;
  strings: StringTable;
}

/** English when the wanted table cannot be fetched: a page in the wrong language is better than none. */
export async function loadTable(wanted: Language): Promise<LoadedTable> {
  try {
    return { language: wanted, strings: await LOADERS[wanted]() };
  } catch (error) {
    console.warn(`the table of ${LANGUAGES[wanted]} could not be loaded`, error);
    return { language: 'en', strings: en };
  }
}
