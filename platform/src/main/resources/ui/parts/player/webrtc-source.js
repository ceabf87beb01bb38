// A source brings a channel's pictures to the player. This one takes them from the stage itself, in well under a second.
//
// What the player asks of any source:
//   kind          STAGE or PROGRAM; `name` is what it is called in front of people, or nothing
//   state         'idle', 'starting', 'flowing', 'recovering', 'failed'; says `change`
//   hasPicture    whether there is something to be seen
//   heights       what may be chosen from; 0 is automatic; `hasSoundOnly`: whether the picture can be left out
//   canSeek       whether it has what tapes have: paused, play(), pause(), leap(seconds), range, time …
//   start(), stop(), choose({ maxHeight, video }), figures()

import { Audience } from '../../stage/audience.js';
import { Statistics } from '../../stage/statistics.js';

export class WebRtcSource extends EventTarget {
  kind = 'stage';
  name = '';
  heights = [0, 1080, 720, 360, 180];
  hasSoundOnly = true;
  canSeek = false;
  #socket;
  #watcher = null;
  #statistics = null;
  #wish;

  constructor(socket, wish) {
    super();
    this.#socket = socket;
    this.#wish = wish;
  }

  /** Browsers without it, or with it switched off, have the program. */
  static get isPossible() {
    return typeof RTCPeerConnection === 'function';
  }

  get state() {
    return this.#watcher?.state ?? 'idle';
  }

  get problem() {
    return this.#watcher?.problem ?? null;
  }

  /** `performer/source` → { audio, video } as MediaStreams. */
  get feeds() {
    return this.#watcher?.feeds ?? NONE;
  }

  get hasPicture() {
    return this.feeds.size > 0;
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
