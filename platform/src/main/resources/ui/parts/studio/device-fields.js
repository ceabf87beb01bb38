// The choice of camera, microphone and speaker; before going in and, in a dialog, any time later.

import { html, nothing } from 'lit';
import { t } from '../../core/language.js';
import { icon } from '../icons.js';

export const deviceFields = devices => html`
  ${deviceField(devices, 'camera')}
  ${deviceField(devices, 'microphone')}
  ${devices.canChooseSpeaker ? deviceField(devices, 'speaker') : nothing}`;

function deviceField(devices, kind) {
  const list = devices.lists[kind];
  return html`
    <div class="field">
      <label for="device-${kind}">${t(`device.${kind}`)}</label>
      <div class="input select">
        <select id="device-${kind}" ?disabled=${list.length === 0} @change=${event => devices.choose(kind, event.target.value)}>
          ${list.length === 0 ? html`<option>${t('device.empty')}</option>` : list.map(({ id, label }, i) => html`
            <option value=${id} ?selected=${id === devices.chosen(kind)}>${label || t('device.nameless', { number: i + 1 })}</option>`)}
        </select>
        ${icon('chevron')}
      </div>
    </div>`;
}
