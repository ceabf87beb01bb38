// Where one writes. What is typed stays, whatever happens to the connection, the page or the message.

import { html, nothing } from 'lit';
import { live } from 'lit/directives/live.js';
import { ref, createRef } from 'lit/directives/ref.js';
import { WeirElement } from '../../core/element.js';
import { Problem } from '../../core/problem.js';
import { session } from '../../core/session.js';
import { language, t } from '../../core/language.js';
import { mentionAt } from '../../chat/text.js';
import { icon } from '../icons.js';
import { Menu } from '../menu.js';
import { toast } from '../toasts.js';

const MOST = 500;
const NEAR = 80; // letters before the end from which they are counted

export const EMOJI = ['❤', '😂', '👏', '🔥', '🎉', '😮', '👍', '🙏', '😍', '🤔', '😢', '🙌', '💯', '🚀', '👀', '✨', '🥳', '😎', '👋', '🌊'];

class Composer extends WeirElement {
  static follows = [session];

  static properties = { room: { attribute: false }, emotes: { attribute: false }, slug: {}, reply: { attribute: false }, draft: { state: true }, people: { state: true }, picked: { state: true }, now: { state: true } };

  #field = createRef();
  #emoji = new Menu(this, 'chat-emoji');
  #mention = null;
  #bound = null;

  constructor() {
    super();
    this.reply = null;
    this.emotes = new Map();
    this.draft = '';
    this.people = [];
    this.picked = 0;
    this.now = Date.now();
  }

  connectedCallback() {
    super.connectedCallback();
    this.draft = sessionStorage.getItem(this.#kept) ?? '';
    this.repeat(0.5, () => { if (this.#rest > 0 || this.now < this.room.nextAt) this.now = Date.now(); });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#bound?.abort();
  }

  willUpdate(changed) {
    if (!changed.has('room')) return;
    this.#bound?.abort();
    this.#bound = new AbortController();
    this.room.addEventListener('change', () => { this.now = Date.now(); this.requestUpdate(); }, { signal: this.#bound.signal });
  }

  get #kept() {
    return `weir-draft ${this.slug}`;
  }

  /** Seconds until one may speak again. */
  get #rest() {
    return Math.max(0, Math.ceil((this.room.nextAt - this.now) / 1000));
  }

  focus() {
    this.#field.value?.focus();
  }

  #write(text, cursor = text.length) {
    this.draft = text;
    sessionStorage.setItem(this.#kept, text);
    this.#mention = mentionAt(text, cursor);
    this.people = this.#mention ? this.room.people(this.#mention.start) : [];
    this.picked = 0;
  }

  async #say() {
    const text = this.draft.trim();
    if (!text || text.length > MOST || this.#rest > 0) return;
    const { reply } = this;
    this.#write('');
    this.dispatchEvent(new CustomEvent('replied'));
    try {
      await this.room.say(text, reply);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (!this.draft) this.#write(text); // unless something else is being written already
      if (!problem.is('slow-mode')) toast(problem.text, 'bad');
    }
  }

  #key(event) {
    if (event.isComposing) return; // an input method is at work
    if (this.people.length > 0 && this.#choosing(event.key)) {
      event.preventDefault();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.#say();
    } else if (event.key === 'Escape' && this.reply) {
      this.dispatchEvent(new CustomEvent('replied'));
    } else if (event.key === 'ArrowUp' && !this.draft) {
      event.preventDefault();
      this.dispatchEvent(new CustomEvent('up'));
    }
  }

  /** Keys that belong to the list of people while it is open. */
  #choosing(key) {
    const count = this.people.length;
    if (key === 'ArrowDown') this.picked = (this.picked + 1) % count;
    else if (key === 'ArrowUp') this.picked = (this.picked + count - 1) % count;
    else if (key === 'Enter' || key === 'Tab') this.#take(this.people[this.picked]);
    else if (key === 'Escape') this.people = [];
    else return false;
    return true;
  }

  async #take({ handle }) {
    const { from, to } = this.#mention;
    const cursor = from + handle.length + 2;
    this.#write(`${this.draft.slice(0, from)}@${handle} ${this.draft.slice(to)}`, cursor);
    this.people = [];
    await this.updateComplete;
    this.focus();
    this.#field.value.setSelectionRange(cursor, cursor);
  }

  #insert(emoji) {
    this.#write(this.draft + emoji);
    this.#emoji.close();
    this.focus();
  }

