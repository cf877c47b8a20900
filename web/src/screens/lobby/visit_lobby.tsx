import { useEffect } from 'react';
import type { Clock } from '../../core/clock';
import type { Visit } from '../../core/visit';
import { thisBrowser } from '../../hooks/this_browser';
import { useVisit } from '../../hooks/use_call';
import { useCountdown } from '../../hooks/use_countdown';
import { useModel } from '../../hooks/use_model';
import { LobbyScreen } from './lobby_screen';

/** The lobby of a visit: its models as props. */
export function VisitLobby({ visit, clock }: { visit: Visit; clock: Clock }) {
  const { lobby, media } = useVisit(visit);
  const connectionTest = useModel(visit.connectionTest);
  const rating = useModel(visit.lobby.rating);
  const opensAt = lobby.access.kind === 'refused' ? lobby.access.opensAt : undefined;
  const opensInSeconds = useCountdown(opensAt, clock, visit.serverClock);
  // Who is early has the time, and learns of a bad network while something can still be done about it.
  const early = opensAt !== undefined;
  const { run } = connectionTest;
  useEffect(() => {
    if (early) run?.();
  }, [early, run]);
  return (
    <LobbyScreen
      lobby={lobby}
      media={media}
      voice={visit.voice}
      connectionTest={connectionTest}
      browser={thisBrowser()}
      opensInSeconds={opensInSeconds}
      rating={rating}
      now={() => visit.serverClock.now()}
    />
  );
}
