// The stage socket, `weir.stage.v1` (signaling/STAGE-SOCKET.md): one seat on one stage, kept through lost connections.
//
//            open()          welcome
//   idle ──▶ connecting ──────────────▶ open
//                ▲  │ refused             │ lost, or `bye` with `again`
//                │  ▼                     ▼
//                │ closed ◀── `bye` ── waiting
//                └───────────────────────┘ after a pause, or as soon as the network is back

import { Problem } from '../core/problem.js';
import { Backoff } from './backoff.js';

const PROTOCOL = 'weir.stage.v1';
const PATIENCE = 15_000; // for an answer
const PULSE = 5_000; // for any sign of life after we asked for one
const STEADY = 10_000; // a connection that held this long was a good one: the next pause starts small again

/**
 * Events: `change` (state, stage or self), `welcome`, `message` (whatever the server tells unasked; the detail is the
 * message itself).
 *
 * `greeting()` resolves to the fields of `hello` and is asked again for each connection, because a token grows old;
 * `renew()` is called once when the server no longer takes the token.
 */
export class StageSocket extends EventTarget {
  state = 'idle';
  /** The last `stage`, or null. */
  stage = null;
  self = null;
  channel = null;
  performersPerView = 32;
  ice = { iceServers: [], iceTransportPolicy: 'all' };
  /** Why it is closed for good: a Problem that refused us, or the reason of a `bye`. */
  problem = null;
  reason = null;
  resume = null;
  /** How many attempts in a row came to nothing. */
  misses = 0;

  #url;
  #greeting;
  #renew;
  #socket = null;
  #version = -1;
  #asked = new Map();
  #next = 0;
  #backoff = new Backoff();
  #timers = { retry: 0, beat: 0, pulse: 0, steady: 0 };
  #pause = null;
  #renewed = false;
  #listening = null;

  constructor(slug, { greeting, renew = async () => false, resume = null, origin = location.origin }) {
    super();
    this.#url = `${origin.replace(/^http/, 'ws')}/ws/stage/${encodeURIComponent(slug)}`;
    this.#greeting = greeting;
    this.#renew = renew;
    this.resume = resume;
  }

  open() {
    if (this.state === 'open' || this.state === 'connecting') return;
    this.#listen();
    this.#connect();
  }

  /** Leaves for good. The server keeps the seat for a while, and then gives it away. */
  close() {
    this.#listening?.abort();
    this.#listening = null;
    this.#drop();
    this.#enter('closed');
  }

  /** Sends a message and resolves to its outcome; rejects with a Problem. */
  ask(message, patience = PATIENCE) {
    if (this.state !== 'open') return Promise.reject(Problem.away());
    return this.#ask(message, patience);
  }

  /** Sends what needs no answer; lost if there is no connection. */
  tell(message) {
    if (this.state === 'open') this.#socket.send(JSON.stringify(message));
  }

  /** The network changed or the tab woke up: find out now whether the connection still lives. */
  check() {
    if (this.state === 'waiting') this.#connect();
    else if (this.state === 'open') this.#ping(PULSE / 2);
  }

  async #connect() {
    clearTimeout(this.#timers.retry);
    this.#enter('connecting');
    let hello;
    try {
      hello = await this.#greeting();
    } catch {
      this.#wait();
      return;
    }
    if (this.state !== 'connecting') return;
    const socket = new WebSocket(this.#url, PROTOCOL);
    this.#socket = socket;
    socket.onopen = () => this.#hello(hello);
    socket.onmessage = event => socket === this.#socket && this.#take(JSON.parse(event.data));
    socket.onclose = () => socket === this.#socket && this.#lost();
  }

  async #hello(hello) {
    try {
      const resume = this.resume ? { resume: this.resume } : {};
      this.#welcomed(await this.#ask({ type: 'hello', ...hello, ...resume }));
    } catch (problem) {
      await this.#turnedAway(problem);
    }
  }

