import { useSyncExternalStore } from 'react';
import type { Model } from '../core/model';

/**
 * Renders again only when what `select` takes from the model's snapshot is another value than before: for models that
 * change many times a second. `select` must answer the same snapshot with the same value, so a number or a boolean is best.
 */
export function useSelected<S, T>(model: Model<S>, select: (snapshot: S) => T): T {
  return useSyncExternalStore(model.subscribe, () => select(model.snapshot()));
}
