import type { User } from '../../contract/rest';
import type { AccountSnapshot } from '../../core/account';
import type { DashboardSnapshot } from '../../core/home/dashboard';
import type { HistorySnapshot } from '../../core/home/history';
import { t } from '../../i18n';
import { AccountFrame } from './account_frame';
import { AgendaView } from './agenda_view';
import { HistoryView } from './history_view';
import { ProfileView } from './profile_view';

export const HOME_SECTIONS = ['sessions', 'history', 'profile'] as const;
export type HomeSection = (typeof HOME_SECTIONS)[number];

export interface HomeScreenProps {
  section: HomeSection;
  user: User;
  dashboard: DashboardSnapshot;
  history: HistorySnapshot;
  signOut: AccountSnapshot['signOut'];
  /** Server time, milliseconds: the zone's name depends on the season. */
  now: number;
}

/** What a client and a psychologist see around their calls. */
export function HomeScreen({ section, user, dashboard, history, signOut, now }: HomeScreenProps) {
  return (
    <AccountFrame
      title={t(`home.title.${section}`)}
      sections={HOME_SECTIONS.map((name) => ({ name, label: t(`home.nav.${name}`) }))}
      current={section}
      signOut={signOut}
    >
      {section === 'sessions' && <AgendaView dashboard={dashboard} role={user.role} />}
      {section === 'history' && <HistoryView history={history} userId={user.id} />}
      {section === 'profile' && <ProfileView user={user} now={now} />}
    </AccountFrame>
  );
}
