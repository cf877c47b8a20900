// From runs to figures: medians, spreads, lines through points, and whether a run was disturbed.

/** Shares of one core that others may take while a run is on; above it the run is repeated. Of the time in which the
 *  cores did not idle, up to 0.16 belongs to no process on a quiet machine: waking up and interrupts while idle, most of
 *  all where messages come one by one. */
export const MOST_OTHERS = 0.2;
export const MOST_STOLEN = 0.02;

export const disturbance = (run) => run.othersShare + run.stolenShare;
export const isDisturbed = (run) => !run.failed && (run.othersShare > MOST_OTHERS || run.stolenShare > MOST_STOLEN);

/** The middle one; of an even number the mean of the two in the middle. undefined of none. */
export function median(values) {
  if (values.length === 0) return undefined;
  const sorted = [...values].sort((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}

/** @returns {{median: number, low: number, high: number, each: number[]} | undefined} undefined of none */
export const spread = (each) =>
  each.length === 0 ? undefined : { median: median(each), low: Math.min(...each), high: Math.max(...each), each };

/** The runs of each round, in the rounds' order. */
export function byRound(runs) {
  const numbers = [...new Set(runs.map(({ round }) => round))].sort((a, b) => a - b);
  return numbers.map((number) => runs.filter(({ round }) => round === number));
}

/** The runs of a workload on a server that came to their end. */
export const runsOf = (runs, id, server) =>
  runs.filter((run) => run.id === id && run.server === server && !run.failed);

/** A figure of one server and workload, over the rounds in which it did not fail. */
export const figure = (runs, id, server, read) => spread(runsOf(runs, id, server).map(read));

/**
 * The line y = base + slope·x with the least squared distance to the points, and how far the farthest is from it, as a
 * share of that point's y. At least two points with different x.
 * @param {[number, number][]} points
 */
export function line(points) {
  const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [mx, my] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const slope =
    points.reduce((sum, [x, y]) => sum + (x - mx) * (y - my), 0) / points.reduce((sum, [x]) => sum + (x - mx) ** 2, 0);
  const base = my - slope * mx;
  const farthest = Math.max(...points.map(([x, y]) => Math.abs(base + slope * x - y) / y));
  return { base, slope, farthest, at: (x) => base + slope * x };
}
