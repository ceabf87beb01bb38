// The picture of a channel with everything around it: what is going on while there is no picture, the way to the sound,
// and the controls.

import { html, nothing } from 'lit';
import { ref, createRef } from 'lit/directives/ref.js';
import { WeirElement } from '../../core/element.js';
import { t } from '../../core/language.js';
import { Problem } from '../../core/problem.js';
import { icon } from '../icons.js';
import { Menu } from '../menu.js';
import { river } from '../river.js';
import { millis, statisticsTable } from '../statistics.js';
import { toast } from '../toasts.js';
import { veil } from './veil.js';
import { WebRtcSource } from './webrtc-source.js';
import '../stage-view.js';

const VOLUME = 'weir-volume';
const LOOK = 2; // seconds between two looks at the figures
const PATIENT = 3; // attempts in vain after which we say so, and go on trying
const CALM = 2_600; // milliseconds without a movement after which the controls leave the picture alone

class Player extends WeirElement {
  static properties = {
    slug: {},
    channel: { attribute: false },
    socket: { attribute: false },
    monitor: { type: Boolean },
    muted: { state: true },
    volume: { state: true },
    locked: { state: true },
    wish: { state: true },
    figures: { state: true },
    stats: { state: true },
    active: { state: true },
  };

  #view = createRef();
  #frame = createRef();
  #menu = new Menu(this, 'quality');
  #source = null;
  #calming = 0;

  constructor() {
    super();
    const kept = Number(localStorage.getItem(VOLUME) ?? 1);
    this.volume = Number.isFinite(kept) ? kept : 1;
    this.muted = false;
    this.locked = false;
    this.wish = { maxHeight: navigator.connection?.saveData ? 360 : 0, video: true };
    this.figures = null;
    this.stats = false;
    this.active = true;
  }

  connectedCallback() {
    super.connectedCallback();
    if (this.monitor) this.muted = true;
    this.#source = new WebRtcSource(this.socket, this.wish);
    this.#source.addEventListener('change', () => this.#flowed(), { signal: this.left });
    this.socket.addEventListener('change', () => this.#follow(), { signal: this.left });
    document.addEventListener('fullscreenchange', () => this.requestUpdate(), { signal: this.left });
    if (!this.monitor) document.addEventListener('keydown', event => this.#key(event), { signal: this.left });
    this.repeat(LOOK, async () => { this.figures = await this.#source.figures(); });
    this.#follow();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#source.stop();
  }

  /** What is to be seen: a picture exists in `live` and `grace` only. */
  get phase() {
    const { stage, problem, state, misses } = this.socket;
    if (problem && [401, 403].includes(problem.status)) return 'private';
    const now = stage?.state ?? (this.channel?.live ? 'live' : 'idle');
    if (now !== 'live' && now !== 'grace') return now;
    if (now === 'live' && this.#source.feeds.size === 0) return state === 'closed' || misses >= PATIENT ? 'unreachable' : 'connecting';
    return now;
  }

  get #isUnsteady() {
    return this.#source.state === 'recovering' || this.#source.state === 'failed' || this.socket.state !== 'open';
  }

  #follow() {
    const state = this.socket.stage?.state;
    if (state === 'live' || state === 'grace') this.#source.start();
    else if (state) this.#source.stop();
    this.requestUpdate();
  }

  async #flowed() {
    this.requestUpdate();
    await this.updateComplete;
    await this.#view.value?.updateComplete;
    if (!this.muted && this.#source.feeds.size > 0) this.locked = !(await this.#view.value?.sound());
  }

  async #unlock() {
    this.muted = false;
    await this.updateComplete;
    this.locked = !(await this.#view.value.sound());
  }

  #toggleSound() {
    if (this.locked || this.muted) {
      if (this.volume === 0) this.#setVolume(1);
      this.#unlock();
    } else {
      this.muted = true;
    }
  }

  #setVolume(value) {
    this.volume = value;
    localStorage.setItem(VOLUME, value);
    if (value > 0 && this.muted) this.#unlock();
  }

  async #choose(wish) {
    this.wish = wish;
    this.#menu.close();
    try {
      await this.#source.choose(wish);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      toast(problem.text, 'bad');
    }
  }

