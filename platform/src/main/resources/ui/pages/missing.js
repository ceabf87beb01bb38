// There is nothing at this address.

import { html } from 'lit';
import { trouble, WeirPage } from '../core/page.js';
import { t } from '../core/language.js';

class Missing extends WeirPage {
  render() {
    return trouble('missing', t('missing.title'), t('missing.text'), html`<a class="button primary" href="/">${t('missing.home')}</a>`);
  }
}

customElements.define('weir-missing', Missing);
