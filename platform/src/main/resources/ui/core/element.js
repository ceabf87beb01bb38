// What all our elements share. They draw into the page itself and not into shadow trees: labels, landmarks, autofill
// and password stores then work across the whole document, and one set of style sheets, loaded before the first
// paint, styles everything.

import { LitElement } from 'lit';
import { language } from './language.js';

export class WeirElement extends LitElement {
  /** Redrawn when any of these says "change". */
  static follows = [];

  #left = null;

  createRenderRoot() {
    this.replaceChildren();
    return this;
  }

  connectedCallback() {
    this.#left = new AbortController(); // before the controllers of this element are woken
    super.connectedCallback();
    for (const source of [language, ...this.constructor.follows]) {
      source.addEventListener('change', () => this.requestUpdate(), { signal: this.left });
    }
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#left.abort();
  }

  /** Aborted when the element leaves the page: for listeners and requests. */
  get left() {
    return this.#left.signal;
  }

  /** Calls back again and again, but only while somebody looks; the pause starts when the last round has ended. */
  async repeat(seconds, round) {
    const { left } = this;
    while (!left.aborted) {
      await new Promise(resolve => setTimeout(resolve, seconds * 1000));
      if (!left.aborted && !document.hidden) await round();
    }
  }
}
