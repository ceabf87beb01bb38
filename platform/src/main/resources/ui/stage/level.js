// How loud a track is, from 0 to 1, as often as one asks.

const FLOOR = -60; // decibels below which a room counts as quiet

export class Level {
  #context = null;
  #source = null;
  #analyser = null;
  #samples = null;

  /** Listens to this track from now on; null: to none. */
  follow(track) {
    this.#source?.disconnect();
    this.#source = null;
    if (!track) return;
    this.#context ??= new AudioContext();
    this.#analyser ??= this.#context.createAnalyser();
    this.#analyser.fftSize = 1024;
    this.#samples ??= new Float32Array(this.#analyser.fftSize);
    this.#source = this.#context.createMediaStreamSource(new MediaStream([track]));
    this.#source.connect(this.#analyser);
  }

  read() {
    if (!this.#source) return 0;
    if (this.#context.state === 'suspended') this.#context.resume().catch(() => {}); // until the reader touches the page
    this.#analyser.getFloatTimeDomainData(this.#samples);
    const power = this.#samples.reduce((sum, sample) => sum + sample * sample, 0) / this.#samples.length;
    return Math.min(1, Math.max(0, 1 - 10 * Math.log10(power + 1e-12) / FLOOR));
  }

  close() {
    this.follow(null);
    this.#context?.close();
    this.#context = null;
  }
}
