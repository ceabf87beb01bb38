// A password field with a switch to see what one types and, for new passwords, an honest word on its strength.

import { html, nothing, svg } from 'lit';
import { WeirElement } from '../core/element.js';
import { t } from '../core/language.js';
import { passwordStrength, PASSWORD_LENGTH } from '../core/rules.js';
import { textField } from './field.js';
import { icon } from './icons.js';

class PasswordField extends WeirElement {
  static properties = {
    form: { attribute: false }, errors: { attribute: false }, name: {}, label: {}, fresh: { type: Boolean },
    shown: { state: true }, strength: { state: true },
  };

  constructor() {
    super();
    this.shown = false;
    this.strength = -1;
  }

  render() {
    return html`
      ${textField({
        form: this.form, name: this.name, label: this.label, type: this.shown ? 'text' : 'password',
        autocomplete: this.fresh ? 'new-password' : 'current-password', autocapitalize: 'none', spellcheck: 'false',
        maxlength: PASSWORD_LENGTH.most, hint: this.fresh ? this.#hint() : nothing,
        onInput: event => { this.strength = event.target.value ? passwordStrength(event.target.value) : -1; },
        after: html`
          <button class="inside" type="button" aria-pressed=${this.shown} aria-label=${t('field.password.show')}
                  @click=${() => { this.shown = !this.shown; }}>${icon(this.shown ? 'eye' : 'hidden')}</button>`,
      })}`;
  }

  #hint() {
    if (this.strength < 0) return t('field.password.hint');
    return html`
      <span class="strength" data-level=${this.strength}>
        <svg class="meter" viewBox="0 0 100 6" width="100" height="6" aria-hidden="true">
          ${[0, 1, 2, 3].map(step => meterStep(step, this.strength))}
        </svg>
        <span aria-live="polite">${t(`field.password.strength.${this.strength}`)}</span>
      </span>`;
  }
}

const meterStep = (step, strength) =>
  svg`<rect class=${step < Math.max(1, strength) ? 'on' : ''} x=${step * 26} width="22" height="6" rx="3"></rect>`;

customElements.define('weir-password', PasswordField);
