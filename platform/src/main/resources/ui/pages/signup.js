// A new account, and straight on into it.

import { html } from 'lit';
import { WeirPage } from '../core/page.js';
import { Form } from '../core/form.js';
import { handleForm, passwordForm } from '../core/rules.js';
import { post } from '../core/api.js';
import { router } from '../core/router.js';
import { session } from '../core/session.js';
import { t } from '../core/language.js';
import { formProblem, submitButton, textField } from '../parts/field.js';
import { gate } from '../parts/gate.js';
import { toast } from '../parts/toasts.js';
import '../parts/password.js';

class SignUp extends WeirPage {
  #form = new Form(this, { handle: handleForm, password: passwordForm });

  async #send({ handle, displayName, password }) {
    const name = handle.trim().toLowerCase();
    try {
      await post('accounts', { handle: name, password, displayName: displayName.trim() || undefined });
    } catch (problem) {
      throw problem.is?.('handle-taken') ? Form.at('/handle', problem) : problem;
    }
    session.begin(await post('sessions', { handle: name, password }));
    toast(t('signup.done'));
    await router.go('/channels');
  }

  render() {
    const form = this.#form;
    return gate(t('signup.heading'), t('signup.lead'), html`
      <form novalidate @submit=${form.submit(values => this.#send(values))} @focusout=${event => form.left(event)} @input=${event => form.touched(event)}>
        ${formProblem(form)}
        ${textField({ form, name: 'handle', label: t('field.handle'), hint: t('field.handle.hint'), maxlength: 30,
          autocomplete: 'username', autocapitalize: 'none', spellcheck: 'false' })}
        ${textField({ form, name: 'displayName', label: t('field.name'), hint: t('field.name.hint'), required: false, maxlength: 60, autocomplete: 'nickname' })}
        <weir-password .form=${form} .errors=${form.errors} name="password" label=${t('field.password')} fresh></weir-password>
        ${submitButton(form, t('signup.action'))}
      </form>`, html`${t('signup.known')} <a href="/signin">${t('nav.signin')}</a>`);
  }
}

customElements.define('weir-signup', SignUp);
