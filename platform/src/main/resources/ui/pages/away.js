// Somebody is probably signed in, but the server cannot be asked: neither the page nor the way to sign in would be right.

import { html } from 'lit';
import { trouble, WeirPage } from '../core/page.js';
import { connection } from '../core/connection.js';
import { t } from '../core/language.js';

class Away extends WeirPage {
  connectedCallback() {
    super.connectedCallback();
    addEventListener('online', () => location.reload(), { signal: this.left });
  }

  render() {
    return trouble('away', t('away.title'), t(connection.away ? 'away.text' : 'problem.503', { seconds: '10' }), html`
      <button class="button primary" type="button" @click=${() => location.reload()}>${t('error.again')}</button>`);
  }
}

customElements.define('weir-away', Away);
