// The talk for those who hear it: message by message while it is calm, counted when it is not, and always when it is about
// oneself. A screen reader that is told hundreds of things a second says nothing at all.

import { language } from '../../core/language.js';
import { spokenOf } from './message.js';

const PAUSE = 4_000; // milliseconds between two announcements
const ALOUD = 2; // messages that are said one by one

export class Announcer {
  text = '';
  #waiting = [];
  #timer = 0;
  #say;

  constructor(say) {
    this.#say = say;
  }

  heard(events, self) {
    const others = events.filter(({ type, from, provisional }) => type === 'message' && !provisional && from.handle !== self?.handle);
    if (others.length === 0) return;
    this.#waiting.push(...others.slice(-50).map(event => ({ said: spokenOf(event), mine: self && event.mentions?.includes(self.handle) })));
    if (!this.#timer) this.#timer = setTimeout(() => this.#announce(), this.text ? PAUSE : 300);
  }

  stop() {
    clearTimeout(this.#timer);
  }

  #announce() {
    const waiting = this.#waiting.splice(0);
    const mine = waiting.filter(one => one.mine);
    const calm = waiting.length <= ALOUD;
    this.text = [...(calm ? waiting : mine).map(({ said }) => said), calm ? '' : language.plural('chat.new', waiting.length - mine.length)].filter(Boolean).join('. ');
    this.#say(this.text);
    this.#timer = setTimeout(() => {
      this.#timer = 0;
      if (this.#waiting.length > 0) this.#announce();
    }, PAUSE);
  }
}
