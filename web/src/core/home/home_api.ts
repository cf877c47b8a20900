// What the dashboard asks the server.
import type { HistoryPage, SessionList, SessionRow } from '../../contract/rest';
import { query, type Requests } from '../requests';
import type { Result } from '../result';

/** As many as the server gives at once. */
const PAGE_SIZE = 100;
const HISTORY_PAGE_SIZE = 20;
/** A psychologist's sessions of several months: nobody reads on, and the rest comes nearer by itself. */
const MAX_PAGES = 5;

export class HomeApi {
  constructor(private readonly requests: Requests) {}

  /** One's own sessions from a moment on (milliseconds), by date. */
  async sessionsFrom(from: number): Promise<Result<readonly SessionRow[]>> {
    const rows: SessionRow[] = [];
    let cursor: string | undefined;
    for (let page = 0; page < MAX_PAGES; page += 1) {
      const path = `/sessions${query({ from: new Date(from).toISOString(), limit: PAGE_SIZE, cursor })}`;
      const answer = await this.requests.request<SessionList>('GET', path);
      if (!answer.ok) return answer;
      rows.push(...answer.value.sessions);
      cursor = answer.value.nextCursor ?? undefined;
      if (cursor === undefined) break;
    }
    return { ok: true, value: rows };
  }

  /** Ended calls, the newest first. */
  history(cursor: string | undefined): Promise<Result<HistoryPage>> {
    return this.requests.request('GET', `/video-calls/history${query({ limit: HISTORY_PAGE_SIZE, cursor })}`);
  }
}
