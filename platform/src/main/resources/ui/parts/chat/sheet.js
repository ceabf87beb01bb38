// What can be done with one message: by everybody, by whoever wrote it, by those who keep order. It lies over the composer,
// where thumbs are.

import { html, nothing } from 'lit';
import { WeirElement } from '../../core/element.js';
import { Problem } from '../../core/problem.js';
import { language, t } from '../../core/language.js';
import { icon } from '../icons.js';
import { toast } from '../toasts.js';
import { EMOJI } from './composer.js';

const TIMEOUTS = [60, 600, 3600, 86_400]; // seconds
const QUICK = 6;

/** Events: `close`; `reply`, `ban` with the entry. */
class Sheet extends WeirElement {
  static properties = { room: { attribute: false }, entry: { attribute: false } };

  firstUpdated() {
    this.querySelector('.sheet').focus();
  }

  #close() {
    this.dispatchEvent(new CustomEvent('close'));
  }

  async #attempt(ask, done) {
    this.#close();
    try {
      await ask();
      if (done) toast(done);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      toast(problem.text, 'bad');
    }
  }

  #ask(message, done) {
    return this.#attempt(() => this.room.socket.ask(message), done);
  }

  #tell(name) {
    this.dispatchEvent(new CustomEvent(name, { detail: this.entry }));
  }

  #key(event) {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.#close();
  }

  /** Who leaves it by keyboard has done with it. */
  #left({ relatedTarget }) {
    if (relatedTarget && !this.contains(relatedTarget)) this.#close();
  }

  render() {
    const { from, text, seq } = this.entry;
    const { self, isModerator } = this.room.socket;
    const isOwn = self?.handle === from.handle;
    return html`
      <div class="sheet" role="dialog" tabindex="-1" aria-label=${t('chat.more.of', { name: from.name || from.handle })} @keydown=${event => this.#key(event)} @focusout=${event => this.#left(event)}>
        <p class="sheet-quote"><strong>${from.name || from.handle}</strong> <span class="hush">@${from.handle}</span><br>${text}</p>
        ${self ? html`<div class="sheet-emoji" role="group" aria-label=${t('chat.react')}>${EMOJI.slice(0, QUICK).map(emoji => html`
          <button type="button" aria-label=${t('chat.react.with', { emoji })} @click=${() => this.#attempt(() => this.room.react(emoji, seq))}>${emoji}</button>`)}</div>` : nothing}
        <div class="sheet-acts">
          ${self ? act('reply', t('chat.reply'), () => this.#tell('reply')) : nothing}
          ${act('copy', t('chat.copy'), () => this.#copy(text))}
          ${isModerator ? act('pin', t('chat.pin'), () => this.#ask({ type: 'pin', seq }, t('chat.pinned.done'))) : nothing}
          ${isOwn || isModerator ? act('trash', t('chat.delete'), () => this.#ask({ type: 'delete', seq }), 'bad') : nothing}
        </div>
        ${isModerator && !isOwn && from.role !== 'owner' ? this.#order(from.handle) : nothing}
      </div>`;
  }

  #order(who) {
    const until = seconds => language.number(seconds < 3600 ? seconds / 60 : seconds < 86_400 ? seconds / 3600 : seconds / 86_400,
      { style: 'unit', unit: seconds < 3600 ? 'minute' : seconds < 86_400 ? 'hour' : 'day', unitDisplay: 'short' });
    return html`
      <fieldset class="sheet-order">
        <legend>${icon('shield')}${t('chat.order')}</legend>
        <div class="sheet-times">${icon('clock')}<span>${t('chat.timeout')}</span>${TIMEOUTS.map(seconds => html`
          <button class="button small" type="button" aria-label=${t('chat.timeout.of', { name: who, time: until(seconds) })} @click=${() => this.#ask({ type: 'timeout', who, seconds }, t('chat.timeout.done', { name: who, time: until(seconds) }))}>${until(seconds)}</button>`)}</div>
        <div class="sheet-acts">
          ${act('trash', t('chat.clear'), () => this.#ask({ type: 'clear', who }, t('chat.clear.done', { name: who })))}
          ${act('check', t('chat.lift'), () => this.#ask({ type: 'lift', who }, t('chat.lift.done', { name: who })))}
          ${act('ban', t('chat.ban'), () => this.#tell('ban'), 'bad')}
        </div>
      </fieldset>`;
  }

  async #copy(text) {
    this.#close();
    await navigator.clipboard.writeText(text).then(() => toast(t('copy.done')), () => toast(t('chat.copy.failed'), 'bad'));
  }
}

const act = (sign, name, press, kind = '') => html`<button class="sheet-act ${kind}" type="button" @click=${press}>${icon(sign)}<span>${name}</span></button>`;

customElements.define('weir-chat-sheet', Sheet);
