import type { User } from '../../contract/rest';
import type { AccountSnapshot } from '../../core/account';
import type { LiveCallsSnapshot } from '../../core/admin/live_calls';
import type { SessionDeskSnapshot } from '../../core/admin/session_desk';
import type { UserDeskSnapshot } from '../../core/admin/user_desk';
import { t } from '../../i18n';
import { AccountFrame } from '../home/account_frame';
import { ProfileView } from '../home/profile_view';
import { ADMIN_SECTIONS, type AdminSection } from './admin_sections';
import { LiveView } from './live_view';
import { SessionsView } from './sessions_view';
import { UsersView } from './users_view';

export interface AdminScreenProps {
  section: AdminSection;
  user: User;
  sessions: SessionDeskSnapshot;
  users: UserDeskSnapshot;
  live: LiveCallsSnapshot;
  signOut: AccountSnapshot['signOut'];
  /** false: the sign-in expired. Open forms are put aside and come back as they were. */
  active: boolean;
  /** Server time, milliseconds. */
  now: number;
}

/** What an administrator sees. */
export function AdminScreen({ section, user, sessions, users, live, signOut, active, now }: AdminScreenProps) {
  return (
    <AccountFrame
      title={t(`admin.title.${section}`)}
      sections={ADMIN_SECTIONS.map((name) => ({ name, label: t(`admin.nav.${name}`) }))}
      current={section}
      signOut={signOut}
    >
      {section === 'sessions' && <SessionsView desk={sessions} now={now} active={active} />}
      {section === 'users' && <UsersView desk={users} active={active} />}
      {section === 'live' && <LiveView live={live} />}
      {section === 'profile' && <ProfileView user={user} now={now} />}
    </AccountFrame>
  );
}
