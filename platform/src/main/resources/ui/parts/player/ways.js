// Which way the pictures come: from the stage (least delay, for as many as the engine carries) or as the program (HLS: a
// few seconds later, for everybody and through everything).
//
//            no WebRTC, engine full, no path in time            picture there
//   stage ──────────────────────────────────────────▶ (both) ─────────────────▶ program
//     ▲                                                  │ no program               │
//     └──────────────────────────────────────────────────┴──── tried again later ───┘
//
// Whichever way is being left goes on until the other has a picture.

import { HlsSource } from './hls-source.js';
import { WebRtcSource } from './webrtc-source.js';

export const STAGE = 'stage';
export const PROGRAM = 'program';

const PATIENCE = 7_000; // milliseconds for the stage to bring a picture
const RETURN = 45_000; // before the stage is tried again; twice as long each time
const LONGEST = 600_000;
const REST = 20_000; // for a program that failed

export class Ways extends EventTarget {
  choice;
  /** The way that is shown. */
  source;
  #socket;
  #stage;
  #program = null;
  #hls;
  #playlist;
  #wish;
  #running = false;
  #rewound = false;
  #doubts = 0;
  #failedAt = -Infinity;
  #timer = 0;

  /** `hls()` is where the program is, or null while there is none; `playlist()` resolves to how we may have it. */
  constructor(socket, wish, { choice, hls, playlist }) {
    super();
    this.#socket = socket;
    this.#hls = hls;
    this.#playlist = playlist;
    this.#wish = wish;
    this.#stage = new WebRtcSource(socket, wish);
    this.#stage.addEventListener('change', () => this.#staged());
    this.source = this.#stage;
    this.choice = choice;
  }

  offers(way) {
    if (way === STAGE) return WebRtcSource.isPossible;
    return way !== PROGRAM || (HlsSource.isPossible && this.#hls() !== null && performance.now() - this.#failedAt > REST);
  }

  get canRewind() {
    return this.source === this.#stage && this.offers(PROGRAM);
  }

  start() {
    if (this.#running) {
      if (!this.source.hasPicture && !this.#timer && !this.#program) this.#begin(); // the program may have come meanwhile
      return;
    }
    this.#running = true;
    this.#begin();
  }

  stop() {
    this.#running = false;
    this.#rewound = false;
    this.#doubts = 0;
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#stage.stop();
    this.#dropProgram();
    this.#show(this.#stage);
  }

  choose(choice) {
    this.choice = choice;
    this.#rewound = false;
    this.#doubts = 0;
    if (this.#running) this.#begin();
    this.dispatchEvent(new Event('change'));
  }

  /** What was on air some seconds ago; the stage itself has no past. */
  rewind(seconds) {
    this.#rewound = true;
    this.#toProgram(seconds);
  }

  /** Takes back a rewind. Says whether the stage is on its way; if not, there is nothing but the tape's own edge. */
  returnToStage() {
    if (!this.#rewound || this.choice === PROGRAM || !WebRtcSource.isPossible) return false;
    this.#rewound = false;
    this.#program?.toEdge();
    this.#tryStage();
    return true;
  }

  #begin() {
    if (this.choice === PROGRAM && this.offers(PROGRAM)) this.#toProgram();
    else if (WebRtcSource.isPossible) this.#tryStage();
    else if (this.offers(PROGRAM)) this.#toProgram();
  }

  #tryStage() {
    this.#stage.start();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#doubt(), PATIENCE);
    this.#staged();
  }

  #staged() {
    if (!this.#running) return;
    const { state, problem, hasPicture } = this.#stage;
    if (state === 'flowing' && hasPicture) this.#arrived();
    else if (state === 'failed' || problem?.status === 503) this.#doubt();
    else if (state === 'recovering' && this.source === this.#stage && !this.#timer) this.#timer = setTimeout(() => this.#doubt(), PATIENCE);
    if (this.source === this.#stage) this.dispatchEvent(new Event('change'));
  }

  #arrived() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.#rewound || (this.choice === PROGRAM && this.#program)) return; // the program is wanted, and on its way
    if (this.source === this.#stage) this.#doubts = 0;
    this.#show(this.#stage);
    this.#dropProgram();
  }

  /** The stage takes too long, or says no. Whoever asked for it and nothing else goes on waiting. */
  #doubt() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.source === this.#program && this.#program) this.#laterAgain();
    else if (this.choice !== STAGE && this.offers(PROGRAM)) this.#toProgram();
    else if (this.#running) this.#again(PATIENCE);
  }

  #toProgram(behind = 0) {
    if (!this.#program) {
      const program = new HlsSource(this.#playlist, this.#wish, { seated: () => this.#socket.state === 'open' });
      this.#program = program;
      program.addEventListener('change', () => program === this.#program && this.#programmed());
      program.start(behind);
    }
    if (!this.source.hasPicture) this.#show(this.#program);
    this.#programmed();
  }

  #programmed() {
    const program = this.#program;
    if (program.state === 'failed') return this.#programFailed();
    if (program.hasPicture && this.source !== program) this.#show(program);
    if (program.hasPicture && this.#stage.state !== 'idle' && !this.#timer) this.#laterAgain();
    if (this.source === program) this.dispatchEvent(new Event('change'));
    return undefined;
  }

  #programFailed() {
    this.#failedAt = performance.now();
    this.#rewound = false;
    this.#dropProgram();
    this.#show(this.#stage);
    if (this.#running && WebRtcSource.isPossible) this.#tryStage();
    else if (this.#running) this.#again(REST + 1000);
  }

  /** The program runs; the stage rests, and is tried again where that is what one would rather have. */
  #laterAgain() {
    this.#stage.stop();
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.choice === PROGRAM || this.#rewound || !WebRtcSource.isPossible) return;
    const pause = Math.min(LONGEST, RETURN * 2 ** this.#doubts++);
    this.#timer = setTimeout(() => this.#tryStage(), pause);
  }

  #again(pause) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timer = 0;
      this.#begin();
    }, pause);
  }

  #dropProgram() {
    this.#program?.stop();
    this.#program = null;
  }

  #show(source) {
    if (this.source === source) return;
    this.source = source;
    this.dispatchEvent(new Event('change'));
  }
}
