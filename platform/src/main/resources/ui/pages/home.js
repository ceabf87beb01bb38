// Who is live.

import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { WeirPage } from '../core/page.js';
import { pageOf } from '../core/api.js';
import { language, t } from '../core/language.js';
import { session } from '../core/session.js';
import { Problem } from '../core/problem.js';
import { weirScene } from '../parts/river.js';
import { icon } from '../parts/icons.js';
import '../parts/live-picture.js';

const REFRESH = 15; // seconds

class Home extends WeirPage {
  static follows = [session];
  static properties = { busy: { state: true }, said: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.said = '';
    this.repeat(REFRESH, () => this.#refresh());
  }

  load() {
    return pageOf('live', null, { signal: this.left });
  }

  /**
   * As many pages as are on show are fetched again, so that nothing below the fold disappears. A failed round changes
   * nothing: the last answer stays until there is a better one.
   */
  async #refresh() {
    if (this.busy || !this.data) return;
    const shown = this.data.items.length;
    let items = [];
    let cursor = null;
    try {
      do {
        const page = await pageOf('live', cursor, { signal: this.left });
        items = items.concat(page.items);
        cursor = page.nextCursor;
      } while (cursor && items.length < shown);
      if (!this.busy) this.data = { items, nextCursor: cursor };
    } catch (problem) {
      if (!(problem instanceof Problem) && !this.left.aborted) throw problem;
    }
  }

  async #more() {
    if (this.busy) return;
    this.busy = true;
    try {
      const page = await pageOf('live', this.data.nextCursor, { signal: this.left });
      const known = new Set(this.data.items.map(({ slug }) => slug));
      const fresh = page.items.filter(({ slug }) => !known.has(slug));
      this.data = { items: [...this.data.items, ...fresh], nextCursor: page.nextCursor };
      this.said = language.plural('home.added', fresh.length);
      await this.updateComplete;
      this.querySelector(`[data-slug="${fresh[0]?.slug}"] a`)?.focus();
    } catch (problem) {
      this.fail(problem);
    } finally {
      this.busy = false;
    }
  }

  renderWaiting() {
    return html`${this.#head()}<div class="cards" aria-busy="true">${Array.from({ length: 8 }, () => html`
      <div class="card waiting"><div class="picture skeleton"></div><div class="skeleton line"></div><div class="skeleton line short"></div></div>`)}</div>`;
  }

  renderData() {
    const { items, nextCursor } = this.data;
    if (items.length === 0) return this.#quiet();
    return html`
      ${this.#head(items.length)}
      <ul class="cards">${repeat(items, ({ slug }) => slug, card)}</ul>
      ${nextCursor ? html`
        <div class="more"><button class="button" type="button" aria-disabled=${this.busy ? 'true' : 'false'} @click=${() => this.#more()}>${t('home.more')}</button></div>` : nothing}
      <p class="sr" aria-live="polite">${this.said}</p>`;
  }

  #head(count) {
    return html`
      <div class="head">
        <div><h1 tabindex="-1">${t('home.heading')}</h1>
        <p class="lead">${count ? language.plural('home.count', count) : t('home.lead')}</p></div>
      </div>`;
  }

  #quiet() {
    return html`
      <section class="quiet-river">
        ${weirScene()}
        <h1 tabindex="-1">${t('home.empty.title')}</h1>
        <p class="lead">${t('home.empty.text')}</p>
        <div class="actions">
          ${session.account
            ? html`<a class="button primary" href="/channels">${t('home.empty.channel')}</a>`
            : html`<a class="button primary" href="/signup">${t('home.empty.signup')}</a><a class="button" href="/signin">${t('nav.signin')}</a>`}
        </div>
      </section>`;
  }
}

const card = ({ slug, title, owner, startedAt, viewers, picture }) => html`
  <li class="card" data-slug=${slug}>
    <div class="picture"><weir-live-picture slug=${slug} .src=${picture}></weir-live-picture><span class="badge on-air">${icon('live')}${t('live.badge')}</span></div>
    <h2><a href="/c/${slug}">${title}</a></h2>
    <p class="by">${owner.displayName}</p>
    <p class="facts"><span>${language.plural('live.viewers', viewers)}</span>
    <time datetime=${startedAt} title=${language.date(startedAt)}>${t('live.since', { when: language.ago(startedAt) })}</time></p>
  </li>`;

customElements.define('weir-home', Home);