  async #pictureInPicture() {
    const video = this.#view.value?.leadVideo;
    if (document.pictureInPictureElement) return document.exitPictureInPicture();
    await video?.requestPictureInPicture().catch(() => toast(t('player.pip.failed'), 'bad'));
  }

  async #fullScreen() {
    const frame = this.#frame.value;
    if (document.fullscreenElement) await document.exitFullscreen();
    else if (frame.requestFullscreen) await frame.requestFullscreen();
    else this.#view.value?.leadVideo?.webkitEnterFullscreen?.(); // telephones that enlarge nothing but a video
  }

  #key(event) {
    const typing = event.target.closest?.('input, textarea, select, dialog, [contenteditable]');
    if (typing || event.ctrlKey || event.metaKey || event.altKey || event.repeat) return;
    const act = { m: () => this.#toggleSound(), f: () => this.#fullScreen() }[event.key.toLowerCase()];
    if (!act || !this.querySelector('.controls')) return;
    event.preventDefault();
    act();
  }

  #wake() {
    this.active = true;
    clearTimeout(this.#calming);
    this.#calming = setTimeout(() => {
      if (!this.querySelector('.controls :focus-visible') && !this.#menu.open) this.active = false;
    }, CALM);
  }

  render() {
    const { phase } = this;
    const shown = phase === 'live' || phase === 'grace';
    return html`
      <section class="stage ${this.active || !shown || this.locked ? '' : 'calm'}" aria-label=${t('watch.stage')} data-phase=${phase} ${ref(this.#frame)}
               @pointermove=${() => this.#wake()} @pointerdown=${() => this.#wake()} @focusin=${() => this.#wake()}>
        ${shown ? nothing : river(this.slug)}
        ${shown ? html`<weir-stage-view ${ref(this.#view)} .stage=${this.socket.stage} .feeds=${this.#source.feeds} .muted=${this.muted} .volume=${this.volume}></weir-stage-view>` : nothing}
        ${veil(phase, this.channel, this.socket.problem)}
        ${shown || phase === 'connecting' ? this.#badges(phase) : nothing}
        ${shown && this.locked && !this.monitor ? html`
          <button class="unmute" type="button" @click=${() => this.#unlock()}>${icon('silent')}${t('player.unmute')}</button>` : nothing}
        ${shown && !this.monitor ? this.#controls() : nothing}
        <p class="sr" role="status">${t(`player.phase.${phase}`)}</p>
      </section>
      ${this.stats ? html`<section class="panel stats" aria-labelledby="player-stats"><h2 id="player-stats">${t('stats.heading')}</h2>${statisticsTable(this.figures)}</section>` : nothing}`;
  }

  #badges(phase) {
    const height = Math.max(0, ...(this.figures?.rows ?? []).map(row => (row.inward && row.kind === 'video' ? row.height : 0)));
    const delay = this.figures?.delay;
    return html`
      <div class="badges">
        ${phase !== 'grace' ? html`<span class="badge on-air">${icon('live')}${t('live.badge')}</span>` : nothing}
        ${phase === 'connecting' ? nothing : this.#isUnsteady ? html`<span class="badge glass" role="status"><span class="spinner"></span>${t('stage.reconnecting')}</span>`
          : delay !== null && delay !== undefined ? html`<span class="badge glass" title=${t('player.delay.hint')}>${[height > 0 && this.wish.video ? `${height}p` : '', millis(delay)].filter(Boolean).join(' · ')}</span>` : nothing}
      </div>`;
  }

  #controls() {
    const silent = this.muted || this.locked || this.volume === 0;
    const full = document.fullscreenElement !== null && document.fullscreenElement !== undefined;
    return html`
      <div class="controls">
        <button class="control" type="button" aria-label=${silent ? t('player.sound.on') : t('player.sound.off')} aria-keyshortcuts="m" @click=${() => this.#toggleSound()}>${icon(silent ? 'silent' : 'sound')}</button>
        <input class="volume" type="range" min="0" max="1" step="0.05" aria-label=${t('player.volume')} .value=${String(silent ? 0 : this.volume)}
               @input=${event => this.#setVolume(Number(event.target.value))}>
        <span class="stretch"></span>
        ${this.#menu.view(t('player.quality'), icon('settings'), this.#qualities())}
        <button class="control" type="button" aria-label=${t('stats.heading')} aria-pressed=${this.stats ? 'true' : 'false'} @click=${() => { this.stats = !this.stats; }}>${icon('chart')}</button>
        ${document.pictureInPictureEnabled ? html`<button class="control" type="button" aria-label=${t('player.pip')} @click=${() => this.#pictureInPicture()}>${icon('inset')}</button>` : nothing}
        <button class="control" type="button" aria-label=${full ? t('player.full.off') : t('player.full.on')} aria-keyshortcuts="f" @click=${() => this.#fullScreen()}>${icon(full ? 'shrink' : 'enlarge')}</button>
      </div>`;
  }

  #qualities() {
    const options = [
      ...this.#source.heights.map(maxHeight => [{ maxHeight, video: true }, maxHeight === 0 ? t('player.quality.auto') : `${maxHeight}p`]),
      [{ maxHeight: 0, video: false }, t('player.quality.audio')],
    ];
    const chosen = ({ maxHeight, video }) => maxHeight === this.wish.maxHeight && video === this.wish.video;
    return html`
      <fieldset class="choices">
        <legend>${t('player.quality')}</legend>
        ${options.map(([wish, name]) => html`
          <label class="menu-link"><input type="radio" name="quality" .checked=${chosen(wish)} @change=${() => this.#choose(wish)}><span>${name}</span></label>`)}
      </fieldset>`;
  }
}

customElements.define('weir-player', Player);
