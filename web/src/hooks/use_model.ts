import { useSyncExternalStore } from 'react';
import type { Model } from '../core/model';

/** Renders again whenever the model's snapshot changes. */
export function useModel<S>(model: Model<S>): S {
  return useSyncExternalStore(model.subscribe, model.snapshot);
}