  #welcomed(welcome) {
    this.self = welcome.self;
    this.channel = welcome.channel;
    this.resume = welcome.resume;
    this.ice = { iceServers: welcome.ice ?? [], iceTransportPolicy: welcome.relayOnly ? 'relay' : 'all' };
    this.performersPerView = welcome.performersPerView ?? 32;
    this.problem = null;
    this.misses = 0;
    this.#renewed = false;
    this.#version = -1; // another owner of the stage may count from elsewhere
    if (!welcome.resumed) this.stage = null;
    this.#timers.steady = setTimeout(() => this.#backoff.reset(), STEADY);
    this.#timers.beat = setInterval(() => this.#ping(PULSE), (welcome.heartbeat || 20) * 1000);
    this.#enter('open');
    this.dispatchEvent(new CustomEvent('welcome', { detail: welcome }));
  }

  /** A seat that is gone and a token that is old are ours to mend; patience is the server's to ask for; the rest is final. */
  async #turnedAway(problem) {
    if (this.state !== 'connecting') return; // the connection went; that is dealt with where it closes
    if (problem.isAway) return this.#lost(); // connected, but nobody answers
    if (this.resume && problem.status !== 429 && problem.status < 500) {
      this.resume = null;
      return this.#again();
    }
    if (problem.status === 401 && !this.#renewed) {
      this.#renewed = true;
      if (await this.#renew()) return this.#again();
    }
    if (problem.status === 429 || problem.status >= 500) {
      this.#pause = (problem.retryAfter || 0) * 1000;
      return this.#lost();
    }
    this.problem = problem;
    this.close();
  }

  #again() {
    this.#drop();
    this.#connect();
  }

  #take(message) {
    clearTimeout(this.#timers.pulse);
    if (message.ref !== undefined && this.#asked.has(message.ref)) return this.#answered(message);
    if (message.type === 'stage') this.#staged(message);
    else if (message.type === 'promoted') this.#promoted(message);
    else if (message.type === 'bye') this.#dismissed(message);
    else if (message.type !== 'pong') this.dispatchEvent(new CustomEvent('message', { detail: message }));
  }

  #answered(message) {
    const { resolve, reject, timer } = this.#asked.get(message.ref);
    this.#asked.delete(message.ref);
    clearTimeout(timer);
    if (message.type === 'refused') reject(new Problem(message.problem, message.problem.retryAfter ?? 0));
    else resolve(message);
  }

  #staged(stage) {
    if (stage.version < this.#version) return;
    this.#version = stage.version;
    this.stage = stage;
    this.dispatchEvent(new Event('change'));
  }

  #promoted({ self }) {
    this.self = self;
    this.dispatchEvent(new Event('change'));
    this.dispatchEvent(new CustomEvent('message', { detail: { type: 'promoted', self } }));
  }

  #dismissed({ reason, again, afterSeconds }) {
    if (again) {
      this.#pause = (afterSeconds ?? 0) * 1000;
      return;
    }
    this.reason = reason;
    this.close();
  }

  #ask(message, patience = PATIENCE) {
    const ref = String(++this.#next);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#asked.delete(ref);
        reject(Problem.away());
      }, patience);
      this.#asked.set(ref, { resolve, reject, timer });
      this.#socket.send(JSON.stringify({ ...message, ref }));
    });
  }

  #ping(patience) {
    this.tell({ type: 'ping' });
    clearTimeout(this.#timers.pulse);
    this.#timers.pulse = setTimeout(() => this.#lost(), patience);
  }

  #lost() {
    this.#drop();
    if (this.state !== 'closed') this.#wait();
  }

  #wait() {
    this.misses++;
    const pause = Math.max(this.#pause ?? 0, this.#backoff.next());
    this.#pause = null;
    this.#timers.retry = setTimeout(() => this.#connect(), pause);
    this.#enter('waiting');
  }

  #drop() {
    Object.values(this.#timers).forEach(timer => clearTimeout(timer));
    clearInterval(this.#timers.beat);
    const socket = this.#socket;
    this.#socket = null;
    socket?.close(1000);
    for (const { reject, timer } of this.#asked.values()) {
      clearTimeout(timer);
      reject(Problem.away());
    }
    this.#asked.clear();
  }

  #enter(state) {
    if (this.state === state) return;
    this.state = state;
    this.dispatchEvent(new Event('change'));
  }

  /** What may have cut the connection without telling it. */
  #listen() {
    this.#listening?.abort();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    addEventListener('online', () => this.check(), { signal });
    document.addEventListener('visibilitychange', () => document.hidden || this.check(), { signal });
    navigator.connection?.addEventListener?.('change', () => this.check(), { signal });
  }
}
