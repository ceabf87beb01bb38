// One performer's part in a stage: the seat, what is sent from here, and what comes back of the others.

import { Audience } from './audience.js';
import { Publisher } from './publisher.js';

/** `change`: anything that a page shows; `silenced`: the host asked for quiet; `event`: what happened, as told. */
export class Performance extends EventTarget {
  microphone = true;
  camera = true;
  screen = null;
  /** `performer/source` → the server's figures about what it receives. */
  quality = new Map();
  watcher;
  publishers = { camera: null, screen: null };
  #left = new AbortController();

  constructor(socket, devices) {
    super();
    this.socket = socket;
    this.devices = devices;
    this.microphone = devices.tracks.microphone?.enabled ?? false;
    this.camera = devices.tracks.camera !== null;
    this.watcher = new Audience(socket);
    const { signal } = this.#left;
    socket.addEventListener('change', () => this.#changed(), { signal });
    socket.addEventListener('welcome', ({ detail }) => this.#seated(detail.resumed), { signal });
    socket.addEventListener('message', ({ detail }) => this.#told(detail), { signal });
    devices.addEventListener('track', ({ detail }) => this.#equipped(detail), { signal });
    this.watcher.addEventListener('change', () => this.#changed(), { signal });
  }

  get self() {
    return this.socket.self;
  }

  get stage() {
    return this.socket.stage;
  }

  get isHost() {
    return this.self?.role === 'host';
  }

  /** Our own entry in the stage. */
  get own() {
    return this.stage?.performers.find(({ id }) => id === this.self?.id);
  }

  get isOnAir() {
    return (this.stage?.state === 'live' || this.stage?.state === 'grace') && (this.own?.onStage ?? false);
  }

  /** The pictures and voices of all performers; our own come straight from the devices. */
  get feeds() {
    const feeds = new Map(this.watcher.feeds);
    const { camera } = this.devices.tracks;
    if (camera && this.camera) feeds.set(`${this.self?.id}/camera`, { video: this.#streamOf(camera) });
    if (this.screen) feeds.set(`${this.self?.id}/screen`, { video: this.#streamOf(this.screen.getVideoTracks()[0]) });
    return feeds;
  }

  /** A seat that was taken before is used at once. */
  start() {
    if (this.socket.state === 'open') this.#seated();
    else this.socket.open();
  }

  ask(message) {
    return this.socket.ask(message);
  }

  /** Who comes in before the devices are there has them on as soon as they are, unless they were turned off meanwhile. */
  #equipped({ kind, track }) {
    this.publishers.camera?.replace(kind, track);
    const device = kind === 'video' ? 'camera' : 'microphone';
    if (!track || this[device] || this.#turned.has(device)) return;
    this[device] = true;
    this.#tellMute();
    this.#changed();
  }

  async turn(kind, on) {
    this.#turned.add(kind);
    const done = await this.devices.turn(kind, on);
    this[kind] = on && done;
    this.#tellMute();
    this.#changed();
    return done;
  }

  async shareScreen() {
    const stream = await navigator.mediaDevices.getDisplayMedia({ video: { frameRate: { max: 30 } }, audio: true });
    const [video] = stream.getVideoTracks();
    const [audio = null] = stream.getAudioTracks();
    this.screen = stream;
    video.addEventListener('ended', () => this.screen === stream && this.stopScreen()); // by the browser's own button
    this.#publish('screen', { video, audio });
  }

  stopScreen() {
    this.publishers.screen?.stop();
    this.publishers.screen = null;
    this.screen?.getTracks().forEach(track => track.stop());
    this.screen = null;
    this.#changed();
  }

  /** Off the stage and out of the house. */
  close() {
    this.#left.abort();
    this.stopScreen();
    this.publishers.camera?.stop();
    this.watcher.stop();
    this.socket.close();
  }

  #turned = new Set();
  #streams = new WeakMap();

  /** Always the same stream for the same track, so that a picture on the page is not started anew. */
  #streamOf(track) {
    if (!this.#streams.has(track)) this.#streams.set(track, new MediaStream([track]));
    return this.#streams.get(track);
  }

  /** The first time; later the sessions look after themselves. */
  #seated(resumed = false) {
    this.#tellMute();
    if (this.publishers.camera) return;
    // The page was loaded anew in the middle of it all: what it no longer shares must not stay on stage as a still.
    if (resumed) this.ask({ type: 'unpublish', source: 'screen' }).catch(() => {});
    const { camera: video, microphone: audio } = this.devices.tracks;
    this.#publish('camera', { audio, video });
    this.watcher.start();
  }

  #publish(source, tracks) {
    const publisher = new Publisher(this.socket, source, tracks);
    publisher.addEventListener('change', () => this.#changed());
    this.publishers[source] = publisher;
    publisher.start();
    this.#changed();
  }

  #tellMute() {
    if (this.socket.state !== 'open') return; // said again with the next welcome
    this.ask({ type: 'mute', audio: this.microphone, video: this.camera }).catch(() => {});
  }

  #told(message) {
    if (message.type === 'quality') this.quality = new Map(message.performers.map(one => [`${one.id}/${one.source}`, one]));
    else if (message.type === 'silenced') this.#silenced();
    else if (message.type === 'event') this.dispatchEvent(new CustomEvent('event', { detail: message }));
    else return;
    this.#changed();
  }

  async #silenced() {
    await this.turn('microphone', false);
    this.dispatchEvent(new Event('silenced'));
  }

  #changed() {
    this.dispatchEvent(new Event('change'));
  }
}
