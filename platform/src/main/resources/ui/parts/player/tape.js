// A video element as something one can stop, search and go on with: the program while it is live, with as much of the past
// as the server keeps, or a recording.

const BEHIND = 8; // seconds behind the live edge from which we say so

export class Tape extends EventTarget {
  canSeek = true;
  video = document.createElement('video');
  /** By its viewer, and so nobody else's to set going. */
  stopped = false;
  /** There was something to be seen, and the last of it stays until there is more. */
  hasPicture = false;

  constructor() {
    super();
    this.video.playsInline = true;
    this.video.autoplay = true;
    this.video.addEventListener('loadeddata', () => { this.hasPicture = true; });
    for (const name of ['play', 'pause', 'seeked', 'durationchange', 'ended', 'loadeddata', 'ratechange']) {
      this.video.addEventListener(name, () => this.changed());
    }
  }

  /** Seconds from the edge at which a player of this source plays; null in a recording. */
  get edge() { return null; }
  /** The time of day at a place on the tape, in milliseconds, or null. */
  clockAt() { return null; }

  get paused() {
    return this.video.paused;
  }

  get time() {
    return this.video.currentTime;
  }

  get range() {
    const { seekable, duration } = this.video;
    if (seekable.length === 0) return { start: 0, end: Number.isFinite(duration) ? duration : 0 };
    return { start: seekable.start(0), end: this.edge ?? seekable.end(seekable.length - 1) };
  }

  get isBehind() {
    return this.edge !== null && (this.edge - this.time > BEHIND || this.paused);
  }

  /** How far what is there reaches, around what is shown. */
  get buffered() {
    const { buffered, currentTime } = this.video;
    for (let i = 0; i < buffered.length; i++) {
      if (buffered.start(i) <= currentTime + 0.1 && buffered.end(i) >= currentTime) return buffered.end(i);
    }
    return currentTime;
  }

  play() {
    this.stopped = false;
    return this.video.play().catch(error => {
      if (error.name !== 'AbortError' && error.name !== 'NotAllowedError') throw error;
    });
  }

  pause() {
    this.stopped = true;
    this.video.pause();
  }

  seek(time) {
    const { start, end } = this.range;
    this.video.currentTime = Math.min(Math.max(time, start), end);
    this.changed();
  }

  leap(seconds) {
    this.seek(this.time + seconds);
  }

  toEdge() {
    if (this.edge !== null) this.seek(this.edge);
    this.play();
  }

  changed() {
    this.dispatchEvent(new Event('change'));
  }
}
