import type { AccountSnapshot } from '../../core/account';
import type { HomeEnvironment } from '../../core/home/environment';
import type { User } from '../../contract/rest';
import { useDashboard, useHistory } from '../../hooks/use_home';
import { useSection } from '../../hooks/use_section';
import { HOME_SECTIONS, HomeScreen } from './home_screen';

export interface HomePagesProps {
  environment: HomeEnvironment;
  user: User;
  /** Somebody is signed in. */
  active: boolean;
  signOut: AccountSnapshot['signOut'];
}

/** The dashboard with its models. */
export default function HomePages({ environment, user, active, signOut }: HomePagesProps) {
  const section = useSection(HOME_SECTIONS);
  const dashboard = useDashboard(environment, user.id, active);
  const history = useHistory(environment, active && section === 'history');
  return <HomeScreen {...{ section, user, dashboard, history, signOut }} now={environment.serverClock.now()} />;
}
