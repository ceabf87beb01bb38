// The chat as a picture for encoders: nothing but words on nothing at all. `?last=12` sets how many, `?fade=30` after how
// many seconds they go (0: never), `?size=24` how large they are.

import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { WeirElement } from '../core/element.js';
import { t } from '../core/language.js';
import { Emotes } from '../chat/emotes.js';
import { Room } from '../chat/room.js';
import { hueOf, isEmojiOnly, piecesOf } from '../chat/text.js';
import { mark } from '../parts/chat/message.js';
import '../parts/chat/poll.js';

/** Overlays are written large. */
const large = url => url.replace('/small.', '/large.');

class Overlay extends WeirElement {
  static properties = { params: { attribute: false } };

  #room = null;
  #emotes = null;
  #frame = 0;
  #heard = new Map(); // key → when

  get #settings() {
    const query = new URLSearchParams(location.search);
    const number = (name, usual, least, most) => (query.has(name) ? Math.min(most, Math.max(least, Number(query.get(name)) || 0)) : usual);
    return { last: number('last', 12, 1, 40), fade: number('fade', 0, 0, 600), size: number('size', 22, 10, 96), pass: query.get('pass') };
  }

  connectedCallback() {
    super.connectedCallback();
    const { size, fade, pass } = this.#settings;
    document.documentElement.dataset.frame = 'overlay';
    document.documentElement.style.setProperty('--overlay-size', `${size}px`);
    this.#room = new Room(this.params.slug, { pass, anonymous: true });
    this.#room.addEventListener('said', () => this.#soon(), { signal: this.left });
    this.#room.addEventListener('change', () => this.#soon(), { signal: this.left });
    this.#emotes = new Emotes(this.params.slug);
    this.#emotes.addEventListener('change', () => this.#soon(), { signal: this.left });
    if (!pass) {
      this.#emotes.load(); // the API knows no passes
      this.#room.addEventListener('said', ({ detail }) => detail && this.#emotes.heard(detail), { signal: this.left });
    }
    this.#room.open();
    if (fade > 0) this.repeat(1, () => this.requestUpdate());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#room.close();
    cancelAnimationFrame(this.#frame);
  }

  #soon() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.requestUpdate();
    });
  }

  get #shown() {
    const { last, fade } = this.#settings;
    const entries = this.#room.log.entries.filter(({ kind, gone }) => kind === 'message' && !gone).slice(-last);
    const now = Date.now();
    for (const { key } of entries) if (!this.#heard.has(key)) this.#heard.set(key, now);
    if (this.#heard.size > 500) this.#heard = new Map([...this.#heard].slice(-100));
    return fade === 0 ? entries : entries.filter(({ key }) => now - this.#heard.get(key) < fade * 1000);
  }

  render() {
    const { poll } = this.#room.socket;
    return html`
      <h1 class="sr">${t('chat.heading')}</h1>
      ${poll ? html`<weir-chat-poll .room=${this.#room} .poll=${poll}></weir-chat-poll>` : nothing}
      <ol class="overlay-talk">${repeat(this.#shown, ({ key }) => key, ({ from, text, mentions }) => html`
        <li><span class="talk-name" data-hue=${hueOf(from.handle)}>${mark(from.role)}${from.name || from.handle}</span> <span class=${isEmojiOnly(text) ? 'large' : ''} dir="auto">${piecesOf(text, { mentions, emotes: this.#emotes.known }).map(({ kind, text: words, url }) => (kind === 'emote' ? html`<img class="emote" src=${large(url)} alt=${words}>` : words))}</span></li>`)}</ol>`;
  }
}

customElements.define('weir-overlay', Overlay);
