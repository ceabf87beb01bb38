// A file on its way to the server, in pieces that each take a moment: one that breaks off is sent again from where it did, and
// a network that goes for a while is waited for.

import { call, post } from './api.js';
import { Problem } from './problem.js';

const LEAST = 256 * 1024;
const MOST = 16 * 1024 * 1024;
const QUICK = 1_500; // milliseconds; a piece that took less is followed by a larger one
const SLOW = 5_000;
const PATIENCE = 60_000;
const MOST_TRIES = 12; // in a row: some four minutes
const LONGEST_PAUSE = 30_000;

/** `change`: there is more to show. */
export class Uploader extends EventTarget {
  sent = 0;
  problem = null;
  /** Whether it waits for the network, or for the server to have time. */
  isWaiting = false;
  #file;
  #left = new AbortController();

  constructor(file, upload) {
    super();
    this.#file = file;
    this.upload = upload;
  }

  static async begin(slug, file, title) {
    return new Uploader(file, await post(`channels/${encodeURIComponent(slug)}/uploads`, { title, size: file.size }));
  }

  get size() {
    return this.#file.size;
  }

  /** Resolves when all is sent, or it was stopped; what went wrong for good is in `problem`. */
  async run() {
    try {
      await this.#find();
      await this.#send();
    } catch (problem) {
      if (this.#left.signal.aborted) return;
      if (!(problem instanceof Problem)) throw problem;
      this.problem = problem;
    } finally {
      this.#changed();
    }
  }

  stop() {
    this.#left.abort();
  }

  async #send() {
    let length = LEAST * 4;
    let tries = 0;
    while (this.sent < this.size) {
      const began = performance.now();
      try {
        this.sent = await this.#piece(length);
        tries = 0;
        const took = performance.now() - began;
        if (took < QUICK) length = Math.min(MOST, length * 2);
        else if (took > SLOW) length = Math.max(LEAST, length / 2);
        this.#waits(false);
      } catch (problem) {
        tries += 1;
        if (!mayPass(problem) || tries > MOST_TRIES) throw problem;
        length = LEAST;
        this.#waits(true);
        await this.#pause(Math.min(LONGEST_PAUSE, 500 * 2 ** tries));
        await this.#find().catch(again => { if (!mayPass(again)) throw again; });
      }
    }
  }

  /** Where the next byte belongs, as the server knows it. */
  async #find() {
    const { headers } = await call('GET', `uploads/${this.upload.id}`, { signal: this.#left.signal });
    this.sent = Number(headers.get('Upload-Offset'));
    this.#changed();
  }

  async #piece(length) {
    const { headers } = await call('PATCH', `uploads/${this.upload.id}`, {
      body: this.#file.slice(this.sent, this.sent + length, 'application/partial-upload'),
      headers: { 'Upload-Offset': String(this.sent) },
      patience: PATIENCE,
      signal: this.#left.signal,
    });
    return Number(headers.get('Upload-Offset'));
  }

  #waits(now) {
    this.isWaiting = now;
    this.#changed();
  }

  #pause(milliseconds) {
    return new Promise((resolve, reject) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#left.signal.addEventListener('abort', () => {
        clearTimeout(timer);
        reject(this.#left.signal.reason);
      }, { once: true });
    });
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}

/** What another try may be better at. */
const mayPass = problem => problem instanceof Problem
  && (problem.isAway || problem.is('wrong-offset') || problem.is('upload-busy') || [408, 429, 500, 502, 503, 504].includes(problem.status));
