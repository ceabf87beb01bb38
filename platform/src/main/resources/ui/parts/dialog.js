// Questions and news that must be dealt with first: the browser's own modal dialog, which keeps the focus inside and
// gives it back afterwards.

import { html, nothing } from 'lit';
import { ref, createRef } from 'lit/directives/ref.js';
import { t } from '../core/language.js';
import { Form } from '../core/form.js';
import { formProblem, submitButton, textField } from './field.js';
import { icon } from './icons.js';

/** A lit controller: `show(content)` opens; the host draws `view()`. */
export class Dialog {
  #host;
  #element = createRef();
  #content = null;
  #fresh = false;

  constructor(host) {
    this.#host = host;
    host.addController(this);
  }

  hostUpdated() {
    const dialog = this.#element.value;
    if (!dialog || !this.#fresh) return;
    this.#fresh = false; // a host that draws while the dialog is closing must not open it again
    if (!dialog.open) dialog.showModal();
  }

  /**
   * Shown in an open dialog, the new content takes the old one's place. `closable: false` is for what is shown once
   * only: it goes away by its own button, not by a stray Escape.
   */
  async show({ title, body, closable = true }) {
    this.#content = { title, body, closable };
    this.#fresh = true;
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#element.value?.querySelector('h2')?.focus();
  }

  close() {
    this.#element.value?.close();
  }

  view() {
    const { title, body, closable } = this.#content ?? {};
    return html`
      <dialog aria-labelledby="dialog-title" ${ref(this.#element)} @close=${() => this.#closed()}
              @cancel=${event => closable || event.preventDefault()}>
        ${this.#content ? html`
          <div class="dialog-head">
            <h2 id="dialog-title" tabindex="-1" autofocus>${title()}</h2>
            ${closable ? html`<button class="inside" type="button" aria-label=${t('dialog.close')} @click=${() => this.close()}>${icon('close')}</button>` : nothing}
          </div>
          ${body()}` : nothing}
      </dialog>`;
  }

  #closed() {
    this.#content = null;
    this.#host.requestUpdate();
  }
}

/** Asks before something is lost. With `word`, the reader types it first. `send` may return what is to be shown next. */
export function confirm(host, dialog, { title, text, action, keep = () => t('confirm.keep'), word, send }) {
  const form = new Form(host, word ? { confirmation: value => (value?.trim() === word ? undefined : t('confirm.mismatch', { word })) } : {});
  dialog.show({
    title,
    body: () => html`
      <form novalidate @submit=${form.submit(async values => { const next = await send(values); next ? next() : dialog.close(); })} @input=${event => form.touched(event)}>
        ${formProblem(form)}
        <p>${text()}</p>
        ${word ? textField({ form, name: 'confirmation', label: t('confirm.type', { word }), autocapitalize: 'none', spellcheck: 'false' }) : nothing}
        <div class="actions end">
          <button class="button quiet" type="button" @click=${() => dialog.close()}>${keep()}</button>
          ${submitButton(form, action(), 'danger')}
        </div>
      </form>`,
  });
}
