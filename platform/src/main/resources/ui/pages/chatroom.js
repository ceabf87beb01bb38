// The chat of a channel in a window of its own.

import { html } from 'lit';
import { WeirPage } from '../core/page.js';
import { get } from '../core/api.js';
import { t } from '../core/language.js';
import '../parts/chat/chat.js';

class Chatroom extends WeirPage {
  get heading() {
    return this.data && `${t('chat.heading')} · ${this.data.title}`;
  }

  get #pass() {
    return new URLSearchParams(location.search).get('pass');
  }

  async load() {
    const { slug } = this.params;
    try {
      return await get(`channels/${encodeURIComponent(slug)}`, { signal: this.left });
    } catch (problem) {
      if (problem.status !== 404 || !this.#pass) throw problem;
      return { slug, title: slug };
    }
  }

  renderData() {
    return html`<h1 class="sr" tabindex="-1">${this.data.title}</h1><weir-chat slug=${this.params.slug} .pass=${this.#pass} alone></weir-chat>`;
  }
}

customElements.define('weir-chatroom', Chatroom);
