// For those who send from a program of their own: where to, and with what.

import { html } from 'lit';
import { t } from '../../core/language.js';
import { copyField } from '../copy-field.js';

export const encoder = slug => html`
  <p class="hush">${t('studio.lead')}</p>
  <ol class="steps">
    <li><p>${t('studio.step.server')}</p>${copyField('ingest', t('studio.server'), `${location.origin}/whip/${slug}`)}</li>
    <li><p>${t('studio.step.key')}</p><a class="button" href="/channels/${slug}#stream-keys">${t('studio.keys')}</a></li>
  </ol>`;
