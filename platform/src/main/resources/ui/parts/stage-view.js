// The stage as one picture: every source in its box, gliding to the next one when the layout changes.

import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { WeirElement } from '../core/element.js';
import { t } from '../core/language.js';
import { arrange, tilesOf } from '../stage/layout.js';
import { icon } from './icons.js';
import { moving } from './moving.js';
import { initial } from './river.js';

class StageView extends WeirElement {
  static properties = {
    stage: { attribute: false },
    feeds: { attribute: false },
    self: {},
    muted: { type: Boolean },
    volume: { type: Number },
    speaker: {},
    aspect: { state: true },
  };

  #sizes = new ResizeObserver(([{ contentRect: { width, height } }]) => {
    if (height > 0) this.aspect = width / height;
  });

  constructor() {
    super();
    this.feeds = new Map();
    this.volume = 1;
    this.muted = false;
    this.aspect = 16 / 9;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#sizes.observe(this);
    document.addEventListener('visibilitychange', () => document.hidden || this.#wake(), { signal: this.left });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#sizes.disconnect();
  }

  /** The picture that leads at the moment, for picture-in-picture. */
  get leadVideo() {
    return this.querySelector('.shot[data-role=main] video') ?? this.querySelector('.shot video');
  }

  /** Resolves to whether the sound may be heard: browsers want a gesture first. */
  async sound() {
    const heard = await Promise.all([...this.querySelectorAll('audio')].map(audio => audio.play().then(() => true, ({ name }) => name !== 'NotAllowedError')));
    return heard.every(Boolean);
  }

  /** Telephones stop videos while nobody looks. */
  #wake() {
    for (const media of this.querySelectorAll('video, audio')) {
      if (media.paused) media.play().catch(() => {}); // without a gesture it stays silent, and the page says so
    }
  }

  render() {
    const performers = (this.stage?.performers ?? []).filter(({ onStage }) => onStage);
    const tiles = tilesOf(performers);
    // In the order of their keys, whatever the layout: a video that is moved in the document stops.
    const steady = [...tiles].sort((a, b) => (a.key < b.key ? -1 : 1));
    return html`
      ${repeat(steady, ({ key }) => key, tile => this.#tile(tile, performers.length))}
      ${repeat([...this.feeds].filter(([, { audio }]) => audio), ([key]) => key, ([, { audio }]) => html`
        <audio autoplay .srcObject=${moving(audio)} .muted=${this.muted} .volume=${this.volume}></audio>`)}`;
  }

  #tile({ key, performer, source }, count) {
    const video = this.feeds.get(key)?.video;
    const seen = video && (source === 'screen' || performer.video !== false);
    const speaks = count > 1 && this.stage.speaker === performer.id && performer.audio && source === 'camera';
    return html`
      <figure class="shot ${source} ${speaks ? 'speaks' : ''}" data-key=${key} data-seen=${seen ? 'true' : 'false'}>
        ${seen ? html`<video autoplay playsinline .muted=${true} .srcObject=${moving(video)}></video>` : html`<div class="faceless">${initial(performer.name, performer.id)}</div>`}
        <figcaption>
          ${performer.audio === false && source === 'camera' ? html`${icon('microphone-off')}<span class="sr">${t('stage.muted')}</span>` : nothing}
          <span>${source === 'screen' ? t('stage.screen.of', { name: performer.name }) : performer.name}</span>
          ${performer.connected === false ? html`<span class="spinner"></span><span class="sr">${t('stage.reconnecting')}</span>` : nothing}
        </figcaption>
      </figure>`;
  }

  /** Places are set here and not in the template: our policy allows no style attributes. */
  updated() {
    const tiles = tilesOf((this.stage?.performers ?? []).filter(({ onStage }) => onStage));
    const boxes = arrange({ ...this.stage?.layout, speaker: this.stage?.speaker, tiles, aspect: this.aspect });
    for (const figure of this.querySelectorAll('.shot')) {
      const box = boxes.get(figure.dataset.key);
      figure.dataset.role = box?.role ?? 'none';
      figure.toggleAttribute('data-floor', box !== undefined && box.y + box.height > 0.98); // where controls may cover a name
      for (const side of box ? ['x', 'y', 'width', 'height'] : []) figure.style.setProperty(`--${side}`, box[side]);
    }
    if (this.speaker !== undefined) this.querySelectorAll('audio').forEach(audio => hearBy(audio, this.speaker));
  }
}

/** A speaker that is gone is no reason for silence: the browser's own choice stays. */
function hearBy(audio, speaker) {
  if (speaker && audio.sinkId !== speaker) audio.setSinkId?.(speaker).catch(() => {});
}

customElements.define('weir-stage-view', StageView);
