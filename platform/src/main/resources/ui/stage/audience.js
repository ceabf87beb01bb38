// Everybody on stage, in one session where the engine shows all in one, else in a session for each (`performersPerView` in the
// welcome). To pages it is like a single watcher.

import { Watcher } from './watcher.js';

export class Audience extends EventTarget {
  #socket;
  #options;
  #watchers = new Map();
  #started = false;
  #left = new AbortController();

  constructor(socket, options = {}) {
    super();
    this.#socket = socket;
    this.#options = options;
    const { signal } = this.#left;
    socket.addEventListener('change', () => this.#seat(), { signal });
    socket.addEventListener('welcome', () => this.#seat(), { signal });
  }

  get state() {
    if (!this.#started) return 'idle';
    const states = [...this.#watchers.values()].map(({ state }) => state);
    return ['flowing', 'recovering', 'starting', 'failed'].find(state => states.includes(state)) ?? 'starting';
  }

  get problem() {
    return this.#first?.problem ?? null;
  }

  get isOver() {
    return this.#left.signal.aborted || this.state === 'failed';
  }

  /** One of them, for its figures. */
  get pc() {
    return this.#first?.pc ?? null;
  }

  get feeds() {
    return this.#joined('feeds');
  }

  get quality() {
    return this.#joined('quality');
  }

  start() {
    this.#started = true;
    this.#seat();
  }

  stop() {
    this.#left.abort();
    this.#watchers.forEach(watcher => watcher.stop());
    this.#watchers.clear();
  }

  async choose({ video, maxHeight } = {}) {
    const wish = { ...(video !== undefined && { video }), ...(maxHeight !== undefined && { maxHeight }) };
    this.#options = { ...this.#options, ...(video !== undefined && { pictures: video }), ...(maxHeight !== undefined && { maxHeight }) };
    await Promise.all([...this.#watchers.values()].map(watcher => watcher.choose(wish)));
  }

  get #first() {
    return this.#watchers.values().next().value ?? null;
  }

  #joined(map) {
    return new Map([...this.#watchers.values()].flatMap(watcher => [...watcher[map]]));
  }

  /** A watcher for everybody, or one for each picture on stage: who comes is given one, who goes takes it along. */
  #seat() {
    if (!this.#started || this.#left.signal.aborted || this.#socket.state !== 'open') return;
    const wanted = this.#socket.performersPerView > 1 ? [''] : this.#performers();
    for (const [name, watcher] of this.#watchers) {
      if (wanted.includes(name)) continue;
      this.#watchers.delete(name);
      watcher.stop();
      this.#changed();
    }
    for (const name of wanted) if (!this.#watchers.has(name)) this.#open(name);
  }

  /** Named as the engine names them; our own picture comes straight from our devices. */
  #performers() {
    const others = (this.#socket.stage?.performers ?? []).filter(({ id }) => id !== this.#socket.self?.id);
    return others.flatMap(({ id, sources = [] }) => sources.map(source => (source === 'screen' ? `${id}.screen` : id)));
  }

  #open(name) {
    const each = name && { performers: [name], video: 1, audio: 1 };
    const watcher = new Watcher(this.#socket, { ...this.#options, ...each });
    this.#watchers.set(name, watcher);
    watcher.addEventListener('change', () => this.#changed());
    watcher.start();
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
