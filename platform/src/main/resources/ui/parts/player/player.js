// The picture of a channel: from the stage itself or as the program, with what is going on while there is none.

import { html, nothing } from 'lit';
import { ref } from 'lit/directives/ref.js';
import { post } from '../../core/api.js';
import { t } from '../../core/language.js';
import { icon } from '../icons.js';
import { river } from '../river.js';
import { delayed } from '../statistics.js';
import { PlayerFrame } from './frame.js';
import { veil } from './veil.js';
import { PROGRAM, STAGE, Ways } from './ways.js';
import '../stage-view.js';
import './program-view.js';
import './seek-bar.js';

const LOOK = 2; // seconds between two looks at the figures
const PATIENT = 3; // attempts in vain after which we say so, and go on trying
const REWIND = 15; // seconds, the first step from the stage into what was
const KEPT = 'weir-way';

class Player extends PlayerFrame {
  static properties = {
    slug: {},
    channel: { attribute: false },
    pass: { attribute: false },
    socket: { attribute: false },
    monitor: { type: Boolean },
  };

  #ways = null;
  #heard = null;

  connectedCallback() {
    super.connectedCallback();
    if (this.monitor) this.muted = true;
    const choice = this.monitor ? STAGE : localStorage.getItem(KEPT) ?? 'auto';
    this.#ways = new Ways(this.socket, this.wish, { choice, hls: () => (this.monitor ? null : this.#hls), playlist: () => this.#playlist() });
    this.#ways.addEventListener('change', () => this.#flowed(), { signal: this.left });
    this.socket.addEventListener('change', () => this.#follow(), { signal: this.left });
    this.repeat(LOOK, async () => { this.figures = await this.source.figures(); });
    this.#follow();
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#ways.stop();
  }

  willUpdate(changed) {
    if (changed.has('channel') && this.#ways) this.#follow();
  }

  get source() {
    return this.#ways.source;
  }

  get hasControls() {
    return !this.monitor;
  }

  /** Where the program is, as soon as there is one. */
  get #hls() {
    return this.socket.stage?.hls ?? this.channel?.hls ?? null;
  }

  /** In the server's words: why there is none, though there should be. */
  get #whyNot() {
    return this.socket.stage?.hlsUnavailable ?? this.channel?.hlsUnavailable;
  }

  /** A private program opens to a pass, or by an address that is signed for us. */
  async #playlist() {
    if (this.pass) return `${this.#hls}?pass=${encodeURIComponent(this.pass)}`;
    if (this.channel?.visibility !== 'private') return this.#hls;
    return (await post(`channels/${encodeURIComponent(this.slug)}/playback`)).playlist;
  }

  /** What is to be seen: a picture exists in `live` and `grace` only. */
  get phase() {
    const { problem, state, misses } = this.socket;
    if (problem && [401, 403].includes(problem.status)) return 'private';
    const now = this.#state;
    if (now !== 'live' && now !== 'grace') return now;
    if (now === 'live' && !this.source.hasPicture) return this.source.kind === STAGE && (state === 'closed' || misses >= PATIENT) ? 'unreachable' : 'connecting';
    return now;
  }

  get shown() {
    return this.phase === 'live' || this.phase === 'grace';
  }

  /** The stage's own word; where nobody can ask it, the channel's. */
  get #state() {
    return this.socket.stage?.state ?? (this.channel?.live ? 'live' : 'idle');
  }

  get #isUnsteady() {
    const { source } = this;
    return source.state === 'recovering' || source.state === 'failed' || (source.kind === STAGE && this.socket.state !== 'open');
  }

  #follow() {
    const now = this.#state;
    if (now === 'live' || now === 'grace') this.#ways.start();
    else this.#ways.stop();
    this.requestUpdate();
  }

  async #flowed() {
    const { source } = this;
    this.requestUpdate();
    if (!source.hasPicture || (source === this.#heard && source.canSeek)) return; // a tape says "change" all the time
    this.#heard = source;
    await this.hear();
  }

  #go(choice) {
    if (choice !== this.#ways.choice) localStorage.setItem(KEPT, choice);
    this.closeMenu();
    this.#ways.choose(choice);
  }

  renderPicture() {
    const { source } = this;
    if (!this.shown) return river(this.slug);
    return source.kind === PROGRAM
      ? html`<weir-program-view ${ref(this.view)} .source=${source} .muted=${this.muted} .volume=${this.volume}></weir-program-view>`
      : html`<weir-stage-view ${ref(this.view)} .stage=${this.socket.stage} .feeds=${source.feeds} .muted=${this.muted} .volume=${this.volume}></weir-stage-view>`;
  }

  renderOver() {
    const { phase } = this;
    return html`${veil(phase, this.channel, this.socket.problem)}${this.shown || phase === 'connecting' ? this.#badges(phase) : nothing}`;
  }

  #badges(phase) {
    const height = Math.max(0, ...(this.figures?.rows ?? []).map(row => (row.inward && row.kind === 'video' ? row.height : 0)));
    const delay = this.figures?.delay;
    const isBehind = this.tape?.isBehind;
    return html`
      <div class="badges">
        ${phase !== 'grace' ? html`<span class="badge on-air ${isBehind ? 'behind' : ''}">${icon('live')}${t('live.badge')}</span>` : nothing}
        ${phase === 'connecting' ? nothing : this.#isUnsteady ? html`<span class="badge glass" role="status"><span class="spinner"></span>${t('stage.reconnecting')}</span>`
          : delay !== null && delay !== undefined ? html`<span class="badge glass" title=${t('player.delay.hint')}>${[height > 0 && this.wish.video ? `${height}p` : '', delayed(delay), this.source.name].filter(Boolean).join(' · ')}</span>` : nothing}
      </div>`;
  }

  renderBar() {
    return this.tape ? html`<weir-seek-bar .source=${this.tape} live .sprites=${this.channel?.sprites ?? null}></weir-seek-bar>` : nothing;
  }

  renderTime() {
    const { tape } = this;
    if (tape) {
      return html`<button class="live-edge ${tape.isBehind ? 'behind' : ''}" type="button" aria-disabled=${tape.isBehind ? 'false' : 'true'} @click=${() => this.#toEdge()}><span class="dot"></span>${tape.isBehind ? t('player.edge') : t('live.badge')}</button>`;
    }
    return this.#ways.canRewind
      ? html`<button class="control" type="button" aria-label=${t('player.rewind')} title=${t('player.rewind')} @click=${() => this.#ways.rewind(REWIND)}>${icon('rewind')}</button>`
      : nothing;
  }

  /** Who came here to see again what was goes back to where the delay is least. */
  #toEdge() {
    if (!this.#ways.returnToStage()) this.tape.toEdge();
    this.requestUpdate();
  }

  renderChoices() {
    const ways = this.#ways;
    return html`
      <fieldset class="choices">
        <legend>${t('player.way')}</legend>
        ${['auto', STAGE, PROGRAM].map(choice => html`
          <label class="menu-link"><input type="radio" name="way" .checked=${ways.choice === choice} ?disabled=${!ways.offers(choice)} @change=${() => this.#go(choice)}><span>${t(`player.way.${choice}`)}</span></label>`)}
        ${ways.offers(PROGRAM) ? nothing : html`<p class="menu-note">${t('player.way.none')}${this.#whyNot ? html`<br>${this.#whyNot}` : nothing}</p>`}
      </fieldset>`;
  }
}

customElements.define('weir-player', Player);
