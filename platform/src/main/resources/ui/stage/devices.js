// Camera, microphone and speaker: which there are, which was chosen, and why there is none.

const KEPT = 'weir-devices';
const KINDS = { camera: 'videoinput', microphone: 'audioinput', speaker: 'audiooutput' };
const MEDIA = { camera: 'video', microphone: 'audio' };

const CAMERA = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30, max: 30 } };
const MICROPHONE = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };

/** `change`: anything; `track`: another track is in use, the detail is { kind, track }. */
export class Devices extends EventTarget {
  /** 'idle', 'asking', 'ready', 'denied', 'none', 'busy' or 'insecure'. */
  state = 'idle';
  /** What may be chosen from: { camera: [{ id, label }], … }. */
  lists = { camera: [], microphone: [], speaker: [] };
  tracks = { camera: null, microphone: null };
  #chosen = JSON.parse(localStorage.getItem(KEPT) ?? '{}');
  #left = new AbortController();

  constructor() {
    super();
    navigator.mediaDevices?.addEventListener('devicechange', () => this.#list(), { signal: this.#left.signal });
  }

  chosen(kind) {
    return this.tracks[kind]?.getSettings().deviceId ?? this.#chosen[kind] ?? '';
  }

  get canChooseSpeaker() {
    return 'setSinkId' in HTMLMediaElement.prototype;
  }

  /** Asks for both; where one is missing or refused, the other is still welcome. */
  async start() {
    if (!navigator.mediaDevices) return this.#enter('insecure');
    this.#enter('asking');
    const both = await this.#ask(['camera', 'microphone']);
    if (both && both !== 'denied') {
      await this.#ask(['microphone']);
      if (!this.tracks.microphone) await this.#ask(['camera']);
    }
    await this.#list();
    this.#enter(this.tracks.camera || this.tracks.microphone ? 'ready' : both);
  }

  async choose(kind, id) {
    this.#chosen = { ...this.#chosen, [kind]: id };
    localStorage.setItem(KEPT, JSON.stringify(this.#chosen));
    if (kind !== 'speaker') await this.#ask([kind]);
    this.dispatchEvent(new Event('change'));
  }

  /** A camera that is off is really off, and its light with it; a microphone only falls silent, to be back at once. */
  async turn(kind, on) {
    const track = this.tracks[kind];
    if (kind === 'microphone') {
      if (track) track.enabled = on;
      else if (on) await this.#ask([kind]);
    } else if (!on) {
      this.#use(kind, null);
    } else if (!track) {
      await this.#ask([kind]);
    }
    this.dispatchEvent(new Event('change'));
    return !on || this.tracks[kind] !== null;
  }

  close() {
    this.#left.abort();
    for (const kind of Object.keys(this.tracks)) {
      this.tracks[kind]?.stop();
      this.tracks[kind] = null;
    }
  }

  /** Resolves to nothing, or to the name of what went wrong. */
  async #ask(kinds) {
    try {
      await this.#open(kinds, true);
      return undefined;
    } catch (error) {
      if (error.name !== 'OverconstrainedError') return troubleOf(error);
    }
    try {
      await this.#open(kinds, false); // what was chosen is not plugged in any more
      return undefined;
    } catch (error) {
      return troubleOf(error);
    }
  }

  async #open(kinds, asChosen) {
    const wish = (kind, common) => ({ ...common, ...(asChosen && this.#chosen[kind] && { deviceId: { exact: this.#chosen[kind] } }) });
    const stream = await navigator.mediaDevices.getUserMedia({
      video: kinds.includes('camera') && wish('camera', CAMERA),
      audio: kinds.includes('microphone') && wish('microphone', MICROPHONE),
    });
    for (const kind of kinds) this.#use(kind, stream.getTracks().find(track => track.kind === MEDIA[kind]) ?? null);
  }

  #use(kind, track) {
    const before = this.tracks[kind];
    if (track && before) track.enabled = before.enabled;
    before?.stop();
    this.tracks[kind] = track;
    track?.addEventListener('ended', () => this.#unplugged(kind, track));
    this.dispatchEvent(new CustomEvent('track', { detail: { kind: MEDIA[kind], track } }));
    this.dispatchEvent(new Event('change'));
  }

  async #unplugged(kind, track) {
    if (this.tracks[kind] !== track) return;
    this.#use(kind, null);
    await this.#ask([kind]);
    await this.#list();
  }

  async #list() {
    const all = await navigator.mediaDevices.enumerateDevices();
    for (const [kind, name] of Object.entries(KINDS)) {
      this.lists[kind] = all.filter(device => device.kind === name && device.deviceId)
        .map(({ deviceId, label }) => ({ id: deviceId, label }));
    }
    this.dispatchEvent(new Event('change'));
  }

  #enter(state) {
    this.state = state;
    this.dispatchEvent(new Event('change'));
  }
}

function troubleOf({ name }) {
  if (name === 'NotAllowedError' || name === 'SecurityError') return 'denied';
  return name === 'NotFoundError' || name === 'OverconstrainedError' ? 'none' : 'busy';
}
