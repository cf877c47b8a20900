// Everybody's sessions by date, by status and days.
import type { SessionRow } from '../../contract/rest';
import { PagedList, type PagedListSnapshot } from '../home/paged_list';
import type { AdminApi } from './admin_api';
import { dayBegins, dayEnds, toDateInput } from './local_time';

/** Empty: any status, no bound. Days as <input type="date"> has them, in the reader's zone. */
export interface SessionFilter {
  status: string;
  fromDay: string;
  toDay: string;
}

export type SessionListModel = PagedList<SessionRow, SessionFilter>;
export type SessionListSnapshot = PagedListSnapshot<SessionRow, SessionFilter>;

/** `now`: milliseconds. What an administrator comes for is ahead: the list begins with today. */
export function makeSessionList(api: AdminApi, now: number): SessionListModel {
  const filter = { status: '', fromDay: toDateInput(new Date(now)), toDay: '' };
  return new PagedList(filter, async ({ status, fromDay, toDay }, cursor) => {
    const answer = await api.sessions({ status, from: dayBegins(fromDay), to: dayEnds(toDay) }, cursor);
    if (!answer.ok) return answer;
    return { ok: true, value: { items: answer.value.sessions, next: answer.value.nextCursor ?? undefined } };
  });
}
