// A channel as its viewers see it.

import { html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { trouble, WeirPage } from '../core/page.js';
import { get } from '../core/api.js';
import { router } from '../core/router.js';
import { session } from '../core/session.js';
import { language, t } from '../core/language.js';
import { Problem } from '../core/problem.js';
import { handOver, seatOn } from '../stage/seat.js';
import { visibilityName } from '../parts/channel-fields.js';
import { icon } from '../parts/icons.js';
import { initial } from '../parts/river.js';
import { toast } from '../parts/toasts.js';
import '../parts/chat/chat.js';
import '../parts/follow.js';
import '../parts/player/player.js';
import '../parts/recordings.js';

const ASK = 15; // seconds between two questions to the API while the socket is not open

class Watch extends WeirPage {
  static follows = [session];

  static properties = { hand: { state: true } };

  #socket = null;
  #who = undefined;

  constructor() {
    super();
    this.hand = false;
  }

  connectedCallback() {
    super.connectedCallback();
    session.addEventListener('change', () => this.#seat(), { signal: this.left });
    this.repeat(ASK, () => this.#ask());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#socket?.close();
  }

  get heading() {
    return this.data?.title;
  }

  /** A pass from the address opens private channels; their page itself may be closed to us, the stage is not. */
  get #pass() {
    return new URLSearchParams(location.search).get('pass');
  }

  async load() {
    const { slug } = this.params;
    await session.ready;
    this.#seat();
    try {
      return await get(`channels/${encodeURIComponent(slug)}`, { signal: this.left });
    } catch (problem) {
      if (problem.status !== 404 || !this.#pass) throw problem;
      return { slug, title: slug, owner: null, visibility: 'private' };
    }
  }

  /** Whoever signs in or out meanwhile takes another seat. */
  #seat() {
    const who = session.account?.handle ?? null;
    if (who === this.#who || !session.settled) return;
    this.#who = who;
    this.#socket?.close();
    this.#socket = seatOn(this.params.slug, { as: 'viewer', pass: this.#pass });
    this.#socket.addEventListener('change', () => this.requestUpdate(), { signal: this.left });
    this.#socket.open();
    this.requestUpdate();
  }

  /** The socket tells everything at once; only without it the API is asked again and again. */
  async #ask() {
    if (!this.data?.owner || this.#socket?.state === 'open') return;
    try {
      this.data = await get(`channels/${encodeURIComponent(this.params.slug)}`, { signal: this.left });
    } catch (problem) {
      if (!(problem instanceof Problem) && !this.left.aborted) throw problem;
    }
  }

  async #raise() {
    const raised = !this.hand;
    try {
      await this.#socket.ask({ type: 'hand', raised });
      this.hand = raised;
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      toast(problem.text, 'bad');
    }
  }

  /** The seat goes along: the studio takes it over where we leave it. */
  #toStage() {
    const { slug } = this.params;
    handOver(slug, this.#socket);
    this.#socket = null;
    router.go(`/studio/${slug}`);
  }

  async #share() {
    const url = `${location.origin}/c/${this.params.slug}`;
    try {
      if (navigator.share && navigator.maxTouchPoints > 0) await navigator.share({ title: this.data.title, url });
      else {
        await navigator.clipboard.writeText(url);
        toast(t('copy.done'));
      }
    } catch (error) {
      if (error.name !== 'AbortError') toast(t('watch.share.failed', { url }), 'bad');
    }
  }

  renderMissing() {
    return html`<div class="unknown-channel">${trouble('missing', t('watch.missing.title'), t('watch.missing.text', { slug: this.params.slug }),
      html`<a class="button primary" href="/">${t('missing.home')}</a>`)}</div>`;
  }

  renderWaiting() {
    return html`
      <div class="watch">
        <div class="watch-main"><h1 class="sr" tabindex="-1">${t('app.loading')}</h1><div class="stage skeleton"></div><div class="channel-head waiting"><div class="skeleton line"></div><div class="skeleton line short"></div></div></div>
        <div class="watch-side"><div class="skeleton"></div></div>
      </div>`;
  }

  renderData() {
    const { slug, description } = this.data;
    if (!this.#socket) return this.renderWaiting(); // on the way to the studio
    return html`
      <div class="watch">
        <div class="watch-main">
          ${keyed(this.#socket, html`<weir-player slug=${slug} .channel=${this.data} .socket=${this.#socket} .pass=${this.#pass}></weir-player>`)}
          ${this.#socket.self?.role === 'guest' ? this.#invitation() : nothing}
          <div class="head channel-head">
            ${this.#title()}
            <div class="actions">${this.#actions()}</div>
          </div>
          <p class="sr" role="status">${this.hand ? t('watch.hand.raised') : nothing}</p>
        </div>
        <div class="watch-side"><weir-chat slug=${slug} .pass=${this.#pass}></weir-chat></div>
        <div class="watch-main">
          ${description ? html`<p class="description">${description}</p>` : nothing}
          <weir-recordings slug=${slug}></weir-recordings>
        </div>
      </div>`;
  }

  #title() {
    const { title, owner, visibility } = this.data;
    const name = owner?.displayName || owner?.handle || title;
    const { stage } = this.#socket;
    const isLive = stage?.state === 'live' || stage?.state === 'grace';
    return html`
      ${initial(name, owner?.handle ?? title)}
      <div>
        <h1 tabindex="-1">${this.#socket.channel?.title ?? title}</h1>
        <p class="facts">
          ${owner ? html`<span>${name}</span><span>@${owner.handle}</span>` : nothing}
          ${visibility === 'public' ? nothing : html`<span>${visibilityName(visibility)}</span>`}
          ${isLive ? html`<span class="audience">${language.plural('live.viewers', stage.viewers)}</span>` : nothing}
          ${isLive && stage.broadcast ? html`<time datetime=${stage.broadcast.startedAt} title=${language.date(stage.broadcast.startedAt)}>${t('live.since', { when: language.ago(stage.broadcast.startedAt) })}</time>` : nothing}
        </p>
      </div>`;
  }

  #actions() {
    const { slug, owner } = this.data;
    const { stage, self, state } = this.#socket;
    const isOwner = owner && session.account?.handle === owner.handle;
    const mayRaise = session.account && !isOwner && self?.role === 'viewer' && state === 'open' && stage?.state === 'live';
    return html`
      ${mayRaise ? html`<button class="button hand" type="button" aria-pressed=${this.hand ? 'true' : 'false'} @click=${() => this.#raise()}>${icon('hand')}${this.hand ? t('stage.hand.lower') : t('stage.hand.raise')}</button>` : nothing}
      ${owner && !isOwner ? html`<weir-follow slug=${slug}></weir-follow>` : nothing}
      <button class="button" type="button" @click=${() => this.#share()}>${icon('share')}${t('watch.share')}</button>
      ${isOwner ? html`<a class="button" href="/channels/${slug}">${t('watch.manage')}</a><a class="button primary" href="/studio/${slug}">${t('channel.studio')}</a>` : nothing}`;
  }

  #invitation() {
    return html`
      <div class="notice call" role="alert">${icon('star')}<span><strong>${t('watch.promoted')}</strong> ${t('watch.promoted.text')}</span>
        <button class="button primary" type="button" @click=${() => this.#toStage()}>${t('watch.promoted.action')}</button></div>`;
  }
}

customElements.define('weir-watch', Watch);
