// Back in, and on to where one was going.

import { html, nothing } from 'lit';
import { WeirPage } from '../core/page.js';
import { Form } from '../core/form.js';
import { needed } from '../core/rules.js';
import { post } from '../core/api.js';
import { router } from '../core/router.js';
import { session } from '../core/session.js';
import { t } from '../core/language.js';
import { formProblem, submitButton, textField } from '../parts/field.js';
import { gate } from '../parts/gate.js';
import '../parts/password.js';

class SignIn extends WeirPage {
  #form = new Form(this, { handle: needed, password: needed });

  async #send({ handle, password }) {
    try {
      session.begin(await post('sessions', { handle: handle.trim().toLowerCase(), password }));
    } catch (problem) {
      if (problem.status === 401) problem.type = 'urn:weir:problem:bad-credentials';
      throw problem;
    }
    await router.go(nextPath(), { replace: true });
  }

  render() {
    const form = this.#form;
    const sent = new URLSearchParams(location.search).has('next');
    return gate(t('signin.heading'), sent ? t('signin.lead.next') : t('signin.lead'), html`
      <form novalidate @submit=${form.submit(values => this.#send(values))} @input=${event => form.touched(event)}>
        ${formProblem(form)}
        ${textField({ form, name: 'handle', label: t('field.handle'), hint: nothing, maxlength: 30,
          autocomplete: 'username', autocapitalize: 'none', spellcheck: 'false' })}
        <weir-password .form=${form} .errors=${form.errors} name="password" label=${t('field.password')}></weir-password>
        ${submitButton(form, t('nav.signin'))}
      </form>`, html`${t('signin.fresh')} <a href="/signup">${t('nav.signup')}</a>`);
  }
}

/** Only ever a path of ours: a link to us must not become a way to somewhere else. */
function nextPath() {
  const next = new URLSearchParams(location.search).get('next') ?? '/';
  const url = new URL(next, location.origin);
  return url.origin === location.origin ? url.pathname + url.search : '/';
}

customElements.define('weir-signin', SignIn);
