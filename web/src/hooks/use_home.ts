// The pages around the call: their models live as long as the page does, and rest while it is not in use.
import { useEffect, useState } from 'react';
import { Dashboard, type DashboardSnapshot } from '../core/home/dashboard';
import type { HomeEnvironment } from '../core/home/environment';
import { makeHistory, type HistorySnapshot } from '../core/home/history';
import { useModel } from './use_model';

/** `active`: somebody is signed in. */
export function useDashboard(environment: HomeEnvironment, userId: string, active: boolean): DashboardSnapshot {
  const [dashboard] = useState(() => new Dashboard(environment, userId));
  useRunning(dashboard, active);
  return useModel(dashboard);
}

/** Fetched when it is first looked at. */
export function useHistory(environment: HomeEnvironment, active: boolean): HistorySnapshot {
  const [history] = useState(() => makeHistory(environment.requests));
  useEffect(() => {
    if (active) history.refresh();
  }, [history, active]);
  return useModel(history);
}

/** Runs a model while it is wanted and drawn. */
export function useRunning(model: { start: () => void; stop: () => void }, active: boolean): void {
  useEffect(() => {
    if (!active) return undefined;
    model.start();
    return () => {
      model.stop();
    };
  }, [model, active]);
}
