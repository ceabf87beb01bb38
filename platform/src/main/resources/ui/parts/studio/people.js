// Who is on stage, who waits behind it, and who in the audience would like to come.

import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { t } from '../../core/language.js';
import { icon } from '../icons.js';
import { moving } from '../moving.js';
import { initial } from '../river.js';
import { figuresOf, qualityBars } from './quality-bars.js';

/** `act(message, done)` asks the stage; `feeds` shows who waits. */
export function people({ performance, feeds, act, remove }) {
  const { stage, self, isHost } = performance;
  const on = stage.performers.filter(({ onStage }) => onStage);
  const behind = stage.performers.filter(({ onStage }) => !onStage);
  const line = performer => person({ performer, performance, act, remove, feed: feeds.get(`${performer.id}/camera`), isHost, isSelf: performer.id === self.id });
  return html`
    <h3>${t('studio.onstage')} <span class="count">${on.length}</span></h3>
    ${on.length === 0 ? html`<p class="hush">${t('studio.onstage.none')}</p>` : html`<ul class="people">${repeat(on, ({ id }) => id, line)}</ul>`}
    <h3>${t('studio.backstage')} <span class="count">${behind.length}</span></h3>
    ${behind.length === 0 ? html`<p class="hush">${t('studio.backstage.none')}</p>` : html`<ul class="people">${repeat(behind, ({ id }) => id, line)}</ul>`}
    ${stage.hands?.length > 0 ? html`
      <h3>${t('studio.hands')} <span class="count">${stage.hands.length}</span></h3>
      <ul class="people">${repeat(stage.hands, ({ id }) => id, ({ id, name }) => html`
        <li class="person">
          ${initial(name, id)}
          <div class="row-text"><strong>${name}</strong><p class="facts"><span class="waving">${icon('hand')}${t('studio.hand')}</span></p></div>
          ${isHost ? html`<button class="button small" type="button" aria-label=${t('studio.promote.of', { name })} @click=${() => act({ type: 'promote', viewer: id }, t('studio.promoted', { name }))}>${t('studio.promote')}</button>` : nothing}
        </li>`)}</ul>` : nothing}`;
}

function person({ performer, performance, act, remove, feed, isHost, isSelf }) {
  const { id, name, role, onStage, hand, audio } = performer;
  const quality = performance.quality.get(`${id}/camera`) ?? performance.quality.get(`${id}/screen`);
  return html`
    <li class="person">
      ${!onStage && feed?.video && performer.video ? html`<video class="waiting-face" autoplay playsinline .muted=${true} .srcObject=${moving(feed.video)}></video>` : initial(name, id)}
      <div class="row-text">
        <strong>${name}</strong>${isSelf ? html` <span class="hush">${t('studio.you')}</span>` : nothing}
        <p class="facts">
          <span>${t(`studio.role.${role}`)}</span>
          ${performer.connected === false ? html`<span>${t('stage.reconnecting')}</span>` : nothing}
          ${hand ? html`<span class="waving">${icon('hand')}${t('studio.hand')}</span>` : nothing}
        </p>
        ${quality ? html`<p class="facts">${figuresOf(quality)}</p>` : nothing}
      </div>
      ${qualityBars(quality)}
      ${audio ? nothing : html`<span class="muted-mark">${icon('microphone-off')}<span class="sr">${t('stage.muted')}</span></span>`}
      ${isHost && !isSelf ? html`
        <div class="actions">
          ${role === 'guest' ? (onStage
            ? html`<button class="button small" type="button" aria-label=${t('studio.dismiss.of', { name })} @click=${() => act({ type: 'dismiss', performer: id })}>${t('studio.dismiss')}</button>`
            : html`<button class="button small primary" type="button" aria-label=${t('studio.admit.of', { name })} @click=${() => act({ type: 'admit', performer: id })}>${t('studio.admit')}</button>`) : nothing}
          ${audio ? html`<button class="button small" type="button" aria-label=${t('studio.silence.of', { name })} @click=${() => act({ type: 'silence', performer: id }, t('studio.silence.done', { name }))}>${t('studio.silence')}</button>` : nothing}
          <button class="button small danger-quiet" type="button" aria-label=${t('studio.remove.of', { name })} @click=${() => remove(performer)}>${t('studio.remove')}</button>
        </div>` : nothing}
    </li>`;
}
