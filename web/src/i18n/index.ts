// Strings by key, times in the reader's own form. Another language is another table in TABLES.
import { en, type StringKey, type StringTable } from './en';

export type { StringKey } from './en';

const TABLES: Readonly<Record<string, StringTable>> = { en };

function chooseTable(languages: readonly string[]): StringTable {
  for (const language of languages) {
    const table = TABLES[language.toLowerCase().split('-')[0] ?? ''];
    if (table) return table;
  }
  return en;
}

const table = chooseTable(navigator.languages);

export function t(key: StringKey, values: Readonly<Record<string, string | number>> = {}): string {
  return table[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

const MINUTE = 60;
const HOUR = 3600;

/** 1:05, 62:05: what a running timer shows. */
export function formatTimer(seconds: number): string {
  return `${String(Math.floor(seconds / MINUTE))}:${String(seconds % MINUTE).padStart(2, '0')}`;
}

export function formatDuration(seconds: number): string {
  const hours = Math.floor(seconds / HOUR);
  const minutes = Math.floor((seconds % HOUR) / MINUTE);
  if (hours > 0) return t('time.hoursMinutes', { hours, minutes });
  if (minutes > 0) return t('time.minutesSeconds', { minutes, seconds: seconds % MINUTE });
  return t('time.seconds', { seconds });
}

/** The time alone when it is today, with the date otherwise; `now` in milliseconds. */
export function formatMoment(time: number, now: number): string {
  const sameDay = new Date(time).toDateString() === new Date(now).toDateString();
  const style: Intl.DateTimeFormatOptions = sameDay
    ? { timeStyle: 'short' }
    : { dateStyle: 'full', timeStyle: 'short' };
  return new Intl.DateTimeFormat(navigator.languages[0], style).format(time);
}

export function formatDate(time: number): string {
  return new Intl.DateTimeFormat(navigator.languages[0], { dateStyle: 'full', timeStyle: 'short' }).format(time);
}
