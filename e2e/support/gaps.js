// How long the other's picture stood still around something that was done to the network.
import assert from 'node:assert/strict';

/** How often the page is asked, ms: finer than the frames come. */
const STEP = 25;
/** Frames that must have come before anything is done: the standstill needs a beginning. */
const FRAMES_BEFORE = 5;
/** The call has healed when frames have come in each of so many ms. */
const SETTLED = 3_000;
const LOOK_EVERY = 250;
/** Past this it will not heal any more, ms. */
const GIVE_UP = 45_000;

/** Makes the page write down, from now on, the wall-clock time of each new frame that came over a standing connection. */
async function record(person) {
  await person.page.evaluate((step) => {
    const times = (window.__frameTimes = []);
    let last;
    const look = async () => {
      const [peer] = (await window.__callroom.stats()).peers;
      // A frame also comes out of a dead connection when it is closed: that one does not count.
      if (peer?.connectionState === 'connected' && peer.framesDecoded !== last) {
        if (last !== undefined) times.push(Date.now());
        last = peer.framesDecoded;
      }
      setTimeout(look, step);
    };
    void look();
  }, STEP);
  await person.page.evaluate(async (count) => {
    while (window.__frameTimes.length < count) await new Promise((next) => setTimeout(next, 10));
  }, FRAMES_BEFORE);
}

/** The longest time between two frames, and its end. */
function longestGap(times) {
  let end = 1;
  times.forEach((time, i) => {
    if (i > 0 && time - times[i - 1] > times[end] - times[end - 1]) end = i;
  });
  return { lasted: times[end] - times[end - 1], ended: times[end] };
}

/** Frames in each of the last SETTLED seconds. */
function settled(times, now) {
  const recent = [now - SETTLED, ...times.filter((time) => time > now - SETTLED), now];
  return recent.every((time, i) => i === 0 || time - recent[i - 1] < 1000);
}

/**
 * Does something to the network and watches both people's pictures until they have moved steadily again.
 * @param {Person[]} people
 * @param {() => Promise<void>} disturb
 * @param {'begin' | 'end'} from what is timed: from the beginning of the disturbance or from its end
 * @returns {Promise<{stalledMs: number, healedMs: number}[]>} for each: the longest standstill, and when it was over
 */
export async function standstills(people, disturb, from) {
  await Promise.all(people.map(record));
  const began = Date.now();
  await disturb();
  const ended = Date.now();
  return Promise.all(
    people.map(async (person, i) => {
      for (;;) {
        await new Promise((done) => setTimeout(done, LOOK_EVERY));
        const { times, now } = await person.page.evaluate(() => ({ times: window.__frameTimes, now: Date.now() }));
        if (now - ended > SETTLED && settled(times, now)) {
          const gap = longestGap(times);
          return { stalledMs: gap.lasted, healedMs: Math.max(0, gap.ended - (from === 'begin' ? began : ended)) };
        }
        assert.ok(now - ended < GIVE_UP, `person ${i}: the picture did not come back; ${JSON.stringify(await person.stats())}`);
      }
    }),
  );
}
