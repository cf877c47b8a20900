import { lazy } from 'react';
import type { Account } from '../core/account';
import type { Clock } from '../core/clock';
import type { Call } from '../core/call/call';
import type { HomeEnvironment } from '../core/home/environment';
import type { Visit } from '../core/visit';
import { LANGUAGES, t, type Language } from '../i18n';
import { LanguageMenu } from '../ui/language_menu';
import { LoadBoundary } from '../ui/load_boundary';
import { PageTools } from '../ui/page';
import { useAccount, useCall, useVisit } from '../hooks/use_call';
import { CallScreen } from './call_screen';
import { CallEnd } from './final/call_end';
import { LoadFailed, Loading } from './loading';
import { VisitLobby } from './lobby/visit_lobby';

// Who comes by a link to a call needs none of these.
const AccountPages = lazy(() => import('./home/account_pages'));
const SignInScreen = lazy(() => import('./home/sign_in_screen'));

export interface AppProps {
  account: Account;
  /** The visit to the call that the address names; called once there is a token. undefined without such an address. */
  openVisit: (() => Visit) | undefined;
  /** What the pages around the call need, and which of them the address asks for. */
  home: HomeEnvironment;
  place: 'home' | 'admin';
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

function Screens({ account, openVisit, home, place, clock, reload }: Omit<AppProps, 'language' | 'setLanguage'>) {
  const props = useAccount(account);
  if (openVisit && props.signedIn) return <VisitScreens visit={openVisit()} clock={clock} reload={reload} />;
  return (
    <LoadBoundary loading={<Loading />} failed={<LoadFailed reload={reload} />}>
      {openVisit ? (
        <SignInScreen account={props} />
      ) : (
        <AccountPages account={account} environment={home} place={place} reload={reload} />
      )}
    </LoadBoundary>
  );
}

interface VisitScreensProps {
  visit: Visit;
  clock: Clock;
  reload: () => void;
}

function VisitScreens({ visit, clock, reload }: VisitScreensProps) {
  const { call } = useVisit(visit);
  if (!call) return <VisitLobby visit={visit} clock={clock} />;
  return <CallScreens call={call} visit={visit} clock={clock} reload={reload} />;
}

const FINAL: ReadonlySet<string> = new Set(['ended', 'left', 'superseded', 'refused']);

function CallScreens({ call, visit, clock, reload }: VisitScreensProps & { call: Call }) {
  const props = useCall(call, visit, clock);
  const { media } = useVisit(visit);
  if (FINAL.has(props.status)) return <CallEnd call={call} again={reload} />;
  return <CallScreen call={props} media={media} />;
}
