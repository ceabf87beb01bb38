// Where a channel's owner goes on air.

import { html } from 'lit';
import { trouble, WeirPage } from '../core/page.js';
import { get } from '../core/api.js';
import { session } from '../core/session.js';
import { t } from '../core/language.js';
import { copyField } from '../parts/copy-field.js';

class Studio extends WeirPage {
  static follows = [session];

  get heading() {
    return this.data && `${t('channel.studio')} · ${this.data.title}`;
  }

  load() {
    return get(`channels/${encodeURIComponent(this.params.slug)}`, { signal: this.left });
  }

  renderData() {
    const { slug, title, owner } = this.data;
    if (owner.handle !== session.account?.handle) {
      return trouble('lock', t('studio.foreign.title'), t('studio.foreign.text'), html`<a class="button primary" href="/c/${slug}">${t('channel.watch')}</a>`);
    }
    return html`
      <nav class="crumbs" aria-label=${t('nav.crumbs')}><a href="/channels">${t('channels.heading')}</a><a href="/channels/${slug}">${title}</a></nav>
      <div class="head"><div><h1 tabindex="-1">${t('channel.studio')}</h1><p class="lead">${t('studio.lead')}</p></div></div>
      <section class="panel narrow" aria-labelledby="encoder">
        <h2 id="encoder">${t('studio.encoder')}</h2>
        <ol class="steps">
          <li><p>${t('studio.step.server')}</p>${copyField('ingest', t('studio.server'), `${location.origin}/whip/${slug}`)}</li>
          <li><p>${t('studio.step.key')}</p><a class="button" href="/channels/${slug}#stream-keys">${t('studio.keys')}</a></li>
        </ol>
      </section>`;
  }
}

customElements.define('weir-studio', Studio);
