import { useAdminSection } from './admin_sections';
import { useLiveCalls, useSessionDesk, useUserDesk } from '../../hooks/use_admin';
import type { HomePagesProps } from '../home/home_pages';
import { AdminScreen } from './admin_screen';

/** The administration with its models. */
export default function AdminPages({ environment, user, active, signOut }: HomePagesProps) {
  const section = useAdminSection();
  const sessions = useSessionDesk(environment, active && section === 'sessions');
  const users = useUserDesk(environment, active && section === 'users');
  const live = useLiveCalls(environment, active && section === 'live');
  return (
    <AdminScreen {...{ section, user, sessions, users, live, signOut, active }} now={environment.serverClock.now()} />
  );
}
