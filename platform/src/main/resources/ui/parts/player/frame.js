// What every player has around its picture, wherever that comes from: sound, size, quality, figures, keys, and controls
// that leave the picture alone while nobody moves.
//
// A view (`stage-view`, `program-view`) has `sound()`, which resolves to whether one may be heard, and `leadVideo`.

import { html, nothing } from 'lit';
import { ref, createRef } from 'lit/directives/ref.js';
import { WeirElement } from '../../core/element.js';
import { t } from '../../core/language.js';
import { Problem } from '../../core/problem.js';
import { icon } from '../icons.js';
import { Menu } from '../menu.js';
import { statisticsTable } from '../statistics.js';
import { toast } from '../toasts.js';

const VOLUME = 'weir-volume';
const CALM = 2_600; // milliseconds without a movement after which the controls leave the picture alone
const LEAP = 10; // seconds, by the arrow keys

export class PlayerFrame extends WeirElement {
  static properties = {
    muted: { state: true },
    volume: { state: true },
    locked: { state: true },
    wish: { state: true },
    figures: { state: true },
    stats: { state: true },
    active: { state: true },
  };

  view = createRef();
  #frame = createRef();
  #menu = new Menu(this, 'quality');
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
    document.addEventListener('fullscreenchange', () => this.requestUpdate(), { signal: this.left });
    if (this.hasControls) document.addEventListener('keydown', event => this.#key(event), { signal: this.left });
  }

  // What players differ in.

  /** Where the pictures come from at the moment; see `webrtc-source.js`. */
  get source() { return null; }
  /** Whether there is a picture. */
  get shown() { return true; }
  get hasControls() { return true; }
  get label() { return t('watch.stage'); }
  get phase() { return 'live'; }
  renderPicture() { return nothing; }
  renderOver() { return nothing; }
  renderBar() { return nothing; }
  renderChoices() { return nothing; }

  /** A video that can be stopped and searched, or null. */
  get tape() {
    return this.source?.canSeek ? this.source : null;
  }

  async hear() {
    await this.updateComplete;
    await this.view.value?.updateComplete;
    if (!this.muted && this.view.value) this.locked = !(await this.view.value.sound());
  }

  unlock() {
    this.muted = false;
    return this.hear();
  }

  toggleSound() {
    if (this.locked || this.muted) {
      if (this.volume === 0) this.#setVolume(1);
      this.unlock();
    } else {
      this.muted = true;
    }
  }

  togglePlay() {
    if (!this.tape) return;
    if (this.tape.paused) this.tape.play();
    else this.tape.pause();
    this.requestUpdate();
  }

  closeMenu() {
    this.#menu.close();
  }

