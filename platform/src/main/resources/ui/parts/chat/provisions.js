// What a room keeps ready: answers to commands, and what it says by itself. For those who keep order.

import { html, nothing } from 'lit';
import { put, remove } from '../../core/api.js';
import { Form } from '../../core/form.js';
import { language, t } from '../../core/language.js';
import { choiceField, formProblem, submitButton, textField } from '../field.js';
import { icon } from '../icons.js';
import { ListPanel } from '../list-panel.js';
import { toast } from '../toasts.js';

const LONGEST_NAME = 20;
const LONGEST_TEXT = 400;
const MINUTES = [5, 10, 15, 20, 30, 60, 120];

const wordForm = value => (/^[!/]?[a-z0-9_]{1,20}$/i.test(value?.trim() ?? '') ? undefined : t('chat.commands.name.hint'));
const needed = value => (value?.trim() ? undefined : t('field.needed'));
const bare = word => word.trim().toLowerCase().replace(/^[!/]/, '');

/** A list of named texts, each put and removed by its name. */
class Provisions extends ListPanel {
  get path() {
    return `channels/${encodeURIComponent(this.slug)}/chat/${this.kind}`;
  }

  async put(name, body, form) {
    await put(`${this.path}/${encodeURIComponent(bare(name))}`, body);
    form.reset();
    toast(t('form.saved'));
    await this.reload();
  }

  line(sign, name, detail, text) {
    return html`
      <li class="line-item">
        ${icon(sign)}
        <div class="row-text"><strong>${name}</strong><p class="facts">${detail ? html`<span>${detail}</span>` : nothing}<span dir="auto">${text}</span></p></div>
        <div class="actions"><button class="button small danger-quiet" type="button" aria-label=${t('chat.commands.remove.of', { name })} @click=${() => this.attempt(() => remove(`${this.path}/${encodeURIComponent(bare(name))}`))}>${t('chat.commands.remove')}</button></div>
      </li>`;
  }
}

class Commands extends Provisions {
  kind = 'commands';
  #form = new Form(this, { commandName: wordForm, commandText: needed });

  render() {
    const form = this.#form;
    return html`
      <p>${t('chat.commands.lead')}</p>
      ${this.renderList(({ name, text }) => this.line('bolt', `!${name}`, '', text), t('chat.commands.none'))}
      <form novalidate @submit=${form.submit(({ commandName, commandText }, element) => this.put(commandName, { text: commandText }, element))} @input=${event => form.touched(event)}>
        ${formProblem(form)}
        ${textField({ form, name: 'commandName', label: t('chat.commands.name'), hint: t('chat.commands.name.hint'), maxlength: LONGEST_NAME + 1, autocapitalize: 'none', spellcheck: 'false' })}
        ${textField({ form, name: 'commandText', label: t('chat.commands.text'), maxlength: LONGEST_TEXT })}
        <div class="actions end">${submitButton(form, t('chat.commands.add'))}</div>
      </form>`;
  }
}

class Timers extends Provisions {
  kind = 'timers';
  #form = new Form(this, { timerName: wordForm, timerText: needed });

  render() {
    const form = this.#form;
    return html`
      <p>${t('chat.timers.lead')}</p>
      ${this.renderList(({ name, minutes, text }) => this.line('clock', name, t('chat.timers.each', { minutes: language.number(minutes) }), text), t('chat.timers.none'))}
      <form novalidate @submit=${form.submit(({ timerName, minutes, timerText }, element) => this.put(timerName, { minutes: Number(minutes), text: timerText }, element))} @input=${event => form.touched(event)}>
        ${formProblem(form)}
        ${textField({ form, name: 'timerName', label: t('chat.timers.name'), hint: t('chat.commands.name.hint'), maxlength: LONGEST_NAME, autocapitalize: 'none', spellcheck: 'false' })}
        ${choiceField({ form, name: 'minutes', label: t('chat.timers.minutes'), value: 15, options: MINUTES.map(minutes => [minutes, t('chat.timers.each', { minutes: language.number(minutes) })]) })}
        ${textField({ form, name: 'timerText', label: t('chat.commands.text'), maxlength: LONGEST_TEXT })}
        <div class="actions end">${submitButton(form, t('chat.commands.add'))}</div>
      </form>`;
  }
}

customElements.define('weir-chat-commands', Commands);
customElements.define('weir-chat-timers', Timers);

export const commands = (host, dialog, room) => dialog.show({
  title: () => t('chat.commands'),
  body: () => html`<weir-chat-commands slug=${host.slug}></weir-chat-commands>`,
});

export const timers = (host, dialog, room) => dialog.show({
  title: () => t('chat.timers'),
  body: () => html`<weir-chat-timers slug=${host.slug}></weir-chat-timers>`,
});
