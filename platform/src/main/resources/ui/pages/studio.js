// Where one goes on air: as the owner of a channel, or as a guest with an invitation.

import { html, nothing } from 'lit';
import { trouble, WeirPage } from '../core/page.js';
import { get } from '../core/api.js';
import { router } from '../core/router.js';
import { session } from '../core/session.js';
import { t } from '../core/language.js';
import { Devices } from '../stage/devices.js';
import { Performance } from '../stage/performance.js';
import { forgetSeat, keepSeat, keptSeat, seatOn, takeOver } from '../stage/seat.js';
import { encoder } from '../parts/studio/encoder.js';
import { icon } from '../parts/icons.js';
import '../parts/studio/desk.js';
import '../parts/studio/green-room.js';

class Studio extends WeirPage {
  static follows = [session];

  static properties = { performance: { state: true }, over: { state: true } };

  #devices = new Devices();
  #handed = null;

  constructor() {
    super();
    this.performance = null;
    this.over = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#handed = takeOver(this.params.slug) ?? null;
    addEventListener('beforeunload', event => this.performance?.isOnAir && event.preventDefault(), { signal: this.left });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.performance?.close();
    this.#handed?.close();
    this.#devices.close();
  }

  get heading() {
    return this.data && `${t('channel.studio')} · ${this.data.title}`;
  }

  get #invitation() {
    return new URLSearchParams(location.search).get('invitation');
  }

  get #isOwner() {
    return this.data.owner !== null && this.data.owner.handle === session.account?.handle;
  }

  /** A guest may be invited to a channel whose page it may not see. */
  async load() {
    const { slug } = this.params;
    try {
      return await get(`channels/${encodeURIComponent(slug)}`, { signal: this.left });
    } catch (problem) {
      if (problem.status !== 404 || !(this.#invitation || keptSeat(slug))) throw problem;
      return { slug, title: slug, owner: null };
    }
  }

  async #join({ name }) {
    const { slug } = this.params;
    const kept = keptSeat(slug);
    const socket = this.#handed ?? seatOn(slug, { as: 'performer', invitation: this.#isOwner ? null : this.#invitation, name: name || kept?.name, resume: kept?.resume });
    socket.addEventListener('welcome', () => keepSeat(slug, socket), { signal: this.left });
    socket.addEventListener('change', () => socket.state === 'closed' && this.#ended(socket), { signal: this.left });
    this.#handed = null;
    this.over = null;
    this.performance = new Performance(socket, this.#devices);
    router.hold = () => this.querySelector('weir-desk')?.mayLeave() ?? Promise.resolve(true);
    this.performance.start();
    await this.updateComplete;
    scrollTo(0, 0);
    this.querySelector('h1').focus({ preventScroll: true });
  }

  #ended({ problem, reason }) {
    const { slug } = this.params;
    if (problem || (reason && reason !== 'replaced')) forgetSeat(slug); // who left by itself may come back for a while
    const { performance } = this;
    this.over = this.over ?? (problem ? 'refused' : reason ?? 'left');
    this.refusal = problem;
    this.performance = null;
    router.hold = null;
    performance?.close();
    this.#devices.close(); // and its light off
    this.#devices = new Devices();
  }

  #leave() {
    this.over = 'left';
    this.performance.socket.close();
  }

  renderData() {
    const { slug, title } = this.data;
    const kept = keptSeat(slug);
    const mayEnter = this.#isOwner || this.#invitation !== null || kept !== null || this.performance !== null || this.over !== null;
    if (!mayEnter) {
      return trouble('lock', t('studio.foreign.title'), t('studio.foreign.text'), html`<a class="button primary" href="/c/${slug}">${t('channel.watch')}</a>`);
    }
    if (this.over) return this.#goodbye();
    return html`
      ${this.#isOwner && !this.performance ? html`<nav class="crumbs" aria-label=${t('nav.crumbs')}><a href="/channels">${t('channels.heading')}</a><a href="/channels/${slug}">${title}</a></nav>` : nothing}
      ${this.performance ? this.#desk() : this.#greenRoom(kept)}`;
  }

  #greenRoom(kept) {
    const { slug, title } = this.data;
    const guest = !this.#isOwner;
    return html`
      <div class="head"><div><h1 tabindex="-1">${t('channel.studio')}</h1><p class="lead">${guest ? t('studio.guest.lead', { title }) : t('studio.host.lead', { title })}</p></div></div>
      <weir-green-room .devices=${this.#devices} ?guest=${guest} .name=${kept?.name ?? session.account?.displayName} @join=${event => this.#join(event.detail)}></weir-green-room>
      ${guest ? nothing : html`
        <details class="panel fold" data-fold="encoder"><summary><h2>${t('studio.encoder')}</h2>${icon('chevron')}</summary>${encoder(slug)}</details>`}`;
  }

  #desk() {
    return html`
      <h1 class="studio-title" tabindex="-1">${this.data.title}</h1>
      <weir-desk slug=${this.data.slug} .performance=${this.performance} @leave=${() => this.#leave()}></weir-desk>`;
  }

  #goodbye() {
    const { slug } = this.data;
    const known = GOODBYES.includes(this.over) ? this.over : 'left';
    const mayReturn = known !== 'removed' && known !== 'not-allowed' && (known !== 'refused' || this.#isOwner);
    return trouble(known === 'left' || known === 'ended' ? 'leave' : 'alert', t(`studio.over.${known}.title`),
      known === 'refused' && this.#isOwner ? this.refusal.text : t(`studio.over.${known}.text`), html`
        ${mayReturn ? html`<button class="button primary" type="button" @click=${() => { this.over = null; }}>${t('studio.over.return')}</button>` : nothing}
        <a class="button" href="/c/${slug}">${t('channel.watch')}</a>`);
  }
}

const GOODBYES = ['left', 'ended', 'removed', 'replaced', 'refused', 'not-allowed'];

customElements.define('weir-studio', Studio);
