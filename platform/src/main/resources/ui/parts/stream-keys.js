// A channel's stream keys. A key is shown once, when it is made; afterwards only its last letters are known.

import { html } from 'lit';
import { ListPanel } from './list-panel.js';
import { Form } from '../core/form.js';
import { post, remove } from '../core/api.js';
import { language, t } from '../core/language.js';
import { formProblem, submitButton, textField } from './field.js';
import { confirm, Dialog } from './dialog.js';
import { copyField } from './copy-field.js';
import { icon } from './icons.js';
import { toast } from './toasts.js';

class StreamKeys extends ListPanel {
  #form = new Form(this);
  #dialog = new Dialog(this);

  get path() {
    return `channels/${encodeURIComponent(this.slug)}/stream-keys`;
  }

  async #create({ keyName }, form) {
    const made = await post(this.path, { name: keyName.trim() || undefined });
    form.reset();
    this.#reveal(made);
    await this.reload();
  }

  #reveal({ key }) {
    this.#dialog.show({
      title: () => t('keys.once.title'),
      closable: false,
      body: () => html`
        <p class="notice warn">${icon('alert')}<span>${t('keys.once.text')}</span></p>
        ${copyField('stream-key', t('keys.key'), key)}
        <div class="actions end"><button class="button primary" type="button" @click=${() => this.#dialog.close()}>${t('keys.once.done')}</button></div>`,
    });
  }

  #rotate({ id, name }) {
    confirm(this, this.#dialog, {
      title: () => t('keys.rotate.title', { name: nameOf(name) }),
      text: () => t('keys.rotate.text'),
      action: () => t('keys.rotate'),
      send: async () => {
        const made = await post(`${this.path}/${id}/rotation`);
        await this.reload();
        return () => this.#reveal(made);
      },
    });
  }

  #revoke({ id, name }) {
    confirm(this, this.#dialog, {
      title: () => t('keys.revoke.title', { name: nameOf(name) }),
      text: () => t('keys.revoke.text'),
      action: () => t('keys.revoke'),
      send: async () => {
        await remove(`${this.path}/${id}`);
        toast(t('keys.revoked'));
        await this.reload();
      },
    });
  }

  render() {
    const form = this.#form;
    return html`
      <section class="panel" aria-labelledby="keys" id="stream-keys">
        <h2 id="keys">${t('keys.heading')}</h2>
        <p>${t('keys.lead')}</p>
        ${this.renderList(key => this.#line(key), t('keys.none'))}
        <form class="inline" novalidate @submit=${form.submit((values, element) => this.#create(values, element))}>
          ${formProblem(form)}
          ${textField({ form, name: 'keyName', label: t('keys.name'), hint: t('keys.name.hint'), required: false, maxlength: 60 })}
          ${submitButton(form, t('keys.create'), '')}
        </form>
      </section>
      ${this.#dialog.view()}`;
  }

  #line(key) {
    const used = key.lastUsedAt ? t('keys.used', { when: language.ago(key.lastUsedAt) }) : t('keys.unused');
    return html`
      <li class="line-item">
        ${icon('key')}
        <div class="row-text">
          <strong>${nameOf(key.name)}</strong> <code>…${key.hint}</code>
          <p class="facts"><span>${t('keys.created', { date: language.date(key.createdAt, { dateStyle: 'medium' }) })}</span><span>${used}</span></p>
        </div>
        <div class="actions">
          <button class="button small" type="button" aria-label=${t('keys.rotate.title', { name: nameOf(key.name) })} @click=${() => this.#rotate(key)}>${t('keys.rotate')}</button>
          <button class="button small danger-quiet" type="button" aria-label=${t('keys.revoke.title', { name: nameOf(key.name) })} @click=${() => this.#revoke(key)}>${t('keys.revoke')}</button>
        </div>
      </li>`;
  }
}

const nameOf = name => name || t('keys.nameless');

customElements.define('weir-stream-keys', StreamKeys);
