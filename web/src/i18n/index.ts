// Strings by key, numbers and times in the reader's own form. One language at a time is in use; whoever changes it draws
// the page again, so nothing that is drawn may keep a text (gallery.test.tsx finds it).
import { en, type StringKey, type StringTable } from './en';
import type { LoadedTable } from './language';

export type { StringKey } from './en';
export { chooseLanguage, isLanguage, LANGUAGES, loadTable, type Language, type LoadedTable } from './language';

let table: StringTable = en;
let locale: string | undefined;

/** `wishedLocales`: navigator.languages; the region of the first that is of this language decides how times look. */
export function setTable({ strings, language }: LoadedTable, wishedLocales: readonly string[] = []): void {
  table = strings;
  locale = wishedLocales.find((wish) => wish.toLowerCase().split('-')[0] === language) ?? language;
}

function currentLocale(): string | undefined {
  return locale ?? navigator.languages[0];
}

export type Values = Readonly<Record<string, string | number>>;

export function t(key: StringKey, values: Values = {}): string {
  return table[key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

type PluralBase<K> = K extends `${infer Base}.other` ? Base : never;
/** Keys that come as `base.one` and `base.other`. */
export type PluralKey = PluralBase<StringKey>;

/** The form of `base` that fits `count` (Unicode CLDR plural rules), with {count} filled in. */
export function plural(base: PluralKey, count: number, values: Values = {}): string {
  const rule = new Intl.PluralRules(currentLocale()).select(count);
  const exact = `${base}.${rule}`;
  const key = (Object.hasOwn(table, exact) ? exact : `${base}.other`) as StringKey;
  return t(key, { count: formatNumber(count), ...values });
}

export function formatNumber(value: number, options: Intl.NumberFormatOptions = {}): string {
  return new Intl.NumberFormat(currentLocale(), options).format(value);
}

/** `share`: 0..1. */
export function formatPercent(share: number): string {
  return formatNumber(share, { style: 'percent', maximumFractionDigits: 1 });
}

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;

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

/** "in 12 minutes", "in 3 days", "5 minutes ago": `ms` from now, negative for the past. */
export function formatRelative(ms: number): string {
  const format = new Intl.RelativeTimeFormat(currentLocale(), { numeric: 'auto' });
  const seconds = Math.round(ms / 1000);
  const size = Math.abs(seconds);
  if (size < MINUTE) return format.format(seconds, 'second');
  if (size < HOUR) return format.format(Math.round(seconds / MINUTE), 'minute');
  if (size < DAY) return format.format(Math.round(seconds / HOUR), 'hour');
  return format.format(Math.round(seconds / DAY), 'day');
}

function formatTimeAs(time: number, style: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(currentLocale(), style).format(time);
}

/** The time alone when it is today, with the date otherwise; `now` in milliseconds. */
export function formatMoment(time: number, now: number): string {
  const sameDay = new Date(time).toDateString() === new Date(now).toDateString();
  return formatTimeAs(time, sameDay ? { timeStyle: 'short' } : { dateStyle: 'full', timeStyle: 'short' });
}

export function formatDate(time: number): string {
  return formatTimeAs(time, { dateStyle: 'full', timeStyle: 'short' });
}

/** Hours and minutes alone, in the reader's zone. */
export function formatClock(time: number): string {
  return formatTimeAs(time, { timeStyle: 'short' });
}

/** To the second, in the reader's zone. */
export function formatTime(time: number): string {
  return formatTimeAs(time, { timeStyle: 'medium' });
}

/** The day without a time: "Monday, 23 November". */
export function formatDay(time: number): string {
  return formatTimeAs(time, { weekday: 'long', day: 'numeric', month: 'long' });
}

/** Date and time, short, for tables. */
export function formatShortDate(time: number): string {
  return formatTimeAs(time, { dateStyle: 'medium', timeStyle: 'short' });
}

/** The reader's zone at that time, as they know it: "Africa/Nairobi (GMT+3)". */
export function formatZone(time: number): string {
  const format = new Intl.DateTimeFormat(currentLocale(), { timeZoneName: 'short' });
  const name = format.formatToParts(time).find(({ type }) => type === 'timeZoneName')?.value;
  const zone = format.resolvedOptions().timeZone.replaceAll('_', ' ');
  return name === undefined || name === zone ? zone : `${zone} (${name})`;
}
