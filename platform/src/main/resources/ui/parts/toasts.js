// Short messages about what has just happened. They are read out, stay while one points at them, and then leave.

import { html } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { WeirElement } from '../core/element.js';
import { t } from '../core/language.js';
import { icon } from './icons.js';

const LASTS = 6000;
const AT_MOST = 3;

class Shelf extends EventTarget {
  toasts = [];
  #next = 0;

  add(text, kind) {
    const toast = { id: this.#next++, text, kind };
    this.#set([...this.toasts, toast].slice(-AT_MOST));
    this.#expire(toast);
  }

  drop(toast) {
    this.#set(this.toasts.filter(other => other !== toast));
  }

  #expire(toast) {
    setTimeout(() => {
      const inUse = document.querySelector('.toasts:hover, .toasts:focus-within');
      if (inUse) this.#expire(toast);
      else this.drop(toast);
    }, LASTS);
  }

  #set(toasts) {
    this.toasts = toasts;
    this.dispatchEvent(new Event('change'));
  }
}

const shelf = new Shelf();

export const toast = (text, kind = 'good') => shelf.add(text, kind);

class Toasts extends WeirElement {
  static follows = [shelf];

  render() {
    return html`
      <div class="toasts" role="status" aria-live="polite" aria-atomic="false">
        ${repeat(shelf.toasts, ({ id }) => id, message => html`
          <div class="toast ${message.kind}">
            ${icon(message.kind === 'bad' ? 'alert' : 'check')}<span>${message.text}</span>
            <button class="inside" type="button" aria-label=${t('dialog.close')} @click=${() => shelf.drop(message)}>${icon('close')}</button>
          </div>`)}
      </div>`;
  }
}

customElements.define('weir-toasts', Toasts);
