// Between the moments of the contract (ISO-8601 UTC) and what <input type="datetime-local"> and <input type="date"> hold:
// the wall clock of the reader's zone.

const pad = (value: number, digits = 2): string => String(value).padStart(digits, '0');

/** `2030-01-31T09:30`; empty for what is no moment. */
export function toLocalInput(iso: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return '';
  return `${toDateInput(time)}T${pad(time.getHours())}:${pad(time.getMinutes())}`;
}

/** `2030-01-31` */
export function toDateInput(time: Date): string {
  return `${pad(time.getFullYear(), 4)}-${pad(time.getMonth() + 1)}-${pad(time.getDate())}`;
}

/** undefined for what is no moment of the zone: an hour that is left out when clocks go forward is none either. */
export function fromLocalInput(text: string): string | undefined {
  const time = new Date(text);
  if (Number.isNaN(time.getTime())) return undefined;
  const iso = time.toISOString();
  return toLocalInput(iso) === text.slice(0, '2030-01-31T09:30'.length) ? iso : undefined;
}

/** The first moment of a day in the reader's zone; empty for no day. */
export function dayBegins(date: string): string {
  return momentOf(`${date}T00:00:00`);
}

/** The last moment of a day in the reader's zone; empty for no day. */
export function dayEnds(date: string): string {
  return momentOf(`${date}T23:59:59.999`);
}

function momentOf(text: string): string {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? '' : time.toISOString();
}
