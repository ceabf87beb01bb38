// The chat socket, `weir.chat.v1` (platform/CHAT-SOCKET.md): a room, followed through lost connections without gaps or
// repeats, and what was said into it until it is acknowledged.
//
//            open()          welcome
//   idle ──▶ connecting ──────────────▶ open
//                ▲  │ refused for good     │ lost, or `bye` with `again`
//                │  ▼                      ▼
//                │ closed ◀── `bye` ─── waiting
//                └────────────────────────┘ after a pause, or as soon as the network is back

import { Problem } from '../core/problem.js';
import { Backoff } from '../stage/backoff.js';

const PROTOCOL = 'weir.chat.v1';
const PATIENCE = 15_000; // for an answer
const BEAT = 25_000;
const PULSE = 6_000; // for any sign of life after we asked for one
const STEADY = 10_000; // a connection that held this long was a good one: the next pause starts small again
const MOST_MISSED = 300; // what is fetched by itself; where more was missed, the reader decides
const PAGE = 100;
const OUTBOX = 5;

/**
 * Events: `change` (state, self, room, viewers, pinned, poll), `events` (the detail is a list of what the room remembers,
 * in order, each once; or `{ type: 'gap', from, to }`), `message` (anything else; the detail is the message).
 *
 * `token()` is asked again for each connection, because a token grows old; `renew()` when the server no longer takes it.
 */
export class ChatSocket extends EventTarget {
  state = 'idle';
  self = null;
  room = null;
  channel = null;
  viewers = null;
  approximate = false;
  pinned = null;
  poll = null;
  problem = null;
  reason = null;
  /** The latest number that was seen, and that is certain. */
  seq = null;

  #url;
  #token;
  #renew;
  #pass;
  #socket = null;
  #asked = new Map();
  #outbox = new Map();
  #next = 0;
  #backoff = new Backoff();
  #timers = { retry: 0, beat: 0, pulse: 0, steady: 0 };
  #pause = null;
  #renewed = false;
  #listening = null;
  #filling = null;
  #signedWith = null;
  #latest = 0;

  constructor(slug, { token = async () => null, renew = async () => false, pass = null, origin = location.origin } = {}) {
    super();
    this.#url = `${origin.replace(/^http/, 'ws')}/ws/chat/${encodeURIComponent(slug)}`;
    this.#token = token;
    this.#renew = renew;
    this.#pass = pass;
  }

  get isModerator() {
    return this.self?.role === 'owner' || this.self?.role === 'moderator';
  }

  open() {
    if (this.state === 'open' || this.state === 'connecting') return;
    this.#listen();
    this.#connect();
  }

