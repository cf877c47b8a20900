import type { Account } from '../core/account';
import type { Clock } from '../core/clock';
import type { Call } from '../core/call/call';
import type { Visit } from '../core/visit';
import { LANGUAGES, t, type Language } from '../i18n';
import { LanguageMenu } from '../ui/language_menu';
import { PageTools } from '../ui/page';
import { useAccount, useCall, useVisit } from '../hooks/use_call';
import { CallScreen } from './call_screen';
import { FinalScreen } from './final_screen';
import { SessionsScreen, SignInScreen } from './home_screen';
import { LobbyScreen } from './lobby_screen';

export interface AppProps {
  account: Account;
  /** The visit to the call that the address names; called once there is a token. undefined without such an address. */
  openVisit: (() => Visit) | undefined;
  clock: Clock;
  language: Language;
  setLanguage: (language: Language) => void;
  /** Begins anew. */
  reload: () => void;
}

export function App({ language, setLanguage, ...props }: AppProps) {
  const menu = (
    <LanguageMenu label={t('app.language')} languages={LANGUAGES} chosen={language} choose={setLanguage} />
  );
  return (
    <PageTools value={menu}>
      <Screens {...props} />
    </PageTools>
  );
}

function Screens({ account, openVisit, clock, reload }: Omit<AppProps, 'language' | 'setLanguage'>) {
  const props = useAccount(account);
  if (!props.signedIn) return <SignInScreen account={props} />;
  if (openVisit) return <VisitScreens visit={openVisit()} clock={clock} reload={reload} />;
  return <SessionsScreen account={props} fetchSessions={account.refresh} />;
}

interface VisitScreensProps {
  visit: Visit;
  clock: Clock;
  reload: () => void;
}

function VisitScreens({ visit, clock, reload }: VisitScreensProps) {
  const { call, lobby, media } = useVisit(visit);
  if (!call) return <LobbyScreen lobby={lobby} media={media} now={() => visit.serverClock.now()} />;
  return <CallScreens call={call} visit={visit} clock={clock} reload={reload} />;
}

const FINAL: ReadonlySet<string> = new Set(['ended', 'left', 'superseded', 'refused']);

function CallScreens({ call, visit, clock, reload }: VisitScreensProps & { call: Call }) {
  const props = useCall(call, visit, clock);
  const { media } = useVisit(visit);
  if (FINAL.has(props.status)) return <FinalScreen call={props} again={reload} />;
  return <CallScreen call={props} media={media} />;
}
