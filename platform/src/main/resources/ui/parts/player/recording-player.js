// A recording: the same tape as the live program's, with an end. Says `time` as it goes on, for whatever runs beside it.

import { html, nothing } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { language, t } from '../../core/language.js';
import { icon } from '../icons.js';
import { river } from '../river.js';
import { PlayerFrame } from './frame.js';
import { HlsSource } from './hls-source.js';
import { clock } from './seek-bar.js';
import './program-view.js';

const LOOK = 2; // seconds between two looks at the figures
const TICK = 0.25;
const SPEEDS = [0.5, 1, 1.25, 1.5, 2];

class RecordingPlayer extends PlayerFrame {
  static properties = { recording: { attribute: false }, speed: { state: true } };

  #source = null;

  constructor() {
    super();
    this.speed = 1;
  }

  connectedCallback() {
    super.connectedCallback();
    this.repeat(LOOK, async () => { this.figures = await this.#source?.figures(); });
    this.repeat(TICK, async () => this.#tick());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#source?.stop();
  }

  willUpdate(changed) {
    if (!changed.has('recording')) return;
    const before = changed.get('recording');
    if (before?.playlist === this.recording.playlist) return;
    this.#source?.stop();
    const { playlist, state } = this.recording;
    this.#source = new HlsSource(async () => playlist, this.wish, { live: false });
    this.#source.addEventListener('change', () => this.#changed());
    if (state !== 'failed') this.#source.start();
  }

  #heard = false;

  #changed() {
    this.requestUpdate();
    if (this.#heard || !this.#source.hasPicture) return;
    this.#heard = true;
    this.hear();
  }

  #tick() {
    if (!this.#source || !this.shown) return;
    this.dispatchEvent(new CustomEvent('time', { detail: this.#source.time }));
    this.requestUpdate();
  }

  /** For whoever links to a place in it. */
  seek(seconds) {
    this.#source?.seek(seconds);
  }

  get source() {
    return this.#source;
  }

  get label() {
    return t('recording.stage');
  }

  get shown() {
    return this.#source?.hasPicture ?? false;
  }

  get phase() {
    if (this.recording.state === 'failed' || this.#source?.state === 'failed') return 'failed';
    return this.shown ? 'live' : 'connecting';
  }

  get status() {
    return this.phase === 'failed' ? t('recording.failed') : '';
  }

  get #said() {
    const { end } = this.#source.range;
    return `${clock(this.#source.time)} / ${clock(end)}`;
  }

  renderPicture() {
    return this.shown
      ? html`<weir-program-view ${ref(this.view)} .source=${this.#source} .muted=${this.muted} .volume=${this.volume} @click=${() => this.togglePlay()}></weir-program-view>`
      : river(this.recording.id);
  }

  renderOver() {
    if (this.phase === 'failed') return html`<div class="stage-text">${icon('alert')}<p class="stage-state">${t('recording.failed')}</p></div>`;
    return this.shown && this.#source.state !== 'recovering' ? nothing : html`<div class="stage-text"><span class="spinner large"></span></div>`;
  }

  renderBar() {
    return html`<weir-seek-bar .source=${this.#source} .sprites=${this.recording.sprites ?? null}></weir-seek-bar>`;
  }

  renderTime() {
    return html`<span class="tape-time">${this.#said}</span>`;
  }

  #hurry(speed) {
    this.speed = speed;
    this.#source.video.playbackRate = speed;
    this.closeMenu();
  }

  renderChoices() {
    return html`
      <fieldset class="choices">
        <legend>${t('player.speed')}</legend>
        ${SPEEDS.map(speed => html`
          <label class="menu-link"><input type="radio" name="speed" .checked=${this.speed === speed} @change=${() => this.#hurry(speed)}><span>${t('player.speed.of', { factor: language.number(speed) })}</span></label>`)}
      </fieldset>`;
  }
}

customElements.define('weir-recording-player', RecordingPlayer);
