// The bar on top: the brand, where one can go, preferences, and the account.

import { html, nothing } from 'lit';
import { WeirElement } from '../core/element.js';
import { LANGUAGES, language, t } from '../core/language.js';
import { THEMES, theme } from '../core/theme.js';
import { session } from '../core/session.js';
import { router } from '../core/router.js';
import { remove } from '../core/api.js';
import { toast } from './toasts.js';
import { brand } from './brand.js';
import { icon } from './icons.js';
import { initial } from './river.js';
import { Menu } from './menu.js';

class Header extends WeirElement {
  static follows = [session, theme, router];

  #preferences = new Menu(this, 'preferences');
  #account = new Menu(this, 'account-menu');

  connectedCallback() {
    super.connectedCallback();
    router.addEventListener('change', () => this.#closeAll(), { signal: this.left });
  }

  render() {
    return html`
      <header class="bar">
        <div class="bar-in">
          ${brand()}
          <nav class="places" aria-label=${t('nav.main')}>${this.#places('bar-link')}</nav>
          <div class="bar-end">
            ${this.#preferences.view(t('nav.preferences'), icon('settings'), this.#preferencesPanel())}
            ${this.#accountArea()}
          </div>
        </div>
      </header>`;
  }

  #places(kind) {
    return html`
      ${place('/', 'nav.live', kind)}
      ${session.account ? place('/channels', 'nav.channels', kind) : nothing}
      ${session.has('admin') ? place('/ops', 'nav.ops', kind) : nothing}`;
  }

  #preferencesPanel() {
    return html`
      <div class="field">
        <label for="language">${t('nav.language')}</label>
        <div class="input select">
          <select id="language" @change=${event => language.choose(event.target.value)}>
            ${LANGUAGES.map(([code, name]) => html`<option value=${code} lang=${code} ?selected=${code === language.code}>${name}</option>`)}
          </select>
          ${icon('chevron')}
        </div>
      </div>
      <fieldset class="segments">
        <legend>${t('nav.theme')}</legend>
        <div>
          ${THEMES.map(choice => html`
            <label><input type="radio" name="theme" value=${choice} .checked=${theme.choice === choice}
                          @change=${() => theme.choose(choice)}><span>${t(`nav.theme.${choice}`)}</span></label>`)}
        </div>
      </fieldset>`;
  }

  #accountArea() {
    if (!session.settled) return html`<span class="menu-button skeleton round" aria-hidden="true"></span>`;
    if (!session.account) {
      return html`
        <a class="button quiet bar-signin" href="/signin">${t('nav.signin')}</a>
        <a class="button primary bar-signup" href="/signup">${t('nav.signup')}</a>`;
    }
    const { handle, displayName } = session.account;
    return this.#account.view(t('nav.account.of', { name: displayName }), initial(displayName || handle, handle), html`
      <p class="who"><strong>${displayName}</strong><span>@${handle}</span></p>
      <nav class="menu-links" aria-label=${t('nav.account')}>
        <div class="phone-only">${this.#places('menu-link')}</div>
        ${place('/account', 'nav.account', 'menu-link')}
      </nav>
      <button class="menu-link" type="button" @click=${() => this.#signOut()}>${t('nav.signout')}</button>`);
  }

  /** Without the server the cookie would stay good, so we say that it did not work rather than pretend. */
  async #signOut() {
    this.#closeAll();
    try {
      await remove('sessions/current');
      toast(t('signout.done'));
    } catch (problem) {
      toast(problem.text, 'bad');
      if (problem.isAway) return;
    }
    session.end();
    await router.go('/');
  }

  #closeAll() {
    this.#preferences.close();
    this.#account.close();
  }
}

const place = (href, key, kind) => html`
  <a class=${kind} href=${href} aria-current=${location.pathname === href ? 'page' : nothing}>${t(key)}</a>`;

customElements.define('weir-header', Header);
