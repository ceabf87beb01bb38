// Programs that take part in a channel's chat. A token is shown once, when its bot is made.

import { html, nothing } from 'lit';
import { ListPanel } from './list-panel.js';
import { Form } from '../core/form.js';
import { post, remove } from '../core/api.js';
import { language, t } from '../core/language.js';
import { formProblem, submitButton, textField } from './field.js';
import { confirm, Dialog } from './dialog.js';
import { copyField } from './copy-field.js';
import { icon } from './icons.js';
import { toast } from './toasts.js';

const nameForm = value => (/^[a-z0-9_]{3,25}$/i.test(value?.trim() ?? '') ? undefined : t('bots.name.hint'));

class Bots extends ListPanel {
  #form = new Form(this, { botName: nameForm });
  #dialog = new Dialog(this);

  get path() {
    return `channels/${encodeURIComponent(this.slug)}/chat/bots`;
  }

  async #add({ botName, moderates }, form) {
    const { token } = await post(this.path, { name: botName.trim(), moderates: moderates === 'on' });
    form.reset();
    this.#reveal(token);
    await this.reload();
  }

  #reveal(token) {
    this.#dialog.show({
      title: () => t('bots.once.title'),
      closable: false,
      body: () => html`
        <p class="notice warn">${icon('alert')}<span>${t('keys.once.text')}</span></p>
        ${copyField('bot-token', t('bots.token'), token)}
        <div class="actions end"><button class="button primary" type="button" @click=${() => this.#dialog.close()}>${t('keys.once.done')}</button></div>`,
    });
  }

  #dismiss({ id, name }) {
    confirm(this, this.#dialog, {
      title: () => t('bots.remove.of', { name }),
      text: () => t('bots.remove.text'),
      action: () => t('bots.remove'),
      send: async () => {
        await remove(`${this.path}/${id}`);
        toast(t('bots.removed'));
        await this.reload();
      },
    });
  }

  render() {
    const form = this.#form;
    return html`
      <p>${t('bots.lead')}</p>
      ${this.renderList(bot => this.#line(bot), t('bots.none'))}
      <form novalidate @submit=${form.submit((values, element) => this.#add(values, element))} @input=${event => form.touched(event)}>
        ${formProblem(form)}
        ${textField({ form, name: 'botName', label: t('bots.name'), hint: t('bots.name.hint'), maxlength: 25, autocapitalize: 'none', spellcheck: 'false' })}
        <label class="switch"><span>${t('bots.moderates')}</span><input type="checkbox" name="moderates"></label>
        <div class="actions end">${submitButton(form, t('bots.add'), '')}</div>
      </form>
      ${this.#dialog.view()}`;
  }

  #line(bot) {
    return html`
      <li class="line-item">
        ${icon('bolt')}
        <div class="row-text"><strong>${bot.name}</strong>
          <p class="facts"><span>@${bot.handle}</span><span>${t('keys.created', { date: language.date(bot.createdAt, { dateStyle: 'medium' }) })}</span>${bot.moderates ? html`<span>${icon('shield')}${t('bots.moderates')}</span>` : nothing}</p></div>
        <div class="actions"><button class="button small danger-quiet" type="button" aria-label=${t('bots.remove.of', { name: bot.name })} @click=${() => this.#dismiss(bot)}>${t('bots.remove')}</button></div>
      </li>`;
  }
}

customElements.define('weir-bots', Bots);
