// The calls one has had, the newest first.
import type { HistoryRow } from '../../contract/rest';
import type { Requests } from '../requests';
import { HomeApi } from './home_api';
import { PagedList, type PagedListSnapshot } from './paged_list';

export type PastCall = HistoryRow & { id: string };
export type History = PagedList<PastCall, undefined>;
export type HistorySnapshot = PagedListSnapshot<PastCall, undefined>;

export function makeHistory(requests: Requests): History {
  const api = new HomeApi(requests);
  return new PagedList(undefined, async (_, cursor) => {
    const answer = await api.history(cursor);
    if (!answer.ok) return answer;
    const { calls, nextCursor } = answer.value;
    return {
      ok: true,
      value: { items: calls.map((call) => ({ ...call, id: call.sessionId })), next: nextCursor ?? undefined },
    };
  });
}
