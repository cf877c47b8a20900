// Prop bags: what the screens need of the models, each under the model's own noun.
import type { Account, AccountSnapshot } from '../core/account';
import type { Call } from '../core/call/call';
import type { LobbySnapshot } from '../core/call/lobby';
import type { LocalMediaSnapshot } from '../core/media/local_media';
import type { Visit } from '../core/visit';
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
