import { lazy } from 'react';
import type { Account } from '../core/account';
import type { Clock } from '../core/clock';
import type { Call } from '../core/call/call';
import type { HomeEnvironment } from '../core/home/environment';
import type { Place } from '../core/link';
import type { Preferences } from '../core/preferences';
import type { Visit } from '../core/visit';
import { LANGUAGES, t, type Language } from '../i18n';
import { LanguageMenu } from '../ui/language_menu';
import { LoadBoundary } from '../ui/load_boundary';
import { PageTools } from '../ui/page';
import { useAccount, useVisit } from '../hooks/use_call';
import { useModel } from '../hooks/use_model';
import { CallEnd } from './final/call_end';
import { LoadFailed, Loading } from './loading';
import { VisitLobby } from './lobby/visit_lobby';
import { CallRoom } from './room/call_room';

// Who comes by a link to a call needs none of these.
const AccountPages = lazy(() => import('./home/account_pages'));
const SignInScreen = lazy(() => import('./home/sign_in_screen'));
const HelpPage = lazy(() => import('./help/help_page'));

export interface AppProps {
  account: Account;
  /** The visit to the call that the address names; called once there is a token. undefined without such an address. */
  openVisit: (() => Visit) | undefined;
  /** What the pages around the call need, and which of them the address asks for. */
  home: HomeEnvironment;
  place: Place;
  /** The session whose receipt the address asks for. */
  receiptOf: string | undefined;
  /** The address's query, for help. */
  search: string;
  /** To the page before this one; undefined when there is none. */
  back: (() => void) | undefined;
  clock: Clock;
  preferences: Preferences;
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

function Screens(given: Omit<AppProps, 'language' | 'setLanguage'>) {
  const { account, openVisit, home, place, clock, preferences, reload } = given;
  const props = useAccount(account);
  if (openVisit && props.signedIn) {
    return <VisitScreens visit={openVisit()} clock={clock} preferences={preferences} reload={reload} />;
  }
  return (
    <LoadBoundary loading={<Loading />} failed={<LoadFailed reload={reload} />}>
      {place === 'help' ? (
        <HelpPage search={given.search} signedIn={props.signedIn} back={given.back} />
      ) : openVisit ? (
        <SignInScreen account={props} />
      ) : (
        <AccountPages account={account} environment={home} place={place} receiptOf={given.receiptOf} reload={reload} />
      )}
    </LoadBoundary>
  );
}

interface VisitScreensProps {
  visit: Visit;
  clock: Clock;
  preferences: Preferences;
  reload: () => void;
}

function VisitScreens({ visit, clock, preferences, reload }: VisitScreensProps) {
  const { call } = useVisit(visit);
  if (!call) return <VisitLobby visit={visit} clock={clock} />;
  return <CallScreens call={call} visit={visit} clock={clock} preferences={preferences} reload={reload} />;
}

const FINAL: ReadonlySet<string> = new Set(['ended', 'left', 'superseded', 'refused']);

function CallScreens({ call, visit, clock, preferences, reload }: VisitScreensProps & { call: Call }) {
  const { status } = useModel(call);
  if (FINAL.has(status)) return <CallEnd call={call} sessionId={visit.sessionId} again={reload} />;
  return <CallRoom call={call} visit={visit} clock={clock} preferences={preferences} />;
}
