// The talk beside a recording: fetched ahead in pages, and cut off at the moment that is being watched.

import { get } from '../core/api.js';
import { Problem } from '../core/problem.js';
import { ChatLog } from './log.js';

const AHEAD = 30_000; // milliseconds of talk that is fetched before it is needed
const JUMP = 120_000; // further than this is not read through, but begun anew
const BEFORE = 60_000; // of talk that was already there when one arrives in the middle

/** `change`: there is more to show. */
export class Replay extends EventTarget {
  log = new ChatLog();
  /** Whether there is any talk to be had. */
  isPossible = true;
  #path;
  #start;
  #end;
  #cursor = null;
  #waiting = [];
  #fetchedTo = -1;
  #more = true;
  #busy = false;
  #at = -1;
  #from = 0;

  constructor({ channel, startedAt, durationMs }) {
    super();
    this.#path = `channels/${encodeURIComponent(channel)}/chat`;
    this.#start = Date.parse(startedAt);
    this.#end = this.#start + durationMs;
  }

  /** What had been said by this millisecond of the recording. */
  async show(at) {
    const isFar = at < this.#at || at > this.#fetchedTo + JUMP;
    this.#at = at;
    if (isFar) this.#begin(Math.max(0, at - BEFORE));
    this.#say();
    if (at + AHEAD > this.#fetchedTo) await this.#fetch();
  }

  #begin(from) {
    this.log = new ChatLog();
    this.#waiting = [];
    this.#fetchedTo = from;
    this.#cursor = null;
    this.#more = true;
    this.#from = from;
    this.dispatchEvent(new Event('change'));
  }

  async #fetch() {
    if (this.#busy || !this.#more || !this.isPossible) return;
    this.#busy = true;
    const { log } = this;
    try {
      const { items, nextCursor } = await get(`${this.#path}?${this.#query}`);
      if (log !== this.log) return; // gone elsewhere meanwhile
      this.#waiting.push(...items);
      this.#cursor = nextCursor;
      this.#more = Boolean(nextCursor) && items.length > 0;
      this.#fetchedTo = this.#more ? this.#placeOf(items.at(-1)) : Infinity;
      this.#say();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (problem.status === 404) this.isPossible = false;
    } finally {
      this.#busy = false;
      this.dispatchEvent(new Event('change'));
    }
  }

  get #query() {
    const time = milliseconds => new Date(milliseconds).toISOString();
    const query = new URLSearchParams({ from: time(this.#start + this.#from), to: time(this.#end), limit: 100 });
    if (this.#cursor) query.set('cursor', this.#cursor);
    return query;
  }

  #say() {
    const until = this.#waiting.findIndex(event => this.#placeOf(event) > this.#at);
    const due = this.#waiting.splice(0, until < 0 ? this.#waiting.length : until);
    if (due.length === 0) return;
    this.log.take(due);
    this.dispatchEvent(new Event('change'));
  }

  #placeOf({ at }) {
    return Date.parse(at) - this.#start;
  }
}
