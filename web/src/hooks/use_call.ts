// Prop bags: what the screens need of the models, each under the model's own noun.
import type { Account, AccountSnapshot } from '../core/account';
import type { Call, CallSnapshot } from '../core/call/call';
import type { LobbySnapshot } from '../core/call/lobby';
import type { Clock } from '../core/clock';
import type { LocalMediaSnapshot } from '../core/media/local_media';
import type { Visit } from '../core/visit';
import { useElapsedSeconds } from './use_elapsed_seconds';
import { useModel } from './use_model';

export function useAccount(account: Account): AccountSnapshot {
  return useModel(account);
}

export interface VisitProps {
  call: Call | undefined;
  lobby: LobbySnapshot;
  media: LocalMediaSnapshot;
}

export function useVisit(visit: Visit): VisitProps {
  const { call } = useModel(visit);
  const lobby = useModel(visit.lobby);
  const media = useModel(visit.media);
  return { call, lobby, media };
}

export interface CallProps extends CallSnapshot {
  elapsedSeconds: number | undefined;
  /** To be told when a picture of another person is on the screen. */
  remoteFrame: () => void;
}

export function useCall(call: Call, visit: Visit, clock: Clock): CallProps {
  const snapshot = useModel(call);
  const over = snapshot.end === undefined && snapshot.leave === undefined;
  const elapsedSeconds = useElapsedSeconds(over ? undefined : snapshot.startedAt, clock, visit.serverClock);
  return {
    ...snapshot,
    elapsedSeconds,
    remoteFrame: () => {
      visit.diagnostics.remoteFrame();
    },
  };
}
