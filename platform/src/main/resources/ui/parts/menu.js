// A button that opens a small panel below it. Escape, a click elsewhere, or leaving it by keyboard closes it again.

import { html } from 'lit';

/** A lit controller; the host draws `this.menu.view(…)`. */
export class Menu {
  open = false;
  #host;

  constructor(host, id) {
    this.#host = host;
    this.id = id;
    host.addController(this);
  }

  hostConnected() {
    const { left } = this.#host;
    document.addEventListener('pointerdown', event => this.#closeUnlessIn(event.target), { signal: left });
    document.addEventListener('keydown', event => this.#escape(event), { signal: left });
    this.#host.addEventListener('focusout', event => this.#leftFor(event.relatedTarget), { signal: left });
  }

  close() {
    if (this.open) this.#toggle();
  }

  view(name, face, panel) {
    return html`
      <div class="menu" id=${this.id}>
        <button class="menu-button" type="button" aria-expanded=${this.open} aria-controls="${this.id}-panel"
                aria-label=${name} @click=${() => this.#toggle()}>${face}</button>
        <div class="menu-panel" id="${this.id}-panel" ?hidden=${!this.open}>${panel}</div>
      </div>`;
  }

  #toggle() {
    this.open = !this.open;
    this.#host.requestUpdate();
  }

  #closeUnlessIn(target) {
    if (this.open && !document.getElementById(this.id)?.contains(target)) this.close();
  }

  /** A press on a text in the panel gives the focus to whatever around it can take it: that is not leaving. */
  #leftFor(target) {
    if (target && !target.contains(document.getElementById(this.id))) this.#closeUnlessIn(target);
  }

  #escape(event) {
    if (event.key !== 'Escape' || !this.open) return;
    this.close();
    document.querySelector(`#${this.id} > button`).focus();
  }
}
