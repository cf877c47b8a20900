import type { DashboardSnapshot } from '../../src/core/home/dashboard';
import type { AccountSnapshot } from '../../src/core/account';
import type { HistorySnapshot } from '../../src/core/home/history';
import type { User } from '../../src/contract/rest';
import { Opening } from '../../src/screens/home/account_pages';
import { HomeScreen, type HomeSection } from '../../src/screens/home/home_screen';
import { NotForYou } from '../../src/screens/home/not_for_you';
import SignInScreen from '../../src/screens/home/sign_in_screen';
import { LoadFailed } from '../../src/screens/loading';
import {
  account,
  client,
  dashboard,
  DAY,
  eightSessions,
  history,
  HOUR,
  noHistory,
  nothing,
  NOW,
  psychologist,
  session,
} from '../samples/home';
import type { Story } from '../story';

const MINUTE = HOUR / 60;

function signIn(id: string, title: string, props: Partial<AccountSnapshot>): Story {
  return { id: `home/sign-in-${id}`, title, render: () => <SignInScreen account={{ ...account, ...props }} /> };
}

interface Shown {
  user?: User;
  section?: HomeSection;
  dashboard?: DashboardSnapshot;
  history?: HistorySnapshot;
}

function home(id: string, title: string, shown: Shown): Story {
  const { user = client, section = 'sessions' } = shown;
  return {
    id: `home/${id}`,
    title,
    render: () => (
      <HomeScreen
        section={section}
        user={user}
        dashboard={shown.dashboard ?? dashboard([], user.id)}
        history={shown.history ?? noHistory}
        signOut={nothing}
        now={NOW}
      />
    ),
  };
}

const sessions = (rows: Parameters<typeof dashboard>[0], user: User = client) => dashboard(rows, user.id);
const refused = { canJoin: false, paymentStatus: 'Failed', reason: 'PAYMENT_FAILED' } as const;
const unconfirmed = { canJoin: false, status: 'Pending', reason: 'SESSION_NOT_CONFIRMED' } as const;

export const stories: readonly Story[] = [
  signIn('idle', 'Sign in', {}),
  signIn('busy', 'Signing in', { busy: true, signIn: undefined }),
  signIn('wrong', 'Wrong password', { refusal: 'INVALID_CREDENTIALS' }),
  signIn('expired', 'The sign-in has expired', { refusal: 'TOKEN_EXPIRED', user: client }),
  signIn('wait', 'Too many sign-ins', { refusal: 'RATE_LIMITED', waitSeconds: 42, signIn: undefined }),
  {
    id: 'home/opening',
    title: 'Who is it?',
    render: () => <Opening account={{ ...account, signedIn: true, busy: true }} />,
  },
  {
    id: 'home/opening-failed',
    title: 'The server did not say who it is',
    render: () => <Opening account={{ ...account, signedIn: true, refusal: 'NETWORK', reload: nothing }} />,
  },
  { id: 'home/load-failed', title: 'A part could not be loaded', render: () => <LoadFailed reload={nothing} /> },
  { id: 'home/not-for-you', title: 'No administrator', render: () => <NotForYou signOut={nothing} /> },
  home('loading', 'Sessions are being fetched', { dashboard: sessions(undefined) }),
  home('failed', 'No sessions, no server', { dashboard: dashboard(undefined, client.id, { refusal: 'NETWORK' }) }),
  home('stale', 'Sessions may be out of date', {
    dashboard: dashboard([session(3 * HOUR)], client.id, { refusal: 'UNAVAILABLE' }),
  }),
  home('empty', 'Nothing ahead, for a client', {}),
  home('empty-psychologist', 'Nothing ahead, for a psychologist', { user: psychologist }),
  home('next-days', 'The next session is days away', { dashboard: sessions([session(3 * DAY), session(10 * DAY)]) }),
  home('next-soon', 'Countdown to the next session', { dashboard: sessions([session(27 * MINUTE + 15_000)]) }),
  home('open', 'The door is open', { dashboard: sessions([session(5 * MINUTE), session(7 * DAY)]) }),
  home('in-progress', 'The session is in progress', {
    dashboard: sessions([session(-10 * MINUTE, { status: 'In Progress' })]),
  }),
  home('refused-payment', 'The payment failed', { dashboard: sessions([session(5 * MINUTE, refused)]) }),
  home('not-confirmed', 'Not confirmed yet', { dashboard: sessions([session(5 * HOUR, unconfirmed)]) }),
  home('eight', 'A psychologist’s day', { user: psychologist, dashboard: sessions(eightSessions(), psychologist) }),
  home('history', 'Past calls', { section: 'history', history }),
  home('history-empty', 'No past calls', { section: 'history' }),
  home('history-loading', 'Past calls are being fetched', {
    section: 'history',
    history: { ...noHistory, items: undefined, busy: true, refresh: undefined },
  }),
  home('history-failed', 'Older calls did not come', {
    section: 'history',
    history: { ...history, refusal: 'UNAVAILABLE' },
  }),
  home('profile', 'Profile', { section: 'profile' }),
];
