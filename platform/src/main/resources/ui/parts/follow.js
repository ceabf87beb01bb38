// Following a channel: whether one does, how many do.

import { html, nothing } from 'lit';
import { WeirElement } from '../core/element.js';
import { get, put, remove } from '../core/api.js';
import { Problem } from '../core/problem.js';
import { session } from '../core/session.js';
import { language, t } from '../core/language.js';
import { icon } from './icons.js';
import { toast } from './toasts.js';

class Follow extends WeirElement {
  static follows = [session];

  static properties = { slug: {}, known: { state: true }, busy: { state: true } };

  #who = undefined;

  constructor() {
    super();
    this.known = null;
    this.busy = false;
  }

  connectedCallback() {
    super.connectedCallback();
    session.addEventListener('change', () => this.#load(), { signal: this.left });
    this.#load();
  }

  get #path() {
    return `channels/${encodeURIComponent(this.slug)}/followers`;
  }

  /** Somebody else, another answer. */
  async #load() {
    const who = session.account?.handle ?? null;
    if (!session.settled || who === this.#who) return;
    this.#who = who;
    try {
      this.known = await get(this.#path, { signal: this.left });
    } catch (problem) {
      if (!(problem instanceof Problem) && !this.left.aborted) throw problem; // the page itself says what is wrong
    }
  }

  /** The count may be some seconds old: what was done just now is in what is shown all the same. */
  async #toggle() {
    if (this.busy) return;
    const { following, followers } = this.known;
    this.busy = true;
    try {
      const now = await (following ? remove(`${this.#path}/me`) : put(`${this.#path}/me`));
      const least = followers + (now.following ? 1 : -1);
      this.known = { ...now, followers: now.following ? Math.max(now.followers, least) : Math.max(0, Math.min(now.followers, least)) };
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      toast(problem.text, 'bad');
    } finally {
      this.busy = false;
    }
  }

  render() {
    const count = this.known?.followers ?? 0;
    const many = count > 0 ? html` <span class="count" aria-hidden="true">${language.number(count, { notation: count > 9999 ? 'compact' : 'standard' })}</span><span class="sr">${language.plural('watch.followers', count)}</span>` : nothing;
    if (session.settled && !session.account) {
      return html`<a class="button follow" href="/signin?next=${encodeURIComponent(location.pathname + location.search)}">${icon('plus')}${t('watch.follow')}${many}</a>`;
    }
    const following = this.known?.following === true;
    return html`<button class="button follow" type="button" aria-pressed=${following ? 'true' : 'false'} aria-disabled=${this.known && !this.busy ? 'false' : 'true'} @click=${() => this.known && this.#toggle()}>
      ${icon(following ? 'check' : 'plus')}${following ? t('watch.following') : t('watch.follow')}${many}</button>`;
  }
}

customElements.define('weir-follow', Follow);
