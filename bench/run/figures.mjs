// From runs to figures: medians, spreads, and whether a run was disturbed.

/** Shares of one core that others may take while a run is on; above it the run is repeated. */
export const MOST_OTHERS = 0.1;
export const MOST_STOLEN = 0.02;

export const disturbance = (run) => run.othersShare + run.stolenShare;
export const isDisturbed = (run) => run.othersShare > MOST_OTHERS || run.stolenShare > MOST_STOLEN;

/** The middle one; of an even number the mean of the two in the middle. undefined of none. */
export function median(values) {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/**
 * @param {object[]} runs of all rounds, with `server` and `id`
 * @returns {{median: number, low: number, high: number, each: number[]} | undefined} undefined: it did not run
 */
export function figure(runs, id, server, read) {
  const each = runs.filter((run) => run.id === id && run.server === server).map(read);
  if (each.length === 0) return undefined;
  return { median: median(each), low: Math.min(...each), high: Math.max(...each), each };
}
