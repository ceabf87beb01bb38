// There is something here, but not for this account.

import { html } from 'lit';
import { trouble, WeirPage } from '../core/page.js';
import { t } from '../core/language.js';

class Forbidden extends WeirPage {
  render() {
    return trouble('lock', t('forbidden.title'), t('forbidden.text'), html`<a class="button primary" href="/">${t('missing.home')}</a>`);
  }
}

customElements.define('weir-forbidden', Forbidden);
