// Who may keep order in a channel besides its owner.

import { html } from 'lit';
import { ListPanel } from './list-panel.js';
import { Form } from '../core/form.js';
import { put, remove } from '../core/api.js';
import { handleForm } from '../core/rules.js';
import { t } from '../core/language.js';
import { formProblem, submitButton, textField } from './field.js';
import { initial } from './river.js';
import { toast } from './toasts.js';

class Moderators extends ListPanel {
  #form = new Form(this, { moderator: handleForm });

  get path() {
    return `channels/${encodeURIComponent(this.slug)}/moderators`;
  }

  async #add({ moderator }, form) {
    const handle = moderator.trim().toLowerCase();
    try {
      await put(`${this.path}/${handle}`);
    } catch (problem) {
      if (problem.status === 404) problem.type = 'urn:weir:problem:unknown-handle';
      throw problem.status === 404 ? Form.at('/moderator', problem) : problem;
    }
    form.reset();
    toast(t('moderators.added', { handle }));
    await this.reload();
  }

  #remove(handle) {
    return this.attempt(() => remove(`${this.path}/${handle}`), t('moderators.removed', { handle }));
  }

  render() {
    const form = this.#form;
    return html`
      <section class="panel" aria-labelledby="moderators">
        <h2 id="moderators">${t('moderators.heading')}</h2>
        <p>${t('moderators.lead')}</p>
        ${this.renderList(person => this.#line(person), t('moderators.none'))}
        <form class="inline" novalidate @submit=${form.submit((values, element) => this.#add(values, element))} @input=${event => form.touched(event)}>
          ${formProblem(form)}
          ${textField({ form, name: 'moderator', label: t('field.handle'), hint: t('moderators.hint'), maxlength: 30, autocapitalize: 'none', spellcheck: 'false' })}
          ${submitButton(form, t('moderators.add'), '')}
        </form>
      </section>`;
  }

  #line({ handle, displayName }) {
    return html`
      <li class="line-item">
        ${initial(displayName || handle, handle)}
        <div class="row-text"><strong>${displayName || handle}</strong><p class="facts"><span>@${handle}</span></p></div>
        <div class="actions">
          <button class="button small danger-quiet" type="button" aria-label=${t('moderators.remove.of', { handle })} @click=${() => this.#remove(handle)}>${t('moderators.remove')}</button>
        </div>
      </li>`;
  }
}

customElements.define('weir-moderators', Moderators);
