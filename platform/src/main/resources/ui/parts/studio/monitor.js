// What viewers see, by the same way and with the same delay as theirs: a seat in the audience of one's own.

import { html } from 'lit';
import { WeirElement } from '../../core/element.js';
import { seatOn } from '../../stage/seat.js';
import '../player/player.js';

class Monitor extends WeirElement {
  static properties = { slug: {} };

  #socket = null;

  connectedCallback() {
    super.connectedCallback();
    this.#socket = seatOn(this.slug, { as: 'viewer' });
    this.#socket.open();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#socket.close();
  }

  render() {
    return html`<weir-player monitor slug=${this.slug} .socket=${this.#socket}></weir-player>`;
  }
}

customElements.define('weir-monitor', Monitor);
