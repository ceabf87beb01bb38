// Receives a stage: a fixed set of sections, and a map of who is seen in which of them at the moment.

import { MediaSession } from './media-session.js';

export class Watcher extends MediaSession {
  /** `performer/source` → { audio: MediaStream, video: MediaStream }, as far as there are any. */
  feeds = new Map();
  /** `performer/source` → { width, height, bitrate } of what is sent to us. */
  quality = new Map();
  #slots;
  #wish;
  #streams = new WeakMap();

  constructor(socket, { performers = [], video = 6, audio = 6, maxHeight = 0, pictures = true } = {}) {
    super(socket);
    this.#slots = { audio, video };
    this.#wish = { performers, video: pictures, maxHeight };
  }

  get wish() {
    return this.#wish;
  }

  prepare(pc) {
    this.#show(new Map());
    for (const kind of ['audio', 'video']) {
      for (let i = 0; i < this.#slots[kind]; i++) pc.addTransceiver(kind, { direction: 'recvonly' });
    }
  }

  offer(sdp) {
    return { type: 'subscribe', sdp, ...this.#wish };
  }

  farewell() {
    return { type: 'unsubscribe', session: this.id };
  }

  /** Fewer lines, no picture, or only some performers; takes effect on a running session. */
  async choose(wish) {
    this.#wish = { ...this.#wish, ...wish };
    if (this.id && this.state === 'flowing') await this.socket.ask({ type: 'choose', session: this.id, ...this.#wish });
  }

  /** More on stage than there are sections for: more sections. */
  staged() {
    if (this.#wish.performers.length > 0) return;
    const sources = this.socket.stage?.performers.reduce((sum, performer) => sum + (performer.sources?.length ?? 0), 0) ?? 0;
    if (sources <= this.#slots.video || this.state !== 'flowing') return;
    this.#slots = { audio: sources, video: sources + 1 };
    this.start();
  }

  told(message) {
    if (message.type === 'tracks') this.#mapped(message.tracks);
    else if (message.type === 'session-quality') this.#rated(message);
  }

  #mapped(tracks) {
    const feeds = new Map();
    const receivers = new Map(this.pc.getTransceivers().map(({ mid, receiver }) => [mid, receiver]));
    for (const { mid, kind, performer, source } of tracks) {
      if (!performer || !receivers.has(mid)) continue;
      const key = `${performer}/${source}`;
      feeds.set(key, { ...feeds.get(key), [kind]: this.#streamOf(receivers.get(mid).track) });
    }
    this.#show(feeds);
  }

  /** Always the same stream for the same track, so that a picture on the page is not started anew. */
  #streamOf(track) {
    if (!this.#streams.has(track)) this.#streams.set(track, new MediaStream([track]));
    return this.#streams.get(track);
  }

  #rated({ performer, source, width, height, bitrate }) {
    this.quality.set(`${performer}/${source}`, { width, height, bitrate });
    this.dispatchEvent(new Event('change'));
  }

  #show(feeds) {
    this.feeds = feeds;
    this.dispatchEvent(new Event('change'));
  }
}
