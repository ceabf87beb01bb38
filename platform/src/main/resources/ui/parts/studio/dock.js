// A performer's own switches, always at hand.

import { html, nothing } from 'lit';
import { t } from '../../core/language.js';
import { icon } from '../icons.js';
import './level-meter.js';

export function dock({ performance, turn, screen, hand, devices, leave }) {
  const { isHost, own } = performance;
  const raised = own?.hand ?? false;
  const sharing = performance.screen !== null;
  const mayShare = navigator.mediaDevices?.getDisplayMedia !== undefined; // telephones cannot
  return html`
    <div class="dock" role="toolbar" aria-label=${t('studio.dock')}>
      ${deviceSwitch('microphone', performance, 'm', turn)}
      <weir-level .track=${performance.devices.tracks.microphone}></weir-level>
      ${deviceSwitch('camera', performance, 'v', turn)}
      ${mayShare ? toggle('screen', sharing, sharing ? t('studio.screen.stop') : t('studio.screen.start'), screen) : nothing}
      ${isHost ? nothing : toggle('hand', raised, raised ? t('stage.hand.lower') : t('stage.hand.raise'), hand)}
      <button class="round" type="button" aria-label=${t('studio.devices')} @click=${devices}>${icon('settings')}</button>
      <span class="stretch"></span>
      <button class="button leave" type="button" @click=${leave}>${icon('leave')}<span>${t('studio.leave')}</span></button>
    </div>`;
}

const deviceSwitch = (kind, { [kind]: on }, key, turn) => html`
  <button class="round ${on ? '' : 'off'}" type="button" aria-pressed=${on ? 'true' : 'false'} aria-label=${t(`device.${kind}`)} aria-keyshortcuts=${key}
          @click=${() => turn(kind)}>${icon(on ? kind : `${kind}-off`)}</button>`;

const toggle = (name, on, label, act) => html`
  <button class="round ${on ? 'on' : ''}" type="button" aria-pressed=${on ? 'true' : 'false'} aria-label=${label} @click=${act}>${icon(name)}</button>`;
