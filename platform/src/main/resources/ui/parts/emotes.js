// A channel's emotes: the small pictures that its chat knows by name.

import { html } from 'lit';
import { ListPanel } from './list-panel.js';
import { Form } from '../core/form.js';
import { put, remove } from '../core/api.js';
import { t } from '../core/language.js';
import { formProblem, submitButton, textField } from './field.js';
import { toast } from './toasts.js';

const nameForm = value => (/^:?[a-z0-9_]{2,32}:?$/i.test(value?.trim() ?? '') ? undefined : t('emotes.name.hint'));
const pictureForm = file => (file?.size > 0 ? undefined : t('field.needed'));

class Emotes extends ListPanel {
  #form = new Form(this, { emoteName: nameForm, picture: pictureForm });

  get path() {
    return `channels/${encodeURIComponent(this.slug)}/chat/emotes`;
  }

  async #add({ emoteName, picture }, form) {
    const name = emoteName.trim().toLowerCase().replaceAll(':', '');
    await put(`${this.path}/${encodeURIComponent(name)}`, picture);
    form.reset();
    toast(t('form.saved'));
    await this.reload();
  }

  render() {
    const form = this.#form;
    return html`
      <p>${t('emotes.lead')}</p>
      ${this.renderList(emote => this.#line(emote), t('emotes.none'))}
      <form novalidate @submit=${form.submit((values, element) => this.#add(values, element))} @input=${event => form.touched(event)}>
        ${formProblem(form)}
        ${textField({ form, name: 'emoteName', label: t('emotes.name'), hint: t('emotes.name.hint'), maxlength: 34, autocapitalize: 'none', spellcheck: 'false' })}
        ${textField({ form, name: 'picture', type: 'file', label: t('emotes.picture'), hint: t('emotes.picture.hint'), accept: 'image/png,image/jpeg,image/gif' })}
        <div class="actions end">${submitButton(form, t('emotes.add'), '')}</div>
      </form>`;
  }

  #line({ name, url }) {
    return html`
      <li class="line-item">
        <img class="emote" src=${url} alt="" width="28" height="28">
        <div class="row-text"><strong>:${name}:</strong></div>
        <div class="actions"><button class="button small danger-quiet" type="button" aria-label=${t('chat.commands.remove.of', { name })} @click=${() => this.attempt(() => remove(`${this.path}/${encodeURIComponent(name)}`))}>${t('chat.commands.remove')}</button></div>
      </li>`;
  }
}

customElements.define('weir-emotes', Emotes);