  close() {
    this.#listening?.abort();
    this.#listening = null;
    this.#drop();
    for (const { reject } of this.#outbox.values()) reject(Problem.away());
    this.#outbox.clear();
    this.#enter('closed');
  }

  /**
   * Resolves to the `ack`; rejects with a Problem. While there is no connection it waits for the next one: saying the same
   * id again says nothing twice.
   */
  say(id, text, reply) {
    if (this.#outbox.size >= OUTBOX || this.state === 'closed') return Promise.reject(Problem.away());
    const message = { type: 'say', id, text, ...(reply ? { reply } : {}) };
    return new Promise((resolve, reject) => {
      this.#outbox.set(id, { message, resolve, reject });
      this.tell(message);
    });
  }

  /** Sends a message and resolves to its outcome; rejects with a Problem. */
  ask(message) {
    return this.state === 'open' ? this.#ask(message) : Promise.reject(Problem.away());
  }

  /** Sends what needs no answer; lost if there is no connection. */
  tell(message) {
    if (this.state === 'open') this.#socket.send(JSON.stringify(message));
  }

  /** What was before: `{ events, more }`, oldest first. */
  before(seq) {
    return this.ask({ type: 'history', before: seq, limit: PAGE });
  }

  after(seq) {
    return this.ask({ type: 'history', after: seq, limit: PAGE });
  }

  /** Somebody signed in, or out, on this page, or goes on with a fresh token. */
  async signIn() {
    const token = await this.#token().catch(() => this.#signedWith);
    if (this.state !== 'open' || token === this.#signedWith) return;
    if (token === null) {
      this.#again();
      return;
    }
    this.#signedWith = token;
    try {
      this.#set({ self: (await this.#ask({ type: 'sign-in', token })).self });
    } catch {
      if (this.state === 'open') this.#again();
    }
  }

  /** The network changed or the tab woke up: find out now whether the connection still lives. */
  check() {
    if (this.state === 'waiting') this.#connect();
    else if (this.state === 'open') this.#ping(PULSE / 2);
  }

  async #connect() {
    clearTimeout(this.#timers.retry);
    this.#enter('connecting');
    const token = await this.#token().catch(() => null);
    if (this.state !== 'connecting') return;
    this.#signedWith = token;
    const socket = new WebSocket(this.#url, PROTOCOL);
    this.#socket = socket;
    socket.onopen = () => this.#hello(token);
    socket.onmessage = event => socket === this.#socket && this.#take(JSON.parse(event.data));
    socket.onclose = () => socket === this.#socket && this.#lost();
  }

  async #hello(token) {
    const hello = { type: 'hello', token, pass: this.#pass, resume: this.seq };
    try {
      this.#welcomed(await this.#ask(said(hello)));
    } catch (problem) {
      await this.#turnedAway(problem);
    }
  }

  #welcomed(welcome) {
    Object.assign(this, { self: welcome.self, room: welcome.room, channel: welcome.channel, problem: null });
    this.viewers = welcome.viewers ?? this.viewers;
    this.#latest = welcome.seq ?? 0;
    this.pinned = null; // both are told anew
    this.poll = null;
    this.#renewed = false;
    this.#timers.steady = setTimeout(() => this.#backoff.reset(), STEADY);
    this.#timers.beat = setInterval(() => this.#beat(), BEAT);
    this.#enter('open');
    for (const { message } of this.#outbox.values()) this.tell(message);
    this.#changed();
  }

  /** A token that is old is ours to mend, patience is the server's to ask for; the rest is final. */
  async #turnedAway(problem) {
    if (this.state !== 'connecting') return; // the connection went; that is dealt with where it closes
    if (problem.isAway) return this.#lost();
    if (problem.status === 401 && !this.#renewed) {
      this.#renewed = true;
      if (await this.#renew()) return this.#again();
    }
    if (problem.status === 429 || problem.status >= 500) {
      this.#pause = (problem.retryAfter || 0) * 1000;
      return this.#lost();
    }
    this.problem = problem;
    return this.close();
  }

  #again() {
    this.#drop();
    this.#connect();
  }

  #take(message) {
    clearTimeout(this.#timers.pulse);
    if (message.ref !== undefined && this.#asked.has(message.ref)) return this.#answered(message);
    if (message.type === 'pinned') this.#set({ pinned: message.message }); // told again at each visit, with their old numbers
    else if (message.type === 'poll') this.#polled(message.poll);
    if (message.seq !== undefined && message.type !== 'ack') return this.#remembered([message]);
    return (this.#KINDS[message.type] ?? this.#other)(message);
  }

  #KINDS = {
    ack: message => this.#settled(message.id, ({ resolve }) => resolve(message)),
    refused: ({ id, problem }) => this.#settled(id, ({ reject }) => reject(new Problem(problem, problem.retryAfter ?? 0))),
    page: ({ events }) => this.#opened(events),
    history: ({ events }) => this.#opened(events),
    gap: ({ from, to }) => this.#missed(from, to),
    moved: ({ seqs }) => this.dispatchEvent(new CustomEvent('message', { detail: { type: 'moved', seqs } })),
    room: ({ room }) => this.#set({ room: { ...this.room, ...room } }),
    viewers: ({ count, approximate }) => this.#set({ viewers: count, approximate: approximate === true }),
    votes: ({ poll }) => this.#polled(poll),
    bye: message => this.#dismissed(message),
    pong: () => {},
  };

  #other = message => this.dispatchEvent(new CustomEvent('message', { detail: message }));

  #settled(id, how) {
    const waiting = this.#outbox.get(id);
    this.#outbox.delete(id);
    if (waiting) how(waiting);
  }

  /** The first page of a visit. After a long absence it may begin later than we left off. */
  #opened(events) {
    if (this.seq !== null && events.length > 0 && events[0].seq > this.seq + 1) this.#missed(this.seq + 1, events[0].seq - 1);
    this.#deliver(events.filter(({ seq }) => this.seq === null || seq > this.seq));
    this.seq = Math.max(this.seq ?? 0, this.#latest); // numbers of what was deleted since are on no page
  }

  /** While a hole is being filled, what comes behind it waits. */
  #remembered(events) {
    if (this.#filling) {
      this.#filling.push(...events);
      return;
    }
    const [first] = events;
    if (first.provisional) return this.#deliver(events);
    if (this.seq !== null && first.seq > this.seq + 1) {
      this.#filling = events;
      this.#fill(this.seq + 1, first.seq - 1);
    } else if (this.seq === null || first.seq > this.seq) {
      this.#deliver(events);
    }
  }

  #missed(from, to) {
    if (this.seq !== null && to <= this.seq) return;
    this.#filling ??= [];
    this.#fill(Math.max(from, (this.seq ?? from - 1) + 1), to);
  }

  async #fill(from, to) {
    const socket = this.#socket;
    let events = [];
    if (to - from < MOST_MISSED) events = await this.#fetch(from, to).catch(() => []);
    if (socket !== this.#socket) return; // the next connection resumes where we left off
    const waiting = this.#filling ?? [];
    this.#filling = null;
    const isWhole = events.length > 0 || to - from < MOST_MISSED;
    this.#deliver(isWhole ? events : [{ type: 'gap', from, to }]);
    this.seq = Math.max(this.seq ?? 0, to);
    for (const event of waiting) this.#remembered([event]);
  }

  async #fetch(from, to) {
    const events = [];
    for (let last = from - 1, more = true; more && last < to;) {
      const page = await this.after(last);
      events.push(...page.events.filter(({ seq }) => seq <= to));
      last = page.events.at(-1)?.seq ?? to;
      more = page.more;
    }
    return events;
  }

