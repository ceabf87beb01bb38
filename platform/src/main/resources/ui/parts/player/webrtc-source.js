// A source brings a channel's pictures to the player. This one takes them from the stage itself, in well under a second.
//
// What the player asks of any source:
//   state     'idle', 'starting', 'flowing', 'recovering', 'failed'; says `change`
//   feeds     `performer/source` → { audio, video } as MediaStreams
//   heights   what may be chosen from; 0 is automatic
//   start(), stop(), choose({ maxHeight, video }), figures()

import { Audience } from '../../stage/audience.js';
import { Statistics } from '../../stage/statistics.js';

export class WebRtcSource extends EventTarget {
  heights = [0, 1080, 720, 360, 180];
  #socket;
  #watcher = null;
  #statistics = null;
  #wish;

  constructor(socket, wish) {
    super();
    this.#socket = socket;
    this.#wish = wish;
  }

  get state() {
    return this.#watcher?.state ?? 'idle';
  }

  get feeds() {
    return this.#watcher?.feeds ?? NONE;
  }

  start() {
    if (this.#watcher && !this.#watcher.isOver) return;
    this.#statistics = new Statistics();
    this.#watcher = new Audience(this.#socket, { maxHeight: this.#wish.maxHeight, pictures: this.#wish.video });
    this.#watcher.addEventListener('change', () => this.dispatchEvent(new Event('change')));
    this.#watcher.start();
  }

  stop() {
    this.#watcher?.stop();
    this.#watcher = null;
  }

  async choose(wish) {
    this.#wish = wish;
    await this.#watcher?.choose(wish);
  }

  figures() {
    return this.#statistics?.read(this.#watcher?.pc) ?? null;
  }
}

const NONE = new Map();
