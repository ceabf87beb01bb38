// For those who send from a program of their own: where to, and with what.

import { html, nothing } from 'lit';
import { until } from 'lit/directives/until.js';
import { get } from '../../core/api.js';
import { t } from '../../core/language.js';
import { copyField } from '../copy-field.js';

let servers;
let asked;

const row = (words, id, address) => (address
  ? html`<li><p>${words}</p>${copyField(id, t('studio.server'), address)}</li>`
  : nothing);

const rows = () => [
  row(t('studio.step.rtmp'), 'ingest-rtmp', servers?.rtmp),
  row(t('studio.step.srt'), 'ingest-srt', servers?.srt && `${servers.srt}?streamid=`),
];

/** Asked once: a node's doors stay where they are. Without an answer there is WHIP. */
const others = () => {
  if (servers) return rows();
  asked ??= get('ingest').then(answer => { servers = answer; }, () => { asked = undefined; });
  return until(asked.then(rows), nothing);
};

export const encoder = slug => html`
  <p class="hush">${t('studio.lead')}</p>
  <ol class="steps">
    <li><p>${t('studio.step.server')}</p>${copyField('ingest', t('studio.server'), `${location.origin}/whip/${slug}`)}</li>
    <li><p>${t('studio.step.key')}</p><a class="button" href="/channels/${slug}#stream-keys">${t('studio.keys')}</a></li>
    ${others()}
  </ol>`;