  #deliver(events) {
    if (events.length === 0) return;
    for (const event of events) {
      if (event.type === 'pinned') this.#set({ pinned: event.message });
      else if (event.type === 'poll') this.#polled(event.poll);
      if (!event.provisional && event.seq) this.seq = Math.max(this.seq ?? 0, event.seq);
    }
    this.dispatchEvent(new CustomEvent('events', { detail: events }));
  }

  #polled(poll) {
    this.#set({ poll: { ...poll, mine: poll.id === this.poll?.id ? this.poll.mine : null } });
  }

  async vote(choice) {
    const { id, mine } = this.poll;
    this.#set({ poll: { ...this.poll, mine: choice } });
    try {
      await this.ask({ type: 'vote', poll: id, choice });
    } catch (problem) {
      if (this.poll?.id === id) this.#set({ poll: { ...this.poll, mine } });
      throw problem;
    }
  }

  #answered(message) {
    const { resolve, reject, timer } = this.#asked.get(message.ref);
    this.#asked.delete(message.ref);
    clearTimeout(timer);
    if (message.type === 'refused') reject(new Problem(message.problem, message.problem.retryAfter ?? 0));
    else resolve(message);
    if (message.seq !== undefined && message.type !== 'welcome') this.#remembered([message]); // an outcome may be an event as well
  }

  #ask(message) {
    const ref = String(++this.#next);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#asked.delete(ref);
        reject(Problem.away());
      }, PATIENCE);
      this.#asked.set(ref, { resolve, reject, timer });
      this.#socket.send(JSON.stringify({ ...message, ref }));
    });
  }

  #dismissed({ reason, again, afterSeconds }) {
    if (again || reason === 'slow' || reason === 'overloaded') {
      this.#pause = (afterSeconds ?? 1) * 1000;
      return;
    }
    this.reason = reason;
    this.close();
  }

  #beat() {
    this.#ping(PULSE);
    this.signIn(); // before the old token expires
  }

  #ping(patience) {
    this.tell({ type: 'ping' });
    clearTimeout(this.#timers.pulse);
    this.#timers.pulse = setTimeout(() => this.#lost(), patience);
  }

  #lost() {
    this.#drop();
    if (this.state === 'closed') return;
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
    this.#filling = null;
    socket?.close(1000);
    for (const { reject, timer } of this.#asked.values()) {
      clearTimeout(timer);
      reject(Problem.away());
    }
    this.#asked.clear();
  }

  #set(fields) {
    Object.assign(this, fields);
    this.#changed();
  }

  #enter(state) {
    if (this.state === state) return;
    this.state = state;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }

  /** What may have cut the connection without telling it. */
  #listen() {
    this.#listening?.abort();
    this.#listening = new AbortController();
    const { signal } = this.#listening;
    addEventListener('online', () => this.check(), { signal });
    document.addEventListener('visibilitychange', () => document.hidden || this.check(), { signal });
  }
}

const said = fields => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
