// How long to wait before the next attempt: twice as long each time, up to a bound, and never in step with everybody
// else who lost the same server at the same moment ("full jitter", but never less than a quarter). Within the seconds in
// which another node takes over a stage whose own died, nobody waits longer than two.

const FIRST = 500; // milliseconds
const LONGEST = 15_000;
const PATIENT = 2; // doublings, before
const TAKEOVER = 3; // attempts have been made at that pace

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
    const doublings = Math.max(Math.min(this.#tries, PATIENT), this.#tries - TAKEOVER);
    this.#tries++;
    const most = Math.min(LONGEST, FIRST * 2 ** doublings);
    return most * (0.25 + 0.75 * this.#random());
  }

  reset() {
    this.#tries = 0;
  }
}
