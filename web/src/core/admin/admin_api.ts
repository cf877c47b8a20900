// What only administrators ask the server.
import type {
  LiveCallsAnswer,
  NewSession,
  NewUser,
  SessionChange,
  SessionList,
  SessionRow,
  User,
  UserList,
} from '../../contract/rest';
import { query, type Requests } from '../requests';
import type { Result } from '../result';

const SESSIONS_PAGE_SIZE = 25;
/** As many as the server gives at once. */
const USERS_PAGE_SIZE = 100;

export interface SessionQuery {
  status: string;
  /** ISO-8601; empty: no bound. */
  from: string;
  to: string;
}

export class AdminApi {
  constructor(private readonly requests: Requests) {}

  sessions(wanted: SessionQuery, cursor: string | undefined): Promise<Result<SessionList>> {
    return this.requests.request('GET', `/sessions${query({ ...wanted, limit: SESSIONS_PAGE_SIZE, cursor })}`);
  }

  session(id: string): Promise<Result<SessionRow>> {
    return this.requests.request('GET', `/sessions/${id}`);
  }

  createSession(session: NewSession): Promise<Result<{ id: string }>> {
    return this.requests.request('POST', '/sessions', session);
  }

  /** The answer has no names in it: `session` gives those. */
  changeSession(id: string, change: SessionChange): Promise<Result<{ id: string }>> {
    return this.requests.request('PATCH', `/sessions/${id}`, change);
  }

  users(cursor: string | undefined): Promise<Result<UserList>> {
    return this.requests.request('GET', `/users${query({ limit: USERS_PAGE_SIZE, cursor })}`);
  }

  createUser(user: NewUser): Promise<Result<User>> {
    return this.requests.request('POST', '/users', user);
  }

  changeUser(id: string, change: Partial<NewUser>): Promise<Result<User>> {
    return this.requests.request('PATCH', `/users/${id}`, change);
  }

  liveCalls(): Promise<Result<LiveCallsAnswer>> {
    return this.requests.request('GET', '/video-calls/live');
  }
}
