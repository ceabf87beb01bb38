// My account: name, password, the devices I am signed in on, and the way out.

import { html } from 'lit';
import { WeirPage } from '../core/page.js';
import { Form } from '../core/form.js';
import { get, patch, put, remove } from '../core/api.js';
import { needed, passwordForm } from '../core/rules.js';
import { router } from '../core/router.js';
import { session } from '../core/session.js';
import { t } from '../core/language.js';
import { Dialog } from '../parts/dialog.js';
import { formProblem, submitButton, textField } from '../parts/field.js';
import { toast } from '../parts/toasts.js';
import '../parts/password.js';
import '../parts/sessions.js';

class Account extends WeirPage {
  #name = new Form(this, { displayName: needed });
  #password = new Form(this, { currentPassword: needed, newPassword: passwordForm });
  #farewell = new Form(this, { password: needed });
  #dialog = new Dialog(this);

  load() {
    return get('accounts/me', { signal: this.left });
  }

  async #rename({ displayName }) {
    this.data = await patch('accounts/me', { displayName: displayName.trim() });
    session.update(this.data);
    toast(t('form.saved'));
  }

  async #changePassword(values, form) {
    try {
      await put('accounts/me/password', { currentPassword: values.currentPassword, newPassword: values.newPassword });
    } catch (problem) {
      throw aboutPassword(problem, '/currentPassword');
    }
    form.reset();
    toast(t('account.password.done'));
  }

  async #leave({ password }) {
    try {
      await remove('accounts/me', { password });
    } catch (problem) {
      throw aboutPassword(problem, '/password');
    }
    this.#dialog.close();
    session.end();
    await router.go('/', { replace: true });
    toast(t('account.delete.done'));
  }

  #askToLeave() {
    const form = this.#farewell;
    this.#dialog.show({
      title: () => t('account.delete.title'),
      body: () => html`
        <form novalidate @submit=${form.submit(values => this.#leave(values))} @input=${event => form.touched(event)}>
          ${formProblem(form)}
          <p>${t('account.delete.text')}</p>
          <weir-password .form=${form} .errors=${form.errors} name="password" label=${t('field.password')}></weir-password>
          <div class="actions end">
            <button class="button quiet" type="button" @click=${() => this.#dialog.close()}>${t('confirm.keep')}</button>
            ${submitButton(form, t('account.delete.action'), 'danger')}
          </div>
        </form>`,
    });
  }

  renderData() {
    return html`
      <div class="head"><div><h1 tabindex="-1">${t('account.heading')}</h1><p class="lead">@${this.data.handle}</p></div></div>
      <div class="columns">
        <div>${this.#namePanel()}${this.#passwordPanel()}</div>
        <div>
          <weir-sessions></weir-sessions>
          <section class="panel edge" aria-labelledby="leave">
            <h2 id="leave">${t('account.delete.title')}</h2>
            <p>${t('account.delete.text')}</p>
            <div class="actions"><button class="button danger-quiet" type="button" @click=${() => this.#askToLeave()}>${t('account.delete.action')}</button></div>
          </section>
        </div>
      </div>
      ${this.#dialog.view()}`;
  }

  #namePanel() {
    const form = this.#name;
    return html`
      <section class="panel" aria-labelledby="profile">
        <h2 id="profile">${t('account.profile')}</h2>
        <form novalidate @submit=${form.submit(values => this.#rename(values))} @input=${event => form.touched(event)}>
          ${formProblem(form)}
          ${textField({ form, name: 'displayName', label: t('field.name'), hint: t('field.name.hint'), value: this.data.displayName, maxlength: 60, autocomplete: 'nickname' })}
          <div class="actions">${submitButton(form, t('form.save'))}</div>
        </form>
      </section>`;
  }

  #passwordPanel() {
    const form = this.#password;
    return html`
      <section class="panel" aria-labelledby="password-change">
        <h2 id="password-change">${t('account.password')}</h2>
        <form novalidate @submit=${form.submit((values, element) => this.#changePassword(values, element))} @input=${event => form.touched(event)}>
          ${formProblem(form)}
          <input class="sr" type="text" name="username" autocomplete="username" tabindex="-1" aria-hidden="true" readonly .value=${this.data.handle}>
          <weir-password .form=${form} .errors=${form.errors} name="currentPassword" label=${t('field.password.current')}></weir-password>
          <weir-password .form=${form} .errors=${form.errors} name="newPassword" label=${t('field.password.new')} fresh></weir-password>
          <div class="actions">${submitButton(form, t('account.password.action'))}</div>
        </form>
      </section>`;
  }
}

/** Here a refusal means the password just typed, not the session. */
function aboutPassword(problem, pointer) {
  if (problem.status !== 401 && problem.status !== 403) return problem;
  problem.type = 'urn:weir:problem:wrong-password';
  return Form.at(pointer, problem);
}

customElements.define('weir-account', Account);
