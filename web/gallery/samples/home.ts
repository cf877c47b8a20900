// People, sessions and snapshots that the stories of the dashboard and the administration share. Plain data.
import type { HistoryRow, SessionRow, User } from '../../src/contract/rest';
import type { AccountSnapshot } from '../../src/core/account';
import { agendaAt } from '../../src/core/home/agenda';
import type { DashboardSnapshot } from '../../src/core/home/dashboard';
import type { HistorySnapshot, PastCall } from '../../src/core/home/history';

export const nothing = (): void => undefined;

const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
/** A morning in the zone of whoever looks, so that "today" holds eight sessions anywhere. */
export const NOW = new Date(2030, 4, 14, 9, 20, 0).getTime();

export const client = { id: 'c'.repeat(24), name: 'Client Example', email: 'client@example.org', role: 'client' } as const satisfies User;
export const psychologist = {
  id: 'd'.repeat(24),
  name: 'Psychologist Example',
  email: 'psychologist@example.org',
  role: 'psychologist',
} as const satisfies User;
export const admin = { id: 'a'.repeat(24), name: 'Admin Example', email: 'admin@example.org', role: 'admin' } as const satisfies User;

let made = 0;

/** `startsIn`: milliseconds from NOW. The server's rule is repeated here no further than the stories need. */
export function session(startsIn: number, rest: Partial<SessionRow> = {}): SessionRow {
  made += 1;
  const startsAt = NOW + startsIn;
  const tooEarly = startsIn > 15 * MINUTE;
  return {
    id: String(made).padStart(24, '0'),
    clientId: client.id,
    psychologistId: psychologist.id,
    sessionDate: new Date(startsAt).toISOString(),
    sessionType: 'Individual',
    status: 'Confirmed',
    paymentStatus: 'Paid',
    canJoin: !tooEarly,
    reason: tooEarly ? 'TOO_EARLY' : null,
    joinFrom: new Date(startsAt - 15 * MINUTE).toISOString(),
    joinUntil: new Date(startsAt + 2 * HOUR).toISOString(),
    client,
    psychologist,
    ...rest,
  };
}

export function dashboard(rows: readonly SessionRow[] | undefined, userId: string, rest: Partial<DashboardSnapshot> = {}): DashboardSnapshot {
  return { agenda: rows && agendaAt(rows, userId, NOW), now: NOW, refusal: undefined, refresh: nothing, ...rest };
}

/** A psychologist's day: one over, one to come in minutes, one cancelled, one unpaid. */
export function eightSessions(): SessionRow[] {
  const person = (name: string) => ({ client: { id: name, name, email: 'client@example.org' } });
  return [
    session(-80 * MINUTE, { ...person('First Client'), status: 'Completed', canJoin: false, reason: 'SESSION_COMPLETED' }),
    session(25 * MINUTE, person('Second Client')),
    session(85 * MINUTE, person('Third Client')),
    session(145 * MINUTE, { ...person('Fourth Client'), status: 'Cancelled', canJoin: false, reason: 'SESSION_CANCELLED' }),
    session(265 * MINUTE, person('Fifth Client')),
    session(325 * MINUTE, {
      ...person('Sixth Client With A Rather Long Name'),
      paymentStatus: 'Pending',
      canJoin: false,
      reason: 'PAYMENT_PENDING',
    }),
    session(385 * MINUTE, { ...person('Seventh Client'), sessionType: 'Assessment' }),
    session(445 * MINUTE, { ...person('Eighth Client'), sessionType: 'Group' }),
    session(DAY + 25 * MINUTE, person('First Client')),
  ];
}

export const account: AccountSnapshot = {
  signedIn: false,
  busy: false,
  refusal: undefined,
  user: undefined,
  waitSeconds: undefined,
  signIn: nothing,
  signOut: nothing,
  reload: undefined,
};

function pastCall(daysAgo: number, seconds: number | null, rest: Partial<HistoryRow> = {}): PastCall {
  const at = new Date(NOW - daysAgo * DAY).toISOString();
  const sessionId = `9${String(daysAgo).padStart(23, '0')}`;
  return {
    id: sessionId,
    sessionId,
    sessionDate: at,
    sessionType: 'Individual',
    status: 'Completed',
    participants: { client, psychologist },
    videoCallStarted: at,
    videoCallEnded: at,
    callDurationSeconds: seconds,
    rating: null,
    ...rest,
  };
}

export const noHistory: HistorySnapshot = {
  items: [],
  filter: undefined,
  busy: false,
  refusal: undefined,
  refresh: nothing,
  more: undefined,
};

export const history: HistorySnapshot = {
  ...noHistory,
  items: [
    pastCall(1, 2950, { rating: { rating: 5, comment: null, ratedAt: new Date(NOW).toISOString() } }),
    pastCall(8, 3720),
    pastCall(15, 42, { sessionType: 'Assessment' }),
  ],
  more: nothing,
};
