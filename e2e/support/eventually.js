// Waiting for what happens outside of any page: what the server has stored, for one.
import { PATIENCE } from './browsers/index.js';

const ASK_EVERY = 100;

/**
 * Asks again and again until the answer is as wanted.
 * @template T
 * @param {string} what for the message of the failure
 * @param {() => Promise<T>} ask
 * @param {(answer: T) => boolean} wanted
 * @returns {Promise<T>} the answer that was
 */
export async function eventually(what, ask, wanted) {
  const giveUp = performance.now() + PATIENCE;
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    if (performance.now() > giveUp) throw new Error(`${what}; last seen: ${JSON.stringify(answer)}`);
    await new Promise((next) => setTimeout(next, ASK_EVERY));
  }
}
