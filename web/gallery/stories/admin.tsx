import type { LiveCallItem, LiveCallsSnapshot } from '../../src/core/admin/live_calls';
import type { ChangeSessionSnapshot, NewSessionSnapshot } from '../../src/core/admin/session_forms';
import type { SessionDeskSnapshot } from '../../src/core/admin/session_desk';
import type { UserDeskSnapshot } from '../../src/core/admin/user_desk';
import type { UserFormSnapshot } from '../../src/core/admin/user_forms';
import { AdminScreen } from '../../src/screens/admin/admin_screen';
import type { AdminSection } from '../../src/screens/admin/admin_sections';
import { admin, client, eightSessions, nothing, NOW, psychologist, session } from '../samples/home';
import type { Story } from '../story';

const rows = eightSessions();
const people = [admin, client, psychologist];

const desk: SessionDeskSnapshot = {
  list: {
    items: rows,
    filter: { status: '', fromDay: '2030-05-14', toDay: '' },
    busy: false,
    refusal: undefined,
    refresh: nothing,
    more: nothing,
  },
  setFilter: nothing,
  directory: { users: people, busy: false, refusal: undefined, refresh: nothing },
  creating: undefined,
  changing: undefined,
  startNew: nothing,
  startChange: nothing,
  close: nothing,
  copyLink: nothing,
  notice: undefined,
};

const creating: NewSessionSnapshot = {
  draft: {
    clientId: '',
    psychologistId: '',
    date: '2030-05-15T10:00',
    sessionType: 'Individual',
    status: 'Confirmed',
    paymentStatus: 'Pending',
  },
  subject: undefined,
  problems: {},
  refusal: undefined,
  saving: false,
  change: nothing,
  save: nothing,
};

const subject = session(86_400_000);
const changing: ChangeSessionSnapshot = {
  ...creating,
  draft: { date: '2030-05-15T10:00', sessionType: 'Individual', status: 'Confirmed', paymentStatus: 'Paid' },
  subject,
};

const users: UserDeskSnapshot = {
  directory: desk.directory,
  form: undefined,
  startNew: nothing,
  startChange: nothing,
  close: nothing,
  notice: undefined,
};

const userForm: UserFormSnapshot = {
  draft: { name: '', email: '', role: 'client', password: '' },
  subject: undefined,
  problems: {},
  refusal: undefined,
  saving: false,
  change: nothing,
  save: nothing,
};

const state = { audio: true, video: true, screen: false };
const calls: LiveCallItem[] = [
  {
    sessionId: '1'.repeat(24),
    roomId: 'room-1',
    sessionDate: new Date(NOW - 1_200_000).toISOString(),
    sessionType: 'Individual',
    status: 'In Progress',
    startedAt: new Date(NOW - 1_145_000).toISOString(),
    elapsedSeconds: 1145,
    client,
    psychologist,
    participants: [
      { userId: client.id, userName: client.name, userRole: 'client', joinedAt: new Date(NOW - 1_145_000).toISOString(), connected: false, state },
      { userId: psychologist.id, userName: psychologist.name, userRole: 'psychologist', joinedAt: new Date(NOW - 1_300_000).toISOString(), connected: true, state: { ...state, video: false, screen: true } },
    ],
  },
  {
    sessionId: '2'.repeat(24),
    roomId: 'room-2',
    sessionDate: new Date(NOW).toISOString(),
    sessionType: 'Assessment',
    status: 'Confirmed',
    startedAt: null,
    elapsedSeconds: undefined,
    client: { id: 'x', name: 'Second Client' },
    psychologist: { id: 'y', name: 'Second Psychologist' },
    participants: [
      { userId: 'x', userName: 'Second Client', userRole: 'client', joinedAt: new Date(NOW - 60_000).toISOString(), connected: true, state: { ...state, audio: false } },
    ],
  },
];
const live: LiveCallsSnapshot = { calls: [], now: NOW, refusal: undefined };

interface Shown {
  section?: AdminSection;
  sessions?: Partial<SessionDeskSnapshot>;
  users?: Partial<UserDeskSnapshot>;
  live?: Partial<LiveCallsSnapshot>;
}

