// The chat of a channel: beside the player, beneath it on a telephone, or in a window of its own.

import { html, nothing } from 'lit';
import { ref, createRef } from 'lit/directives/ref.js';
import { WeirElement } from '../../core/element.js';
import { session } from '../../core/session.js';
import { Problem } from '../../core/problem.js';
import { language, t } from '../../core/language.js';
import { Emotes } from '../../chat/emotes.js';
import { Room } from '../../chat/room.js';
import { Dialog } from '../dialog.js';
import { icon } from '../icons.js';
import { Menu } from '../menu.js';
import { toast } from '../toasts.js';
import { Announcer } from './announcer.js';
import { rise } from './bursts.js';
import { appeal, appeals } from './appeals.js';
import { banning, newPoll, roomRules } from './order.js';
import { commands, timers } from './provisions.js';
import '../emotes.js';
import './composer.js';
import './log-view.js';
import './poll.js';
import './sheet.js';

const HEART = '❤';

const emotes = (host, dialog) => dialog.show({ title: () => t('emotes.heading'), body: () => html`<weir-emotes slug=${host.slug}></weir-emotes>` });

class Chat extends WeirElement {
  static follows = [session];

  static properties = {
    slug: {},
    pass: {},
    alone: { type: Boolean },
    reply: { state: true },
    chosen: { state: true },
    said: { state: true },
    unpinned: { state: true },
  };

  room = null;
  emotes = null;
  #who = undefined;
  #log = createRef();
  #composer = createRef();
  #bubbles = createRef();
  #dialog = new Dialog(this);
  #menu = new Menu(this, 'chat-menu');
  #announcer = new Announcer(text => { this.said = text; });
  #bound = null;

  constructor() {
    super();
    this.reply = null;
    this.chosen = null;
    this.said = '';
    this.unpinned = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.room = new Room(this.slug, { pass: this.pass });
    this.#bound = new AbortController();
    const { signal } = this.#bound;
    this.room.addEventListener('change', () => this.requestUpdate(), { signal });
    this.emotes = new Emotes(this.slug);
    this.emotes.addEventListener('change', () => this.requestUpdate(), { signal });
    if (!this.pass) this.room.addEventListener('said', ({ detail }) => detail && this.emotes.heard(detail), { signal });
    this.room.addEventListener('said', ({ detail }) => detail && this.#announcer.heard(detail, this.room.socket.self), { signal });
    this.room.addEventListener('burst', ({ detail }) => rise(this.#bubbles.value, detail), { signal });
    session.addEventListener('change', () => this.#seat(), { signal: this.left });
    this.#seat();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#bound.abort();
    this.#announcer.stop();
    this.room.close();
  }

  /** Nothing is asked before it is known who asks; whoever signs in or out later goes on in the same room. */
  #seat() {
    if (!session.settled) return;
    const who = session.account?.handle ?? null;
    if (this.#who === undefined) {
      this.room.open();
      if (!this.pass) this.emotes.load(); // the API knows no passes
    }
    if (this.#who !== undefined && who !== this.#who) this.room.socket.signIn();
    this.#who = who;
  }

  async #attempt(change) {
    try {
      await change();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      toast(problem.text, 'bad');
    }
  }

  #act({ act, entry, element, row }) {
    const acts = {
      more: () => this.#choose(entry, row),
      quoted: () => this.#log.value.show(Number(element.dataset.seq)),
      react: () => this.room.socket.self && this.#attempt(() => this.room.react(element.dataset.emoji, entry.seq)),
      gap: () => this.#attempt(() => this.#fill(entry)),
    };
    acts[act]?.();
  }

  /** Latest first, a page a press: nobody has to read all that was missed. */
  async #fill(gap) {
    this.room.log.fill(gap, (await this.room.socket.before(gap.to + 1)).events);
    await this.#log.value.show(gap.to);
  }

  #choose(entry) {
    if (entry.kind !== 'message' || entry.gone || entry.state) return;
    this.#log.value.hold();
    this.chosen = entry;
  }

  async #chosenDone() {
    const { key } = this.chosen;
    this.chosen = null;
    await this.updateComplete;
    this.#log.value.letGo();
    if (this.#log.value.still) this.#log.value.focusRow(key);
  }

