// Where one is on a tape, and the way to anywhere else on it: with pictures where there are some, and by keyboard.

import { html, nothing } from 'lit';
import { ref, createRef } from 'lit/directives/ref.js';
import { WeirElement } from '../../core/element.js';
import { language, t } from '../../core/language.js';
import { Sprites } from './sprites.js';

const TICK = 0.25; // seconds

class SeekBar extends WeirElement {
  static properties = { source: { attribute: false }, live: { type: Boolean }, sprites: {}, pictures: { state: true }, place: { state: true } };

  #bar = createRef();
  #preview = createRef();
  #held = null;

  constructor() {
    super();
    this.pictures = null;
    this.place = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.repeat(TICK, () => this.requestUpdate());
  }

  async willUpdate(changed) {
    if (!changed.has('sprites')) return;
    this.pictures = null;
    if (this.sprites) this.pictures = await Sprites.load(this.sprites, this.left);
  }

  /** While it is dragged, the tape stays where it is; it moves when the bar comes to rest. */
  #drag(event) {
    this.#held = Number(event.target.value);
    this.place = this.#held;
    this.requestUpdate();
  }

  #drop(event) {
    this.#held = null;
    this.place = null;
    this.source.seek(Number(event.target.value));
    this.requestUpdate();
  }

  #point(event) {
    const { left, width } = this.#bar.value.getBoundingClientRect();
    const { start, end } = this.source.range;
    this.place = start + Math.min(1, Math.max(0, (event.clientX - left) / width)) * (end - start);
  }

  /** How it is said: on a live tape, how far from now; else, from the beginning. */
  #said(time) {
    const { start, end } = this.source.range;
    if (!this.live) return clock(time - start);
    return end - time < 1.5 ? t('live.badge') : `−${clock(end - time)}`;
  }

  render() {
    const { start, end } = this.source.range;
    const value = this.#held ?? Math.min(Math.max(this.source.time, start), end);
    return html`
      <div class="seek" @pointermove=${event => this.#point(event)} @pointerleave=${() => { this.place = this.#held; }}>
        ${this.place !== null && end > start ? this.#peek() : nothing}
        <input type="range" ${ref(this.#bar)} min=${start} max=${Math.max(end, start + 0.1)} step="any" .value=${String(value)} aria-label=${t('player.seek')} aria-valuetext=${this.#said(value)}
               @input=${event => this.#drag(event)} @change=${event => this.#drop(event)} @keydown=${event => this.#key(event)}>
      </div>`;
  }

  /** A range's own steps are too fine for a keyboard. */
  #key(event) {
    const leap = { ArrowLeft: -5, ArrowRight: 5, ArrowDown: -5, ArrowUp: 5, PageDown: -60, PageUp: 60 }[event.key];
    if (leap === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    this.source.leap(leap);
    this.requestUpdate();
  }

  #peek() {
    const at = this.source.clockAt(this.place);
    const offset = this.place - (this.live ? 0 : this.source.range.start);
    const picture = this.pictures?.at(this.live && at !== null ? at / 1000 : offset) ?? this.pictures?.at(offset);
    return html`
      <div class="peek" ${ref(this.#preview)} aria-hidden="true">
        ${picture ? html`<div class="peek-picture" .picture=${picture}></div>` : nothing}
        <span>${this.#said(this.place)}${this.live && at !== null ? html`<small>${language.date(at, { timeStyle: 'medium' })}</small>` : nothing}</span>
      </div>`;
  }

  /** Our policy allows no style attributes: places and pictures are set here. */
  updated() {
    const { start, end } = this.source.range;
    const share = time => (end > start ? Math.min(1, Math.max(0, (time - start) / (end - start))) : 1);
    const { style } = this.#bar.value;
    style.setProperty('--played', share(this.#held ?? this.source.time));
    style.setProperty('--loaded', share(this.source.buffered));
    if (this.place === null) return;
    this.#preview.value?.style.setProperty('--place', share(this.place));
    const drawn = this.querySelector('.peek-picture');
    if (drawn) paint(drawn, drawn.picture);
  }
}

const WIDTH = 168; // of the small picture, in CSS pixels

function paint(element, { url, x, y, width, height }) {
  const scale = WIDTH / width;
  element.style.height = `${height * scale}px`;
  let image = element.firstElementChild;
  if (!image) element.append(image = new Image());
  if (image.src !== url) image.src = url;
  image.alt = '';
  image.style.transform = `scale(${scale}) translate(${-x}px, ${-y}px)`;
}

/** `1:02:03` or `2:03`. */
export function clock(seconds) {
  const whole = Math.max(0, Math.round(seconds));
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const [first, ...rest] = parts[0] > 0 ? parts : parts.slice(1);
  return [first, ...rest.map(part => String(part).padStart(2, '0'))].join(':');
}

customElements.define('weir-seek-bar', SeekBar);
