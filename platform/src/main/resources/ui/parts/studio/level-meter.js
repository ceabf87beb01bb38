// How loud the microphone hears: a bar that moves, and for ears that it does.

import { html } from 'lit';
import { WeirElement } from '../../core/element.js';
import { t } from '../../core/language.js';
import { Level } from '../../stage/level.js';

class LevelMeter extends WeirElement {
  static properties = { track: { attribute: false } };

  #level = new Level();
  #frame = 0;

  connectedCallback() {
    super.connectedCallback();
    this.#draw();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    cancelAnimationFrame(this.#frame);
    this.#level.close();
  }

  willUpdate(changed) {
    if (changed.has('track')) this.#level.follow(this.track ?? null);
  }

  #draw() {
    this.#frame = requestAnimationFrame(() => this.#draw());
    this.querySelector('.level')?.style.setProperty('--level', this.track?.enabled ? this.#level.read().toFixed(3) : '0');
  }

  render() {
    return html`<div class="level" role="img" aria-label=${t('studio.level')}><span></span></div>`;
  }
}

customElements.define('weir-level', LevelMeter);
