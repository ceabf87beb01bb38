// Links that open a private channel to whoever has them. A pass is shown once; afterwards all that can be done is to
// revoke every one of them.

import { html } from 'lit';
import { WeirElement } from '../core/element.js';
import { Form } from '../core/form.js';
import { post, remove } from '../core/api.js';
import { language, t } from '../core/language.js';
import { copyField } from './copy-field.js';
import { confirm, Dialog } from './dialog.js';
import { choiceField, formProblem, submitButton, textField } from './field.js';
import { toast } from './toasts.js';

const MINUTES = [60, 1440, 10080];

class ViewerPasses extends WeirElement {
  static properties = { slug: {} };

  #form = new Form(this);
  #dialog = new Dialog(this);

  get #path() {
    return `channels/${encodeURIComponent(this.slug)}/viewer-passes`;
  }

  async #create({ passName, minutes }, form) {
    const made = await post(this.#path, { name: passName.trim() || undefined, minutes: Number(minutes) });
    form.reset();
    this.#dialog.show({
      title: () => t('passes.done'),
      body: () => html`
        ${copyField('viewer-pass', t('passes.link'), new URL(made.url, location.origin).href)}
        <p class="hush">${t('passes.until', { when: language.date(made.expiresAt) })}</p>
        <div class="actions end"><button class="button primary" type="button" @click=${() => this.#dialog.close()}>${t('dialog.close')}</button></div>`,
    });
  }

  #revoke() {
    confirm(this, this.#dialog, {
      title: () => t('passes.revoke.title'),
      text: () => t('passes.revoke.text'),
      action: () => t('passes.revoke'),
      send: async () => {
        await remove(this.#path);
        toast(t('passes.revoked'));
      },
    });
  }

  render() {
    const form = this.#form;
    return html`
      <section class="panel" aria-labelledby="passes">
        <h2 id="passes">${t('passes.heading')}</h2>
        <p>${t('passes.lead')}</p>
        <form novalidate @submit=${form.submit((values, element) => this.#create(values, element))}>
          ${formProblem(form)}
          ${textField({ form, name: 'passName', label: t('passes.name'), hint: t('passes.name.hint'), required: false, maxlength: 60 })}
          ${choiceField({ form, name: 'minutes', label: t('studio.invite.valid'), value: 1440, options: MINUTES.map(minutes => [minutes, t(`studio.invite.${minutes}`)]) })}
          <div class="actions">
            ${submitButton(form, t('passes.create'), '')}
            <button class="button danger-quiet" type="button" @click=${() => this.#revoke()}>${t('passes.revoke')}</button>
          </div>
        </form>
      </section>
      ${this.#dialog.view()}`;
  }
}

customElements.define('weir-viewer-passes', ViewerPasses);
