// The first administrator. The link with the token stands in the node's log; the part after # never leaves the browser
// on its own.

import { html } from 'lit';
import { trouble, WeirPage } from '../core/page.js';
import { Form } from '../core/form.js';
import { handleForm, needed, passwordForm } from '../core/rules.js';
import { get, post } from '../core/api.js';
import { router } from '../core/router.js';
import { session } from '../core/session.js';
import { t } from '../core/language.js';
import { formProblem, submitButton, textField } from '../parts/field.js';
import { gate } from '../parts/gate.js';
import { toast } from '../parts/toasts.js';
import '../parts/password.js';

class Setup extends WeirPage {
  #form = new Form(this, { token: needed, handle: handleForm, password: passwordForm });
  #token = location.hash.slice(1);

  load() {
    return get('setup', { signal: this.left });
  }

  async #send({ token, handle, password }) {
    const name = handle.trim().toLowerCase();
    await post('setup/admin', { token: token.trim(), handle: name, password });
    session.begin(await post('sessions', { handle: name, password }));
    toast(t('setup.done'));
    await router.go('/ops', { replace: true });
  }

  renderData() {
    if (!this.data.adminNeeded) {
      return trouble('check', t('setup.over.title'), t('setup.over.text'), html`<a class="button primary" href="/signin">${t('nav.signin')}</a>`);
    }
    const form = this.#form;
    return gate(t('setup.heading'), t('setup.lead'), html`
      <form novalidate @submit=${form.submit(values => this.#send(values))} @focusout=${event => form.left(event)} @input=${event => form.touched(event)}>
        ${formProblem(form)}
        ${textField({ form, name: 'token', label: t('setup.token'), hint: t('setup.token.hint'), value: this.#token, autocapitalize: 'none', spellcheck: 'false' })}
        ${textField({ form, name: 'handle', label: t('field.handle'), hint: t('field.handle.hint'), maxlength: 30, autocomplete: 'username', autocapitalize: 'none', spellcheck: 'false' })}
        <weir-password .form=${form} .errors=${form.errors} name="password" label=${t('field.password')} fresh></weir-password>
        ${submitButton(form, t('setup.action'))}
      </form>`, '');
  }
}

customElements.define('weir-setup', Setup);
