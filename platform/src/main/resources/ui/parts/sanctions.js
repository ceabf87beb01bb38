// Who may not speak in a channel's chat, and until when. Fetched when somebody opens it.

import { html, nothing } from 'lit';
import { ListPanel } from './list-panel.js';
import { get, remove } from '../core/api.js';
import { Problem } from '../core/problem.js';
import { language, t } from '../core/language.js';
import { icon } from './icons.js';
import { initial } from './river.js';

class Sanctions extends ListPanel {
  get path() {
    return `channels/${encodeURIComponent(this.slug)}/chat/sanctions`;
  }

  /** Few enough to be told at once, without pages. */
  async reload() {
    this.problem = null;
    try {
      this.items = await get(this.path, { signal: this.left });
    } catch (problem) {
      if (this.left.aborted) return;
      if (!(problem instanceof Problem)) throw problem;
      this.problem = problem;
    }
  }

  #lift(handle) {
    return this.attempt(() => remove(`${this.path}/${encodeURIComponent(handle)}`), t('chat.lift.done', { name: handle }));
  }

  render() {
    return this.renderList(one => this.#line(one), t('sanctions.none'));
  }

  #line({ handle, until, reason, shadow, by }) {
    return html`
      <li class="line-item">
        ${initial(handle, handle)}
        <div class="row-text"><strong>@${handle}</strong>
          <p class="facts"><span>${until ? t('sanctions.until', { when: language.date(until) }) : t('sanctions.banned')}</span>${shadow ? html`<span>${icon('hidden')}${t('sanctions.shadow')}</span>` : nothing}<span>@${by}</span>${reason ? html`<span>${reason}</span>` : nothing}</p></div>
        <div class="actions"><button class="button small" type="button" @click=${() => this.#lift(handle)}>${t('chat.lift')}</button></div>
      </li>`;
  }
}

customElements.define('weir-sanctions', Sanctions);
