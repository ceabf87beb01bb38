// A link that lets one guest in.

import { html } from 'lit';
import { Form } from '../../core/form.js';
import { language, t } from '../../core/language.js';
import { copyField } from '../copy-field.js';
import { choiceField, formProblem, submitButton, textField } from '../field.js';

const MINUTES = [15, 60, 1440, 10080];

export function invite(host, dialog, performance) {
  const form = new Form(host);
  const send = async ({ guest, minutes }) =>
    reveal(dialog, await performance.ask({ type: 'invite', name: guest.trim() || undefined, minutes: Number(minutes) }));
  dialog.show({
    title: () => t('studio.invite.title'),
    body: () => html`
      <form novalidate @submit=${form.submit(send)}>
        ${formProblem(form)}
        <p>${t('studio.invite.text')}</p>
        ${textField({ form, name: 'guest', label: t('studio.invite.name'), required: false, maxlength: 40 })}
        ${choiceField({ form, name: 'minutes', label: t('studio.invite.valid'), value: 60, options: MINUTES.map(minutes => [minutes, t(`studio.invite.${minutes}`)]) })}
        <div class="actions end">
          <button class="button quiet" type="button" @click=${() => dialog.close()}>${t('form.cancel')}</button>
          ${submitButton(form, t('studio.invite.action'))}
        </div>
      </form>`,
  });
}

function reveal(dialog, { url, expiresAt }) {
  return dialog.show({
    title: () => t('studio.invite.done'),
    body: () => html`
      ${copyField('invitation', t('studio.invite.link'), new URL(url, location.origin).href)}
      <p class="hush">${t('studio.invite.until', { when: language.date(expiresAt) })}</p>
      <div class="actions end"><button class="button primary" type="button" @click=${() => dialog.close()}>${t('dialog.close')}</button></div>`,
  });
}
