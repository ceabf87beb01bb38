// The program by HLS: in low latency as long as that runs smoothly, as plain HLS where it does not; by hls.js, or by the
// browser itself where that is the only way (Safari on telephones).
//
//   starting ──▶ flowing ◀──▶ recovering        failed: there is no program, or none that can be played here

import { Tape } from './tape.js';

const STALLS = 3; // within the time below are too many for low latency
const STALL_WINDOW = 45_000;
const FROZEN = 8_000; // milliseconds without progress after which we jump to where it goes on
const LOOK = 1_000;
const RETRIES = 5; // of a network that fails for good in hls.js's eyes, before it is so in ours

export class HlsSource extends Tape {
  kind = 'program';
  state = 'idle';
  lowLatency = true;
  #playlist;
  #url = null;
  #live;
  #seated;
  #hls = null;
  #wish;
  #stalls = [];
  #retries = 0;
  #mends = 0;
  #watch = 0;
  #progress = { time: -1, at: 0 };
  #clock = null;

  /** `playlist()` resolves to the address; `seated()` tells whether this viewer is counted at the stage as it is. */
  constructor(playlist, wish, { live = true, seated = () => false } = {}) {
    super();
    this.#playlist = playlist;
    this.#wish = wish;
    this.#live = live;
    this.#seated = seated;
  }

  static get isPossible() {
    return 'MediaSource' in window || playsNatively();
  }

  get name() {
    return this.#live ? (this.lowLatency && this.#hasParts ? 'LL-HLS' : 'HLS') : '';
  }