  #setVolume(value) {
    this.volume = value;
    localStorage.setItem(VOLUME, value);
    if (value > 0 && this.muted) this.unlock();
  }

  async #choose(wish) {
    this.wish = wish;
    this.#menu.close();
    try {
      await this.source.choose(wish);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      toast(problem.text, 'bad');
    }
  }

  async #pictureInPicture() {
    const video = this.view.value?.leadVideo;
    if (document.pictureInPictureElement) return document.exitPictureInPicture();
    await video?.requestPictureInPicture().catch(() => toast(t('player.pip.failed'), 'bad'));
  }

  async #fullScreen() {
    const frame = this.#frame.value;
    if (document.fullscreenElement) await document.exitFullscreen();
    else if (frame.requestFullscreen) await frame.requestFullscreen();
    else this.view.value?.leadVideo?.webkitEnterFullscreen?.(); // telephones that enlarge nothing but a video
  }

  #key(event) {
    const typing = event.target.closest?.('input, textarea, select, dialog, [contenteditable], [role=log]');
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = this.#act(event.key.toLowerCase(), event.target);
    if (!act || !this.querySelector('.controls')) return;
    event.preventDefault();
    if (!event.repeat || event.key.startsWith('Arrow')) act();
  }

  #act(key, target) {
    const tape = this.tape;
    const own = tape && {
      k: () => this.togglePlay(),
      ' ': target === document.body && (() => this.togglePlay()), // anywhere else it presses what has the focus
      arrowleft: () => tape.leap(-LEAP),
      arrowright: () => tape.leap(LEAP),
    }[key];
    return own || { m: () => this.toggleSound(), f: () => this.#fullScreen() }[key];
  }

  #wake() {
    this.active = true;
    clearTimeout(this.#calming);
    this.#calming = setTimeout(() => {
      if (!this.querySelector('.controls :focus-visible') && !this.#menu.open && !this.tape?.paused) this.active = false;
    }, CALM);
  }

  render() {
    const { shown } = this;
    return html`
      <section class="stage ${this.active || !shown || this.locked ? '' : 'calm'}" aria-label=${this.label} data-phase=${this.phase} ${ref(this.#frame)}
               @pointermove=${() => this.#wake()} @pointerdown=${() => this.#wake()} @focusin=${() => this.#wake()}>
        ${this.renderPicture()}
        ${this.renderOver()}
        ${shown && this.locked && this.hasControls ? html`
          <button class="unmute" type="button" @click=${() => this.unlock()}>${icon('silent')}${t('player.unmute')}</button>` : nothing}
        ${shown && this.hasControls ? this.#controls() : nothing}
        <p class="sr" role="status">${this.status}</p>
      </section>
      ${this.stats ? html`<section class="panel stats" aria-labelledby="player-stats"><h2 id="player-stats">${t('stats.heading')}</h2>${statisticsTable(this.figures)}</section>` : nothing}`;
  }

  get status() {
    return t(`player.phase.${this.phase}`);
  }

  #controls() {
    const silent = this.muted || this.locked || this.volume === 0;
    const full = document.fullscreenElement !== null && document.fullscreenElement !== undefined;
    const { tape } = this;
    return html`
      <div class="controls">
        ${this.renderBar()}
        <div class="control-row">
          ${tape ? html`<button class="control" type="button" aria-label=${tape.paused ? t('player.play') : t('player.pause')} aria-keyshortcuts="k" @click=${() => this.togglePlay()}>${icon(tape.paused ? 'play' : 'pause')}</button>` : nothing}
          <button class="control" type="button" aria-label=${silent ? t('player.sound.on') : t('player.sound.off')} aria-keyshortcuts="m" @click=${() => this.toggleSound()}>${icon(silent ? 'silent' : 'sound')}</button>
          <input class="volume" type="range" min="0" max="1" step="0.05" aria-label=${t('player.volume')} .value=${String(silent ? 0 : this.volume)}
                 @input=${event => this.#setVolume(Number(event.target.value))}>
          ${this.renderTime?.() ?? nothing}
          <span class="stretch"></span>
          ${this.#menu.view(t('player.quality'), icon('settings'), html`${this.#qualities()}${this.renderChoices()}`)}
          <button class="control" type="button" aria-label=${t('stats.heading')} aria-pressed=${this.stats ? 'true' : 'false'} @click=${() => { this.stats = !this.stats; }}>${icon('chart')}</button>
          ${document.pictureInPictureEnabled ? html`<button class="control" type="button" aria-label=${t('player.pip')} @click=${() => this.#pictureInPicture()}>${icon('inset')}</button>` : nothing}
          <button class="control" type="button" aria-label=${full ? t('player.full.off') : t('player.full.on')} aria-keyshortcuts="f" @click=${() => this.#fullScreen()}>${icon(full ? 'shrink' : 'enlarge')}</button>
        </div>
      </div>`;
  }

  #qualities() {
    const options = [
      ...(this.source?.heights ?? []).map(maxHeight => [{ maxHeight, video: true }, maxHeight === 0 ? t('player.quality.auto') : `${maxHeight}p`]),
      ...(this.source?.hasSoundOnly ? [[{ maxHeight: 0, video: false }, t('player.quality.audio')]] : []),
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
