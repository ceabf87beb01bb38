// Form fields. The line below a field is always there: its hint gives way to what is wrong, and nothing moves.

import { html, nothing } from 'lit';
import { t } from '../core/language.js';
import { icon } from './icons.js';

/**
 * A labelled input with its hint or error. Everything but form, name and label is passed on to the input. A value is written when it
 * changes, and not when the field is drawn anew for something else: what the reader typed meanwhile stays.
 */
export function textField({ form, name, label, hint, value, type = 'text', required = true, after, ...rest }) {
  return frame({ form, name, label, hint, required, control: html`
    <div class="input">
      <input id=${name} name=${name} type=${type} .value=${value === undefined ? nothing : value}
             ?required=${required} autocomplete=${rest.autocomplete ?? 'off'} autocapitalize=${rest.autocapitalize ?? nothing}
             maxlength=${rest.maxlength ?? nothing} spellcheck=${rest.spellcheck ?? nothing} inputmode=${rest.inputmode ?? nothing}
             placeholder=${rest.placeholder ?? nothing} accept=${rest.accept ?? nothing} @input=${rest.onInput ?? nothing} ?readonly=${rest.readonly}
             aria-invalid=${form.errors[name] ? 'true' : 'false'} aria-describedby="${name}-note">
      ${after ?? nothing}
    </div>` });
}

export function textArea({ form, name, label, hint, value, maxlength, required = false }) {
  return frame({ form, name, label, hint, required, control: html`
    <div class="input">
      <textarea id=${name} name=${name} rows="4" maxlength=${maxlength} .value=${value ?? ''}
                aria-invalid=${form.errors[name] ? 'true' : 'false'} aria-describedby="${name}-note"></textarea>
    </div>` });
}

/** Options: pairs of value and text. */
export function choiceField({ form, name, label, hint, value, options }) {
  return frame({ form, name, label, hint, required: true, control: html`
    <div class="input select">
      <select id=${name} name=${name} aria-describedby="${name}-note" aria-invalid=${form.errors[name] ? 'true' : 'false'}>
        ${options.map(([code, text]) => html`<option value=${code} ?selected=${code === value}>${text}</option>`)}
      </select>
      ${icon('chevron')}
    </div>` });
}

const frame = ({ form, name, label, hint, required, control }) => html`
  <div class="field">
    <label for=${name}>${label}${required ? nothing : html` <span class="optional">${t('field.optional')}</span>`}</label>
    ${control}
    <p class="note ${form.errors[name] ? 'wrong' : ''}" id="${name}-note">
      ${form.errors[name] ? html`${icon('alert')}<span>${form.errors[name]}</span>` : hint ?? nothing}
    </p>
  </div>`;

/** What is wrong with the form as a whole; read out at once, and able to take the focus. */
export const formProblem = form => (form.problem
  ? html`<p class="notice bad" role="alert" tabindex="-1">${icon('alert')}<span>${form.problem.text}</span></p>`
  : nothing);

export const submitButton = (form, text, kind = 'primary') => html`
  <button class="button ${kind}" type="submit" aria-disabled=${form.busy ? 'true' : 'false'}>
    ${form.busy ? html`<span class="spinner"></span>` : nothing}${text}
  </button>`;
