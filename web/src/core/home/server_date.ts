// Every answer of the server carries its time (Date, RFC 9110 section 6.6.1), to the second: from it a page without a
// call learns how far its own clock is from the one that counts.
import type { Fetch } from '../api';
import type { Clock, ServerClock } from '../clock';

/** Date is cut off to whole seconds, so the moment it was written lies half a second later on average. */
const HALF_A_SECOND_MS = 500;

/** `fetch` that teaches `serverClock` what the answers say. */
export function learningFetch(fetch: Fetch, clock: Clock, serverClock: ServerClock): Fetch {
  return async (input, init) => {
    const askedAt = clock.now();
    const response = await fetch(input, init);
    const date = Date.parse(response.headers.get('date') ?? '');
    if (!Number.isNaN(date)) {
      serverClock.learn(new Date(date + HALF_A_SECOND_MS).toISOString(), askedAt, clock.now());
    }
    return response;
  };
}
