// The devices on which I am signed in.

import { html, nothing } from 'lit';
import { ListPanel } from './list-panel.js';
import { remove } from '../core/api.js';
import { language, t } from '../core/language.js';
import { icon } from './icons.js';

class Sessions extends ListPanel {
  get path() {
    return 'sessions';
  }

  render() {
    return html`
      <section class="panel" aria-labelledby="sessions">
        <h2 id="sessions">${t('sessions.heading')}</h2>
        <p>${t('sessions.lead')}</p>
        ${this.renderList(device => this.#line(device), nothing)}
      </section>`;
  }

  #line({ id, lastUsedAt, userAgent, current }) {
    const name = deviceName(userAgent);
    return html`
      <li class="line-item">
        ${icon('person')}
        <div class="row-text">
          <strong>${name}</strong>
          <p class="facts">${current ? html`<span class="right">${t('sessions.current')}</span>` : html`<span>${t('sessions.used', { when: language.ago(lastUsedAt) })}</span>`}</p>
        </div>
        ${current ? nothing : html`
          <div class="actions"><button class="button small danger-quiet" type="button" aria-label=${t('sessions.end.of', { device: name })}
            @click=${() => this.attempt(() => remove(`sessions/${id}`), t('sessions.ended'))}>${t('sessions.end')}</button></div>`}
      </li>`;
  }
}

const BROWSERS = [['Edg/', 'Edge'], ['OPR/', 'Opera'], ['Firefox/', 'Firefox'], ['Chrome/', 'Chrome'], ['Safari/', 'Safari']];
const SYSTEMS = [['Android', 'Android'], ['iPhone', 'iPhone'], ['iPad', 'iPad'], ['Windows', 'Windows'], ['Mac OS', 'macOS'], ['Linux', 'Linux']];

/** Enough to know one's own devices again; a client that gives another name keeps it. */
function deviceName(userAgent) {
  const named = pairs => pairs.find(([sign]) => userAgent?.includes(sign))?.[1];
  const [browser, system] = [named(BROWSERS), named(SYSTEMS)];
  return [browser, system].filter(Boolean).join(' · ') || userAgent || t('sessions.unknown');
}

customElements.define('weir-sessions', Sessions);
