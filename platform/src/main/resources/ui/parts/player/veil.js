// What lies over the picture, or in its place: what is going on, and when there will be something to see again.

import { html, nothing } from 'lit';
import { language, t } from '../../core/language.js';
import { icon } from '../icons.js';
import { weirScene } from '../river.js';

export function veil(phase, channel, problem) {
  switch (phase) {
    case 'live':
      return nothing;
    case 'grace':
      return html`<div class="stage-text veil"><span class="spinner large"></span><p class="stage-state">${t('player.grace')}</p><p>${t('player.grace.text')}</p></div>`;
    case 'connecting':
      return html`<div class="stage-text"><span class="spinner large"></span><p class="stage-state">${t('player.connecting')}</p></div>`;
    case 'opening':
      return html`<div class="stage-text">${weirScene()}<p class="stage-state">${t('player.opening')}</p><p>${t('player.opening.text')}</p></div>`;
    case 'ended':
      return html`<div class="stage-text">${weirScene()}<p class="stage-state">${t('player.ended')}</p><p>${t('player.ended.text')}</p>${next(channel)}</div>`;
    case 'private':
      return html`<div class="stage-text">${icon('lock')}<p class="stage-state">${t('player.private')}</p><p>${t('player.private.text')}</p></div>`;
    case 'unreachable':
      return html`<div class="stage-text">${icon('alert')}<p class="stage-state">${t('player.unreachable')}</p><p>${problem?.text ?? t('player.unreachable.text')}</p></div>`;
    default:
      return html`<div class="stage-text">${weirScene()}<p class="stage-state">${t('watch.offline')}</p>${next(channel)}${last(channel)}</div>`;
  }
}

function next(channel) {
  const at = channel?.nextBroadcastAt;
  if (!at || Date.parse(at) < Date.now()) return nothing;
  const when = language.date(at, { weekday: 'long', day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' });
  return html`<p class="next">${icon('clock')}<span>${t('watch.next', { when })}</span></p>`;
}

function last(channel) {
  const broadcast = channel?.lastBroadcast;
  return broadcast
    ? html`<p>${t('watch.last', { when: language.ago(broadcast.endedAt ?? broadcast.startedAt) })}</p>`
    : html`<p>${t('watch.offline.text')}</p>`;
}
