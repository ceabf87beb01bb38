// How long it has been going on; ticks by itself and disturbs nobody else.

import { html } from 'lit';
import { WeirElement } from '../core/element.js';

class Clock extends WeirElement {
  static properties = { since: {} };

  connectedCallback() {
    super.connectedCallback();
    this.repeat(1, () => this.requestUpdate());
  }

  render() {
    const seconds = Math.max(0, Math.floor((Date.now() - Date.parse(this.since)) / 1000));
    const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
    const shown = parts[0] > 0 ? parts : parts.slice(1);
    return html`<time class="clock" role="timer">${shown.map(part => String(part).padStart(2, '0')).join(':')}</time>`;
  }
}

customElements.define('weir-clock', Clock);
