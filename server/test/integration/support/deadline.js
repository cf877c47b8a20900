// Every wait of the suite ends: with what it waited for, or with a message that says what never came.

/** Long enough for a busy machine, short enough that a failing suite still ends soon. */
export const PATIENCE_MS = 10_000;

/** `promise`, or an error naming `what` (a text, or a function that makes one when it is needed) after `ms`. */
export function within(promise, what, ms = PATIENCE_MS) {
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => {
      reject(new Error(`waited ${ms} ms for ${typeof what === "function" ? what() : what}`));
    }, ms);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

/** Values in the order they came, taken by whoever waits for one of a kind. */
export class Mailbox {
  #kept = [];
  #waiting = [];

  put(value) {
    const index = this.#waiting.findIndex(({ wanted }) => wanted(value));
    if (index >= 0) this.#waiting.splice(index, 1)[0].resolve(value);
    else this.#kept.push(value);
  }

  /** The first value that is `wanted`, here already or still to come. */
  take(wanted, what, ms = PATIENCE_MS) {
    const index = this.#kept.findIndex(wanted);
    if (index >= 0) return Promise.resolve(this.#kept.splice(index, 1)[0]);
    const entry = { wanted };
    const found = new Promise((resolve) => {
      entry.resolve = resolve;
      this.#waiting.push(entry);
    });
    return within(found, what, ms).finally(() => {
      this.#waiting = this.#waiting.filter((other) => other !== entry);
    });
  }

  /** What nobody has taken so far. */
  get kept() {
    return [...this.#kept];
  }
}

/** Asks again, one question after the other, until the answer is `wanted`. */
export async function eventually(ask, wanted, what, ms = PATIENCE_MS) {
  const deadline = Date.now() + ms;
  for (;;) {
    const answer = await ask();
    if (wanted(answer)) return answer;
    if (Date.now() > deadline)
      throw new Error(`asked for ${ms} ms for ${what}; the last answer: ${JSON.stringify(answer)}`);
  }
}