function story(id: string, title: string, shown: Shown): Story {
  return {
    id: `admin/${id}`,
    title,
    render: () => (
      <AdminScreen
        section={shown.section ?? 'sessions'}
        user={admin}
        sessions={{ ...desk, ...shown.sessions }}
        users={{ ...users, ...shown.users }}
        live={{ ...live, ...shown.live }}
        signOut={nothing}
        active
        now={NOW}
      />
    ),
  };
}

const withUsers = (shown: Partial<UserDeskSnapshot>): Shown => ({ section: 'users', users: shown });
const saving = { saving: true, change: undefined, save: undefined } as const;

export const stories: readonly Story[] = [
  story('sessions', 'Sessions', {}),
  story('sessions-empty', 'No sessions match', { sessions: { list: { ...desk.list, items: [], more: undefined } } }),
  story('sessions-loading', 'Sessions are being fetched', {
    sessions: { list: { ...desk.list, items: undefined, busy: true, refresh: undefined, more: undefined } },
  }),
  story('sessions-failed', 'Sessions did not come', {
    sessions: { list: { ...desk.list, items: undefined, refusal: 'NETWORK', more: undefined } },
  }),
  story('session-new', 'A new session', { sessions: { creating } }),
  story('session-new-errors', 'A new session with something missing', {
    sessions: {
      creating: { ...creating, problems: { clientId: 'required', psychologistId: 'PSYCHOLOGIST_NOT_FOUND', date: 'not-a-time' } },
    },
  }),
  story('session-new-saving', 'A new session is being saved', {
    sessions: {
      creating: { ...creating, ...saving, draft: { ...creating.draft, clientId: client.id, psychologistId: psychologist.id } },
      close: undefined,
    },
  }),
  story('session-new-failed', 'A new session did not reach the server', {
    sessions: { creating: { ...creating, refusal: 'UNAVAILABLE' } },
  }),
  story('session-created', 'A session has been booked', {
    sessions: { notice: { kind: 'session-created', sessionId: rows[0]?.id ?? '' } },
  }),
  story('session-link-by-hand', 'The link must be copied by hand', {
    sessions: { notice: { kind: 'copy-failed', link: `https://calls.example.org/call/${'1'.repeat(24)}` } },
  }),
  story('session-change', 'Cancelling a session', {
    sessions: { changing: { ...changing, draft: { ...changing.draft, status: 'Cancelled' } } },
  }),
  story('session-change-illegal', 'The status has moved on meanwhile', {
    sessions: {
      changing: {
        ...changing,
        subject: { ...subject, status: 'In Progress' },
        draft: { ...changing.draft, status: 'Cancelled' },
        problems: { status: 'ILLEGAL_STATUS_MOVE' },
      },
    },
  }),
  story('session-change-conflict', 'Somebody else changed it', {
    sessions: { changing: { ...changing, refusal: 'CONFLICT' } },
  }),
  story('users', 'Users', withUsers({ notice: { kind: 'user-created', name: client.name } })),
  story('users-empty', 'No users', withUsers({ directory: { ...desk.directory, users: [] } })),
  story('users-loading', 'Users are being fetched', withUsers({ directory: { ...desk.directory, users: undefined, busy: true, refresh: undefined } })),
  story('users-failed', 'Users did not come', withUsers({ directory: { ...desk.directory, users: undefined, refusal: 'INTERNAL' } })),
  story('user-new', 'A new user', withUsers({ form: userForm })),
  story(
    'user-new-errors',
    'A new user with errors',
    withUsers({
      form: {
        ...userForm,
        draft: { ...userForm.draft, email: 'client@example.org', password: 'short' },
        problems: { name: 'required', email: 'EMAIL_TAKEN', password: 'too-short' },
      },
    }),
  ),
  story('user-change', 'Changing a user', withUsers({ form: { ...userForm, subject: client, draft: { name: client.name, email: client.email, role: 'client', password: '' } } })),
  story('user-saving', 'A user is being saved', withUsers({ form: { ...userForm, ...saving }, close: undefined })),
  story('live-none', 'Nobody is in a call', { section: 'live' }),
  story('live-two', 'Two calls', { section: 'live', live: { calls } }),
  story('live-loading', 'Live calls are being fetched', { section: 'live', live: { calls: undefined } }),
  story('live-failed', 'Live calls may be old', { section: 'live', live: { calls, refusal: 'NETWORK' } }),
  story('profile', 'An administrator’s profile', { section: 'profile' }),
];
