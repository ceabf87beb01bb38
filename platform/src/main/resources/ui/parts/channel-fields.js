// What can be said about a channel, in the form that creates one and in the form that changes one.

import { html, nothing } from 'lit';
import { t } from '../core/language.js';
import { choiceField, textArea, textField } from './field.js';

const VISIBILITIES = ['public', 'unlisted', 'private'];

export const visibilityName = visibility => t(`visibility.${visibility}`);

export const channelFields = (form, { title, description, visibility = 'public' }, slugField = nothing) => html`
  ${textField({ form, name: 'title', label: t('field.title'), hint: t('field.title.hint'), value: title, maxlength: 120 })}
  ${slugField}
  ${textArea({ form, name: 'description', label: t('field.description'), value: description, maxlength: 2000 })}
  ${choiceField({ form, name: 'visibility', label: t('field.visibility'), value: visibility, hint: t('field.visibility.hint'),
    options: VISIBILITIES.map(code => [code, visibilityName(code)]) })}`;
