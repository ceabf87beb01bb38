// The emotes of a channel, by name. Asked for when the chat opens, and again when somebody writes a name that is not known.

import { get } from '../core/api.js';
import { Problem } from '../core/problem.js';

const PATIENCE = 30_000; // milliseconds from one asking to the next: anybody can write what is no emote
const NAMED = /:([a-z0-9_]{2,32}):/g;

/** Event: `change`. */
export class Emotes extends EventTarget {
  /** Name → address of the small picture. Replaced when it changes, never changed. */
  known = new Map();
  #path;
  #askedAt = 0;

  constructor(slug) {
    super();
    this.#path = `channels/${encodeURIComponent(slug)}/chat/emotes`;
  }

  async load() {
    this.#askedAt = Date.now();
    try {
      const { items } = await get(this.#path);
      this.known = new Map(items.map(({ name, url }) => [name, url]));
      this.dispatchEvent(new Event('change'));
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem; // names are shown as they are written
    }
  }

  heard(events) {
    if (Date.now() - this.#askedAt < PATIENCE) return;
    const isNews = ({ type, text }) => type === 'message' && [...text.matchAll(NAMED)].some(([, name]) => !this.known.has(name));
    if (events.some(isNews)) this.load();
  }
}
