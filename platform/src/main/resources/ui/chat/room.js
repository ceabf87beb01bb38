// A visit to a room: its socket and its log, as one thing that pages can draw.

import { session } from '../core/session.js';
import { ChatLog } from './log.js';
import { ChatSocket } from './socket.js';

/**
 * Events: `change` (anything around the talk), `said` (the log; often: draw it once a frame), `message` (what the server
 * tells of moderation; the detail is the message), `burst` (reactions to nothing in particular).
 */
export class Room extends EventTarget {
  log = new ChatLog();
  socket;
  /** Messages that wait for a moderator, for those who may decide. */
  held = [];
  /** `{ kind, until, reason }` while this person may not write, or null. */
  sanction = null;
  /** When this person may speak again in slow mode, in milliseconds. */
  nextAt = 0;
  hasMore = true;
  #run = Math.random().toString(36).slice(2, 8);
  #count = 0;

  constructor(slug, { pass = null, anonymous = false } = {}) {
    super();
    const own = anonymous ? {} : { token: ownToken, renew: () => session.refresh() };
    this.socket = new ChatSocket(slug, { ...own, pass });
    this.socket.addEventListener('change', () => this.#changed());
    this.socket.addEventListener('events', ({ detail }) => this.#heard(detail));
    this.socket.addEventListener('message', ({ detail }) => this.#told(detail));
  }

  open() {
    this.socket.open();
  }

  close() {
    this.socket.close();
  }

  /** Resolves to nothing, or rejects with the Problem; then the words have left the log again. */
  async say(text, reply = null) {
    const id = `${this.#run}${++this.#count}`;
    const from = this.socket.self;
    this.log.saying({ id, from, text, reply: reply && { seq: reply.seq, handle: reply.from.handle, text: reply.text.slice(0, 80) } });
    this.dispatchEvent(new Event('said'));
    try {
      const { held } = await this.socket.say(id, text, reply?.seq);
      if (held) this.log.held(id, from);
      if (!this.socket.isModerator) this.#rest(this.socket.room?.slowSeconds ?? 0);
    } catch (problem) {
      this.log.unsaid(id, from);
      if (problem.is('slow-mode')) this.#rest(problem.retryAfter);
      if (problem.is('banned')) this.sanction = { kind: 'ban' };
      if (problem.is('timed-out')) this.sanction = { kind: 'timeout', until: new Date(Date.now() + problem.retryAfter * 1000).toISOString() };
      throw problem;
    } finally {
      this.dispatchEvent(new Event('said'));
    }
  }

  react(emoji, seq) {
    return seq ? this.socket.ask({ type: 'react', emoji, seq }) : this.socket.tell({ type: 'react', emoji });
  }

  /** What was said before this entry, oldest first. */
  async older({ seq }) {
    if (!this.hasMore) return [];
    const { events, more } = await this.socket.before(seq);
    this.hasMore = more && events.length > 0;
    return this.log.prepend(events);
  }

  /** Who has spoken lately, latest first: for whoever types an @. */
  people(start) {
    const found = new Map();
    for (let i = this.log.entries.length - 1; i >= 0 && found.size < 6; i--) {
      const { kind, from } = this.log.entries[i];
      if (kind === 'message' && from.handle?.startsWith(start) && from.handle !== this.socket.self?.handle) found.set(from.handle, from);
    }
    return [...found.values()];
  }

  async review(held, allow) {
    await this.socket.ask({ type: 'review', held, allow });
    this.#decided(held);
  }

  #heard(events) {
    this.log.take(events);
    this.dispatchEvent(new CustomEvent('said', { detail: events }));
  }

  #told(message) {
    if (message.type === 'reactions') this.#reacted(message);
    else if (message.type === 'moved') this.log.moved(message.seqs);
    else if (message.type === 'held') this.held = [...this.held.slice(-99), message];
    else if (message.type === 'reviewed') this.#decided(message.held);
    else if (message.type === 'sanctioned') this.sanction = message.kind === 'lifted' ? null : message;
    this.dispatchEvent(new CustomEvent('message', { detail: message }));
    this.#changed();
  }

  #reacted({ burst = [], messages = [] }) {
    this.log.reacted(messages);
    if (messages.length > 0) this.dispatchEvent(new Event('said'));
    if (burst.length > 0) this.dispatchEvent(new CustomEvent('burst', { detail: burst }));
  }

  #decided(held) {
    this.held = this.held.filter(one => one.held !== held);
    this.#changed();
  }

  #rest(seconds) {
    this.nextAt = Date.now() + seconds * 1000;
    this.#changed();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

async function ownToken() {
  await session.freshen();
  return session.token;
}