  get #hasParts() {
    return this.#hls?.levels[this.#hls.currentLevel]?.details?.partTarget > 0;
  }

  /** As the playlist lists them, highest first; a browser that plays by itself chooses by itself. */
  get heights() {
    const heights = new Set((this.#hls?.levels ?? []).map(({ height }) => height).filter(Boolean));
    return [0, ...[...heights].sort((a, b) => b - a)];
  }

  get hasSoundOnly() {
    return this.#soundOnly >= 0;
  }

  get edge() {
    if (!this.#live) return null;
    const { seekable } = this.video;
    return this.#hls?.liveSyncPosition ?? (seekable.length > 0 ? Math.max(seekable.start(0), seekable.end(seekable.length - 1) - 3) : null);
  }

  clockAt(time) {
    const now = this.#playingAt;
    return now === null ? null : now + (time - this.time) * 1000;
  }

  async start(behind = 0) {
    this.#enter('starting');
    this.#watch = setInterval(() => this.#look(), LOOK);
    this.video.addEventListener('playing', () => this.#enter('flowing'));
    this.video.addEventListener('waiting', () => this.#stalled());
    try {
      this.#url = await this.#playlist();
      if ('MediaSource' in window) await this.#byLibrary(behind);
      else this.#byBrowser(behind);
    } catch (problem) {
      console.warn('No program:', problem.message);
      this.#enter('failed');
    }
  }

  stop() {
    clearInterval(this.#watch);
    this.state = 'idle';
    this.hasPicture = false;
    this.#hls?.destroy();
    this.#hls = null;
    this.video.removeAttribute('src');
    this.video.load();
  }

  choose(wish) {
    this.#wish = wish;
    this.#wished();
  }

  figures() {
    const { video } = this;
    const level = this.#hls?.levels[this.#hls.currentLevel];
    const quality = video.getVideoPlaybackQuality?.();
    return {
      roundTrip: null,
      path: this.name || 'HLS',
      available: this.#hls && Math.round(this.#hls.bandwidthEstimate),
      delay: this.#live ? this.#latency : null,
      rows: [{
        inward: true, kind: 'video', codec: level?.videoCodec, bitrate: level?.bitrate ?? 0, width: video.videoWidth, height: video.videoHeight,
        fps: Math.round(level?.frameRate ?? 0), loss: quality?.totalVideoFrames ? quality.droppedVideoFrames / quality.totalVideoFrames * 100 : 0,
        jitterBuffer: Math.round((this.buffered - video.currentTime) * 1000), freezes: this.#stalls.length,
      }],
    };
  }

  async #byLibrary(behind) {
    await import('hls.js');
    if (this.state === 'idle') return; // stopped meanwhile
    const { Hls } = window;
    const hls = new Hls({
      lowLatencyMode: this.lowLatency,
      workerPath: import.meta.resolve('hls.js/hls.worker.js'), // our policy runs no worker out of a blob
      capLevelToPlayerSize: true,
      backBufferLength: 60,
      maxLiveSyncPlaybackRate: 1.08, // what was lost to a stall is made up for unnoticed
      xhrSetup: (request, url) => this.#sayWhereWeSit(request, url),
    });
    this.#hls = hls;
    hls.on(Hls.Events.ERROR, (_, data) => this.#erred(data));
    hls.on(Hls.Events.MANIFEST_PARSED, () => this.#wished());
    hls.on(Hls.Events.FRAG_BUFFERED, () => { this.#retries = 0; });
    hls.on(Hls.Events.LEVEL_SWITCHED, () => this.changed());
    if (behind) hls.once(Hls.Events.LEVEL_LOADED, () => this.#openAt(behind));
    hls.loadSource(this.#url);
    hls.attachMedia(this.video);
  }

  /** To ourselves alone: other origins would have to be asked first whether they want to hear it. */
  #sayWhereWeSit(request, url) {
    if (request.readyState === XMLHttpRequest.UNSENT) request.open('GET', url, true);
    if (this.#seated() && new URL(url, location.href).origin === location.origin) request.setRequestHeader('Weir-Seated', '1');
  }

  #byBrowser(behind) {
    this.lowLatency = false;
    this.video.src = this.#url;
    this.video.addEventListener('error', () => this.#enter('failed'));
    if (behind) this.video.addEventListener('loadedmetadata', () => this.#openAt(behind), { once: true });
  }

  #openAt(behind) {
    this.video.addEventListener('canplay', () => this.seek((this.edge ?? this.time) - behind), { once: true });
  }

  /** Level indexes go from the lowest bit rate up; -1 is the library's own choice. */
  #wished() {
    const hls = this.#hls;
    if (!hls || hls.levels.length === 0) return;
    const { maxHeight, video } = this.#wish;
    if (!video && this.hasSoundOnly) {
      hls.nextLevel = this.#soundOnly;
      return;
    }
    const fitting = hls.levels.findLastIndex(({ height }) => height > 0 && (maxHeight === 0 || height <= maxHeight));
    if (maxHeight === 0) hls.nextLevel = -1;
    else hls.nextLevel = Math.max(0, fitting);
    this.changed();
  }

  get #soundOnly() {
    return this.#hls?.levels.findIndex(({ height, videoCodec }) => !height && !videoCodec) ?? -1;
  }

  #erred({ fatal, type, response, details }) {
    const { ErrorTypes, ErrorDetails } = window.Hls;
    if (details === ErrorDetails.BUFFER_STALLED_ERROR) this.#stalled();
    if (!fatal) return;
    if (type === ErrorTypes.MEDIA_ERROR && this.#mends++ < 3) this.#hls.recoverMediaError();
    else if (type === ErrorTypes.NETWORK_ERROR && ![401, 403, 404, 410].includes(response?.code) && this.#retries++ < RETRIES) this.#later();
    else this.#enter('failed');
  }

  #later() {
    this.#enter('recovering');
    setTimeout(() => {
      if (!this.#hls) return;
      if (this.#hls.levels.length === 0) this.#hls.loadSource(this.#url);
      else this.#hls.startLoad();
    }, 500 * 2 ** this.#retries * (0.5 + Math.random()));
  }

  /** Too many in a short time: half a second less of delay is not worth a picture that stops. */
  #stalled() {
    if (this.video.seeking || this.video.paused || this.state === 'starting') return;
    this.#enter('recovering');
    const now = performance.now();
    this.#stalls = [...this.#stalls.filter(at => now - at < STALL_WINDOW), now];
    if (this.#stalls.length < STALLS || !this.lowLatency || !this.#hls) return;
    this.lowLatency = false;
    this.#hls.lowLatencyMode = false;
    this.#hls.config.liveSyncDurationCount = 3;
    this.changed();
  }

  /** hls.js steps over small gaps by itself; what does not move for long is helped along. */
  #look() {
    const { video } = this;
    this.#clock = this.#hls?.playingDate?.getTime() ?? video.getStartDate?.()?.getTime() + video.currentTime * 1000;
    const now = performance.now();
    if (video.currentTime !== this.#progress.time || video.paused || document.hidden) {
      this.#progress = { time: video.currentTime, at: now };
      if (!video.paused && video.readyState > 2 && this.state === 'recovering') this.#enter('flowing');
    } else if (now - this.#progress.at > FROZEN && this.hasPicture) {
      this.#progress.at = now;
      if (this.edge !== null) this.toEdge();
      else this.#hls?.startLoad();
    }
    this.changed();
  }

  get #playingAt() {
    return Number.isFinite(this.#clock) ? this.#clock : null;
  }

  /** By the times in the playlist; where this device's clock is wrong, by the distance to the playlist's end. */
  get #latency() {
    const byClock = this.#playingAt === null ? NaN : Date.now() - this.#playingAt;
    if (byClock > 0 && byClock < 6 * 3600_000) return Math.round(byClock);
    return this.#hls?.latency ? Math.round(this.#hls.latency * 1000) : null;
  }

  #enter(state) {
    if (this.state === state || this.state === 'idle' && state !== 'starting') return;
    this.state = state;
    this.changed();
  }
}

function playsNatively() {
  return document.createElement('video').canPlayType('application/vnd.apple.mpegurl') !== '';
}
