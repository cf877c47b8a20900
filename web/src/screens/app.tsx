import type { Account } from '../core/account';
import type { Clock } from '../core/clock';
import type { Call } from '../core/call/call';
import type { Visit } from '../core/visit';
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
  /** Begins anew. */
  reload: () => void;
}

export function App({ account, openVisit, clock, reload }: AppProps) {
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
