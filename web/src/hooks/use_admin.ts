// The administration's models. Only what is loaded with the administration imports this.
import { useEffect, useState } from 'react';
import { LiveCalls, type LiveCallsSnapshot } from '../core/admin/live_calls';
import { SessionDesk, type SessionDeskSnapshot } from '../core/admin/session_desk';
import { UserDesk, type UserDeskSnapshot } from '../core/admin/user_desk';
import { isFinal, movesFrom } from '../core/admin/status_moves';
import type { HomeEnvironment } from '../core/home/environment';
import type { SessionStatus } from '../contract/rest';
import { useRunning } from './use_home';
import { useModel } from './use_model';

/** `active`: these sessions are being looked at. */
export function useSessionDesk(environment: HomeEnvironment, active: boolean): SessionDeskSnapshot {
  const [desk] = useState(() => new SessionDesk(environment));
  useEffect(() => {
    if (active) desk.start();
  }, [desk, active]);
  return useModel(desk);
}

export function useUserDesk(environment: HomeEnvironment, active: boolean): UserDeskSnapshot {
  const [desk] = useState(() => new UserDesk(environment.requests));
  useEffect(() => {
    if (active) desk.start();
  }, [desk, active]);
  return useModel(desk);
}

export function useLiveCalls(environment: HomeEnvironment, active: boolean): LiveCallsSnapshot {
  const [live] = useState(() => new LiveCalls(environment));
  useRunning(live, active);
  return useModel(live);
}

/** What a session's status can be set to: what it is, what may follow, and what was chosen already. */
export function statusMoves(
  current: SessionStatus,
  chosen: SessionStatus,
): { statuses: readonly SessionStatus[]; final: boolean } {
  const statuses = [...new Set([current, ...movesFrom(current), chosen])];
  return { statuses, final: chosen !== current && isFinal(chosen) };
}
