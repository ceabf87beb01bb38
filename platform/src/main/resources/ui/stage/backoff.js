// How long to wait before the next attempt: twice as long each time, up to a bound, and never in step with everybody
// else who lost the same server at the same moment ("full jitter", but never less than a quarter).

const FIRST = 500; // milliseconds
const LONGEST = 15_000;

export class Backoff {
  #tries = 0;
  #random;

  constructor(random = Math.random) {
    this.#random = random;
  }

  get tries() {
    return this.#tries;
  }

  next() {
    const most = Math.min(LONGEST, FIRST * 2 ** this.#tries++);
    return most * (0.25 + 0.75 * this.#random());
  }

  reset() {
    this.#tries = 0;
  }
}