  render() {
    const { self, room, state } = this.room.socket;
    if (!session.settled || (session.account && !self && state !== 'closed')) return html`<div class="composer waiting"></div>`;
    if (!self) return this.#signIn();
    const shut = this.#shut(self, room);
    return shut ? html`<p class="composer shut">${icon('lock')}<span>${shut}</span>${this.room.sanction ? html`<button class="button small" type="button" @click=${() => this.dispatchEvent(new CustomEvent('appeal'))}>${t('appeal.leave')}</button>` : nothing}</p>` : this.#form(state);
  }

  #signIn() {
    const next = encodeURIComponent(location.pathname + location.search);
    return html`<p class="composer sign-in"><span>${t('chat.signin')}</span><a class="button primary small" href="/signin?next=${next}">${t('nav.signin')}</a></p>`;
  }

  /** Why one may not write, where that is so. */
  #shut(self, room) {
    const { sanction } = this.room;
    if (sanction?.kind === 'ban') return t('chat.banned');
    if (sanction && Date.parse(sanction.until) > this.now) return t('chat.timed-out', { when: language.date(sanction.until, { timeStyle: 'short' }) });
    const isStaff = this.room.socket.isModerator || self.role === 'bot';
    return room?.writers === 'moderators' && !isStaff ? t('chat.writers.moderators.note') : '';
  }

  #form(state) {
    const left = MOST - this.draft.length;
    return html`
      <form class="composer" @submit=${event => { event.preventDefault(); this.#say(); }}>
        ${this.reply ? html`<p class="replying">${icon('reply')}<span>${t('chat.replying', { name: this.reply.from.name || this.reply.from.handle })} <span class="hush">${this.reply.text}</span></span>
          <button class="inside" type="button" aria-label=${t('chat.reply.cancel')} @click=${() => this.dispatchEvent(new CustomEvent('replied'))}>${icon('close')}</button></p>` : nothing}
        ${this.people.length > 0 ? html`<ul class="people-pick" id="people-pick" role="listbox" aria-label=${t('chat.people')}>${this.people.map((person, i) => html`
          <li id="pick-${i}" role="option" aria-selected=${i === this.picked ? 'true' : 'false'} @pointerdown=${event => { event.preventDefault(); this.#take(person); }}><strong>${person.name || person.handle}</strong> <span class="hush">@${person.handle}</span></li>`)}</ul>` : nothing}
        <div class="composer-row">
          <textarea ${ref(this.#field)} rows="1" maxlength=${MOST} aria-label=${t('chat.write')} placeholder=${state === 'open' ? t('chat.write') : t('stage.reconnecting')} autocomplete="off" enterkeyhint="send" dir="auto"
                    aria-expanded=${this.people.length > 0 ? 'true' : 'false'} aria-controls="people-pick" role="combobox" aria-autocomplete="list" aria-activedescendant=${this.people.length > 0 ? `pick-${this.picked}` : nothing}
                    .value=${live(this.draft)} @input=${({ target }) => this.#write(target.value, target.selectionStart)} @keydown=${event => this.#key(event)}></textarea>
          ${this.#emoji.view(t('chat.emoji'), icon('smile'), html`<div class="emoji-grid">${[...this.emotes].map(([name, url]) => html`<button type="button" aria-label=":${name}:" title=":${name}:" @click=${() => this.#insert(`:${name}: `)}><img class="emote" src=${url} alt="" width="28" height="28" loading="lazy"></button>`)}${EMOJI.map(emoji => html`<button type="button" aria-label=${emoji} @click=${() => this.#insert(emoji)}>${emoji}</button>`)}</div>`)}
          <button class="send" type="submit" aria-label=${this.#rest > 0 ? t('chat.slow.rest', { seconds: this.#rest }) : t('chat.send')} aria-disabled=${this.#rest > 0 || !this.draft.trim() ? 'true' : 'false'}>${this.#rest > 0 ? html`<span class="rest">${language.number(this.#rest)}</span>` : icon('send')}</button>
        </div>
        ${this.#notes(left)}
      </form>`;
  }

  #notes(left) {
    const { room } = this.room.socket;
    const notes = [
      room?.slowSeconds > 0 ? t('chat.slow.note', { seconds: language.number(room.slowSeconds) }) : '',
      room?.emotesOnly ? t('chat.emotes-only') : '',
      room?.writers === 'followers' || room?.writers === 'subscribers' || room?.writers === 'verified' ? t(`chat.writers.${room.writers}.note`) : '',
    ].filter(Boolean);
    if (notes.length === 0 && left > NEAR) return nothing;
    return html`<p class="composer-note">${notes.length > 0 ? html`<span>${notes.join(' · ')}</span>` : nothing}${left <= NEAR ? html`<span class="count-left">${language.number(left)}</span>` : nothing}</p>`;
  }
}

customElements.define('weir-chat-composer', Composer);