  async #answer(entry) {
    this.chosen = null;
    this.reply = entry;
    this.#log.value.follow();
    await this.updateComplete;
    this.#composer.value?.focus();
  }

  #ban(entry) {
    this.chosen = null;
    this.#log.value.letGo();
    banning(this, this.#dialog, this.room, entry);
  }

  #open(dialogue) {
    this.#menu.close();
    this.#attempt(async () => dialogue(this, this.#dialog, this.room));
  }

  /** A window that outlives the page it came from. */
  #popOut() {
    const query = this.pass ? `?pass=${encodeURIComponent(this.pass)}` : '';
    open(`/chat/${this.slug}${query}`, `weir-chat-${this.slug}`, 'popup,width=420,height=720');
  }

  render() {
    const { socket, held } = this.room;
    return html`
      <section class="chat" aria-label=${t('chat.heading')} data-state=${socket.state}>
        ${this.#head(socket)}
        ${held.length > 0 ? this.#held(held[0], held.length) : nothing}
        ${socket.pinned && socket.pinned.seq !== this.unpinned ? this.#pinned(socket.pinned) : nothing}
        <weir-chat-poll .room=${this.room} .poll=${socket.poll}></weir-chat-poll>
        <weir-chat-log ${ref(this.#log)} .room=${this.room} .emotes=${this.emotes.known} @act=${({ detail }) => this.#act(detail)} @leave=${() => this.#composer.value?.focus()}></weir-chat-log>
        <div class="bubbles" ${ref(this.#bubbles)} aria-hidden="true"></div>
        ${socket.state === 'waiting' ? html`<p class="chat-state" role="status"><span class="spinner"></span>${t('stage.reconnecting')}</p>` : nothing}
        ${socket.state === 'closed' ? html`<p class="chat-state" role="status">${icon('alert')}${socket.problem?.text ?? t('chat.closed')}</p>` : nothing}
        <weir-chat-composer ${ref(this.#composer)} .room=${this.room} .emotes=${this.emotes.known} slug=${this.slug} .reply=${this.reply} @replied=${() => { this.reply = null; }} @appeal=${() => this.#open(appeal)} @up=${() => this.#log.value.querySelector('.talk').dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowUp', bubbles: true }))}></weir-chat-composer>
        ${this.chosen ? html`<weir-chat-sheet .room=${this.room} .entry=${this.chosen} @close=${() => this.#chosenDone()} @reply=${({ detail }) => this.#answer(detail)} @ban=${({ detail }) => this.#ban(detail)}></weir-chat-sheet>` : nothing}
        <p class="sr" aria-live="polite">${this.said}</p>
      </section>
      ${this.#dialog.view()}`;
  }

  #head(socket) {
    return html`
      <div class="chat-head">
        <h2>${t('chat.heading')}</h2>
        ${socket.viewers === null ? nothing : html`<span class="audience" title=${language.plural('live.viewers', socket.viewers)}>${icon('people')}<span>${socket.approximate ? '≈ ' : ''}${language.number(socket.viewers, { notation: socket.viewers > 9999 ? 'compact' : 'standard' })}</span><span class="sr">${language.plural('live.viewers', socket.viewers)}</span></span>`}
        <span class="stretch"></span>
        ${socket.self ? html`<button class="inside" type="button" aria-label=${t('chat.react.with', { emoji: HEART })} @click=${() => this.room.react(HEART)}><span class="heart" aria-hidden="true">${HEART}</span></button>` : nothing}
        ${socket.isModerator ? this.#menu.view(t('chat.order'), icon('shield'), html`
          <button class="menu-link" type="button" @click=${() => this.#open(roomRules)}>${t('chat.rules')}</button>
          <button class="menu-link" type="button" @click=${() => this.#open(newPoll)}>${t('chat.poll.new')}</button>
          <button class="menu-link" type="button" @click=${() => this.#open(commands)}>${t('chat.commands')}</button>
          <button class="menu-link" type="button" @click=${() => this.#open(timers)}>${t('chat.timers')}</button>
          <button class="menu-link" type="button" @click=${() => this.#open(appeals)}>${t('appeals.heading')}</button>
          <button class="menu-link" type="button" @click=${() => this.#open(emotes)}>${t('emotes.heading')}</button>`) : nothing}
        ${this.alone ? nothing : html`<button class="inside" type="button" aria-label=${t('chat.popout')} title=${t('chat.popout')} @click=${() => this.#popOut()}>${icon('popout')}</button>`}
      </div>`;
  }

  #pinned({ seq, handle, name, text }) {
    return html`
      <div class="pinned">${icon('pin')}<p><strong>${name || handle}</strong> <span dir="auto">${text}</span></p>
        ${this.room.socket.isModerator
          ? html`<button class="inside" type="button" aria-label=${t('chat.unpin')} title=${t('chat.unpin')} @click=${() => this.#attempt(() => this.room.socket.ask({ type: 'pin', seq: null }))}>${icon('close')}</button>`
          : html`<button class="inside" type="button" aria-label=${t('chat.pinned.hide')} @click=${() => { this.unpinned = seq; }}>${icon('close')}</button>`}
      </div>`;
  }

  #held({ held, from, text, reason }, count) {
    return html`
      <div class="review" role="group" aria-label=${t('chat.review')}>
        <p><strong>${t('chat.review')}</strong> <span class="count">${language.number(count)}</span>${reason && language.has(`chat.review.${reason}`) ? html` <span class="hush">${t(`chat.review.${reason}`)}</span>` : nothing}</p>
        <p class="review-text" dir="auto"><strong>${from.name || from.handle}</strong> ${text}</p>
        <div class="actions"><button class="button small" type="button" @click=${() => this.#attempt(() => this.room.review(held, true))}>${icon('check')}${t('chat.review.allow')}</button>
        <button class="button small danger-quiet" type="button" @click=${() => this.#attempt(() => this.room.review(held, false))}>${icon('close')}${t('chat.review.refuse')}</button></div>
      </div>`;
  }
}

customElements.define('weir-chat', Chat);
