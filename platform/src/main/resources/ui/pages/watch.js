// A channel as its viewers see it.

import { html, nothing } from 'lit';
import { trouble, WeirPage } from '../core/page.js';
import { get } from '../core/api.js';
import { session } from '../core/session.js';
import { t } from '../core/language.js';
import { visibilityName } from '../parts/channel-fields.js';
import { icon } from '../parts/icons.js';
import { initial, river, weirScene } from '../parts/river.js';

class Watch extends WeirPage {
  static follows = [session];

  get heading() {
    return this.data?.title;
  }

  load() {
    return get(`channels/${encodeURIComponent(this.params.slug)}`, { signal: this.left });
  }

  renderMissing() {
    return html`<div class="unknown-channel">${trouble('missing', t('watch.missing.title'), t('watch.missing.text', { slug: this.params.slug }),
      html`<a class="button primary" href="/">${t('missing.home')}</a>`)}</div>`;
  }

  renderWaiting() {
    return html`<h1 class="sr" tabindex="-1">${t('app.loading')}</h1><div class="stage skeleton"></div><div class="skeleton line"></div><div class="skeleton line short"></div>`;
  }

  renderData() {
    const { slug, title, owner, description, visibility, live } = this.data;
    const isOwner = session.account?.handle === owner.handle;
    return html`
      <section class="stage" aria-label=${t('watch.stage')}>
        ${river(slug)}
        ${live ? html`<span class="badge on-air">${icon('live')}${t('live.badge')}</span>` : offline()}
      </section>
      <div class="head channel-head">
        ${initial(owner.displayName || owner.handle, owner.handle)}
        <div>
          <h1 tabindex="-1">${title}</h1>
          <p class="facts"><span>${owner.displayName || owner.handle}</span><span>@${owner.handle}</span>
          ${visibility === 'public' ? nothing : html`<span>${visibilityName(visibility)}</span>`}</p>
        </div>
        ${isOwner ? html`<div class="actions"><a class="button" href="/channels/${slug}">${t('watch.manage')}</a><a class="button primary" href="/studio/${slug}">${t('channel.studio')}</a></div>` : nothing}
      </div>
      ${description ? html`<p class="description">${description}</p>` : nothing}`;
  }
}

const offline = () => html`
  <div class="stage-text">${weirScene()}<p class="stage-state">${t('watch.offline')}</p><p>${t('watch.offline.text')}</p></div>`;

customElements.define('weir-watch', Watch);
