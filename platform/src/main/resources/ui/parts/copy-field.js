// Something to be carried elsewhere: shown in full, selected by a click, copied by a button.

import { html } from 'lit';
import { t } from '../core/language.js';
import { icon } from './icons.js';
import { toast } from './toasts.js';

export const copyField = (id, label, value) => html`
  <div class="field">
    <label for=${id}>${label}</label>
    <div class="input copy">
      <input id=${id} class="mono" readonly .value=${value} @focus=${event => event.target.select()}>
      <button class="inside" type="button" aria-label=${t('copy.action', { what: label })} @click=${() => copy(id, value)}>${icon('copy')}</button>
    </div>
  </div>`;

/** Where the clipboard is closed to us, the text is selected, ready for the reader's own keys. */
async function copy(id, value) {
  try {
    await navigator.clipboard.writeText(value);
    toast(t('copy.done'));
  } catch {
    document.getElementById(id).focus();
    toast(t('copy.selected'), 'bad');
  }
}
