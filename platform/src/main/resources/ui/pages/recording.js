// A broadcast that is over, or a part of it: to be watched again, with the talk of that evening beside it.

import { html, nothing } from 'lit';
import { trouble, WeirPage } from '../core/page.js';
import { get } from '../core/api.js';
import { Problem } from '../core/problem.js';
import { session } from '../core/session.js';
import { language, t } from '../core/language.js';
import { icon } from '../parts/icons.js';
import { clock } from '../parts/player/seek-bar.js';
import { initial } from '../parts/river.js';
import { toast } from '../parts/toasts.js';
import '../parts/chat/replay.js';
import '../parts/player/recording-player.js';

const ASK = 20; // seconds, while it is still being made
const EARLY = 60_000; // milliseconds before signed addresses expire

class Recording extends WeirPage {
  static follows = [session];
  static properties = { time: { state: true } };

  #channel = null;

  constructor() {
    super();
    this.time = 0;
  }

  connectedCallback() {
    super.connectedCallback();
    this.repeat(ASK, () => this.#renew());
  }

  get heading() {
    return this.data?.title;
  }

  async load() {
    await session.ready;
    const recording = await get(`recordings/${encodeURIComponent(this.params.id)}`, { signal: this.left });
    this.#channel = await get(`channels/${encodeURIComponent(recording.channel)}`, { signal: this.left }).catch(problem => {
      if (!(problem instanceof Problem)) throw problem;
      return null; // shown without
    });
    return recording;
  }

  /** What is still recorded grows, and signed addresses end. */
  async #renew() {
    const { state, expiresAt } = this.data ?? {};
    const ends = expiresAt && Date.parse(expiresAt) - Date.now() < EARLY;
    if (state !== 'recording' && !ends) return;
    const fresh = await get(`recordings/${encodeURIComponent(this.params.id)}`, { signal: this.left }).catch(() => null);
    if (fresh) this.data = ends ? fresh : { ...fresh, playlist: this.data.playlist };
  }

  async #share() {
    const url = `${location.origin}/v/${this.params.id}`;
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
    return trouble('missing', t('recording.missing.title'), t('recording.missing.text'), html`<a class="button primary" href="/">${t('missing.home')}</a>`);
  }

  renderWaiting() {
    return html`
      <div class="watch">
        <div class="watch-main"><h1 class="sr" tabindex="-1">${t('app.loading')}</h1><div class="stage skeleton"></div><div class="channel-head waiting"><div class="skeleton line"></div></div></div>
        <div class="watch-side"><div class="skeleton"></div></div>
      </div>`;
  }

  renderData() {
    const { channel, title, startedAt, durationMs, state, download, uploaded } = this.data;
    const owner = this.#channel?.owner;
    const name = owner?.displayName || owner?.handle || channel;
    return html`
      <div class=${uploaded ? 'watch alone' : 'watch'}>
        <div class="watch-main">
          <weir-recording-player .recording=${this.data} @time=${({ detail }) => { this.time = detail; }}></weir-recording-player>
          <div class="head channel-head">
            ${initial(name, owner?.handle ?? channel)}
            <div>
              <h1 tabindex="-1">${title}</h1>
              <p class="facts"><a href="/c/${channel}">${this.#channel?.title ?? channel}</a><time datetime=${startedAt}>${language.date(startedAt)}</time><span>${clock(durationMs / 1000)}</span>
                ${state === 'recording' ? html`<span>${t('recordings.state.recording')}</span>` : nothing}</p>
            </div>
            <div class="actions">
              ${download && state === 'ready' ? html`<a class="button" href=${download} download>${icon('download')}${t('recording.download')}</a>` : nothing}
              <button class="button" type="button" @click=${() => this.#share()}>${icon('share')}${t('watch.share')}</button>
            </div>
          </div>
        </div>
        ${uploaded ? nothing : html`<div class="watch-side"><weir-chat-replay .recording=${this.data} .time=${this.time}></weir-chat-replay></div>`}
      </div>`;
  }
}

customElements.define('weir-recording', Recording);
