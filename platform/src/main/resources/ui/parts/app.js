// The frame around all pages, and what happens on the way from one to the next.

import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { unsafeStatic, html as staticHtml } from 'lit/static-html.js';
import { WeirElement } from '../core/element.js';
import { connection } from '../core/connection.js';
import { router } from '../core/router.js';
import { t } from '../core/language.js';
import { icon } from './icons.js';
import './header.js';
import './toasts.js';

class App extends WeirElement {
  static follows = [router, connection];
  static properties = { said: { state: true } };

  constructor() {
    super();
    this.said = '';
  }

  connectedCallback() {
    super.connectedCallback();
    router.addEventListener('change', event => this.#arrived(event.detail.first), { signal: this.left });
  }

  render() {
    const frame = router.current?.frame;
    if (router.current) document.documentElement.dataset.frame = frame ?? 'whole';
    return frame ? this.#bare() : this.#whole();
  }

  #bare() {
    return html`
      <main id="main" tabindex="-1">${this.#page()}</main>
      <weir-toasts></weir-toasts>`;
  }

  #whole() {
    return html`
      <a class="skip" href="#main" @click=${event => this.#skip(event)}>${t('nav.skip')}</a>
      <weir-header></weir-header>
      <div class="offline" role="status">${connection.away ? html`<p>${icon('away')}<span>${t('offline.text')}</span></p>` : nothing}</div>
      <main class="page" id="main" tabindex="-1">${this.#page()}</main>
      <footer class="foot"><div class="foot-in"><p>${t('app.tagline')}</p></div></footer>
      <weir-toasts></weir-toasts>
      <p class="sr" aria-live="polite">${this.said}</p>`;
  }

  updated() {
    if (router.current && !this.querySelector('main > *')?.heading) this.#nameTab();
  }

  #page() {
    if (!router.current) return nothing;
    const { id, params, key } = router.current;
    const tag = unsafeStatic(`weir-${id}`); // one of our own names, never text from outside
    return keyed(key, staticHtml`<${tag} class="page-in" .params=${params}></${tag}>`);
  }

  /** Readers who cannot see the change hear it, and go on from the new page's heading. */
  async #arrived(first) {
    this.#nameTab();
    if (first) return;
    await this.updateComplete;
    const page = this.querySelector('main > *');
    await page?.updateComplete;
    (page?.querySelector('h1') ?? this.querySelector('main')).focus({ preventScroll: true });
    this.said = document.title;
  }

  #nameTab() {
    const { id, params } = router.current;
    document.title = t(`title.${id}`, params);
  }

  /** Without this the jump would change the address and, with it, what "back" means. */
  #skip(event) {
    event.preventDefault();
    this.querySelector('main').focus();
  }
}

customElements.define('weir-app', App);
