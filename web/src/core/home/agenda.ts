// What a person has before them: the next session on top, the rest of today, the days to come, and what is over today.
import type { SessionRow, UserRole } from '../../contract/rest';
import { doorAt, type Door } from './door';

export interface AgendaItem {
  session: SessionRow;
  /** Milliseconds. */
  startsAt: number;
  door: Door;
  /** The one whom the reader will meet; both, where the reader is neither. */
  others: readonly { name: string; role: UserRole }[];
}

export interface AgendaDay {
  /** Any moment of that day, milliseconds. */
  day: number;
  items: readonly AgendaItem[];
}

export interface Agenda {
  next: AgendaItem | undefined;
  /** Still to come today, without `next`. */
  today: readonly AgendaItem[];
  days: readonly AgendaDay[];
  /** Over, of today. */
  done: readonly AgendaItem[];
}

const FINAL_STATUS: ReadonlySet<string> = new Set(['Completed', 'Cancelled', 'Declined']);

/** `now`: server time. Days are those of the reader's zone. `rows` come in the order of their dates. */
export function agendaAt(rows: readonly SessionRow[], userId: string, now: number): Agenda {
  const items = rows.map((session) => describe(session, userId, now));
  const next = nextOf(items);
  const rest = items.filter((item) => item !== next);
  const isToday = (item: AgendaItem): boolean => sameDay(item.startsAt, now);
  const over = (item: AgendaItem): boolean => isOver(item, now);
  return {
    next,
    today: rest.filter((item) => !over(item) && (isToday(item) || item.startsAt < now)),
    days: byDay(rest.filter((item) => !over(item) && !isToday(item) && item.startsAt >= now)),
    done: rest.filter((item) => over(item) && isToday(item)),
  };
}

function describe(session: SessionRow, userId: string, now: number): AgendaItem {
  const { client, psychologist } = session;
  const others: AgendaItem['others'] = [
    ...(client && client.id !== userId ? [{ name: client.name, role: 'client' as const }] : []),
    ...(psychologist && psychologist.id !== userId ? [{ name: psychologist.name, role: 'psychologist' as const }] : []),
  ];
  return { session, startsAt: Date.parse(session.sessionDate), door: doorAt(session, now), others };
}

// A call under way goes first. Of several open doors the latest is the one whose time it is: nobody came to the others.
// Otherwise the nearest in time, joinable or not: if something stands in its way, that is what there is to know.
function nextOf(items: readonly AgendaItem[]): AgendaItem | undefined {
  const to = (kind: Door['kind']): AgendaItem[] => items.filter(({ door }) => door.kind === kind);
  return to('in-progress')[0] ?? to('open').at(-1) ?? items.find(isAhead);
}

function isAhead({ session, door }: AgendaItem): boolean {
  return !FINAL_STATUS.has(session.status) && !(door.kind === 'closed' && door.reason === 'TOO_LATE');
}

// One that was cancelled stays where it was until its time has come, so that nobody waits for it.
function isOver(item: AgendaItem, now: number): boolean {
  if (item.session.status === 'Completed') return true;
  return !isAhead(item) && item.startsAt <= now;
}

function byDay(items: readonly AgendaItem[]): AgendaDay[] {
  const days: { day: number; items: AgendaItem[] }[] = [];
  for (const item of items) {
    const last = days.at(-1);
    if (last && sameDay(last.day, item.startsAt)) last.items.push(item);
    else days.push({ day: item.startsAt, items: [item] });
  }
  return days;
}

function sameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}
