// My channels: what there is, and a new one.

import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { WeirPage } from '../core/page.js';
import { Form } from '../core/form.js';
import { pageOf, post } from '../core/api.js';
import { needed, slugForm, suggestSlug } from '../core/rules.js';
import { router } from '../core/router.js';
import { t } from '../core/language.js';
import { channelFields, visibilityName } from '../parts/channel-fields.js';
import { formProblem, submitButton, textField } from '../parts/field.js';
import { icon } from '../parts/icons.js';
import '../parts/live-picture.js';
import { toast } from '../parts/toasts.js';

class Channels extends WeirPage {
  static properties = { slug: { state: true }, creating: { state: true } };

  #form = new Form(this, { title: needed, slug: slugForm });
  #slugIsOwn = false;

  constructor() {
    super();
    this.slug = '';
    this.creating = false;
  }

  load() {
    return pageOf('accounts/me/channels', null, { signal: this.left });
  }

  async #more() {
    try {
      const page = await pageOf('accounts/me/channels', this.data.nextCursor, { signal: this.left });
      this.data = { items: [...this.data.items, ...page.items], nextCursor: page.nextCursor };
    } catch (problem) {
      this.fail(problem);
    }
  }

  async #create({ title, slug, description, visibility }) {
    try {
      await post('channels', { title: title.trim(), slug, description: description.trim() || undefined, visibility });
    } catch (problem) {
      throw problem.status === 409 && problem.errors?.length === 0 ? Form.at('/slug', problem) : problem;
    }
    toast(t('channels.created'));
    await router.go(`/channels/${slug}`);
  }

  async #open() {
    this.creating = true;
    await this.updateComplete;
    this.querySelector('#title').focus();
  }

  /** The slug follows the title until the reader writes one. */
  #typed(event) {
    this.#form.touched(event);
    if (event.target.name === 'title' && !this.#slugIsOwn) this.slug = suggestSlug(event.target.value);
    if (event.target.name !== 'slug') return;
    this.slug = event.target.value;
    this.#slugIsOwn = this.slug !== '';
  }

  renderWaiting() {
    return html`${this.#head()}<ul class="rows">${[0, 1, 2].map(() => html`<li class="row"><div class="thumb skeleton"></div><div class="row-text"><div class="skeleton line"></div></div></li>`)}</ul>`;
  }

  renderData() {
    const { items, nextCursor } = this.data;
    const creating = this.creating || items.length === 0;
    return html`
      ${this.#head(creating)}
      ${creating ? this.#creation(items.length === 0) : nothing}
      <ul class="rows">${repeat(items, ({ slug }) => slug, row)}</ul>
      ${nextCursor ? html`<div class="more"><button class="button" type="button" @click=${() => this.#more()}>${t('home.more')}</button></div>` : nothing}`;
  }

  #head(creating = true) {
    return html`
      <div class="head">
        <div><h1 tabindex="-1">${t('channels.heading')}</h1><p class="lead">${t('channels.lead')}</p></div>
        ${creating ? nothing : html`<button class="button primary" type="button" @click=${() => this.#open()}>${icon('plus')}${t('channels.new')}</button>`}
      </div>`;
  }

  #creation(first) {
    const form = this.#form;
    return html`
      <section class="panel" aria-labelledby="new-channel">
        <h2 id="new-channel">${first ? t('channels.first') : t('channels.new')}</h2>
        <form novalidate @submit=${form.submit(values => this.#create(values))} @input=${event => this.#typed(event)} @focusout=${event => form.left(event)}>
          ${formProblem(form)}
          ${channelFields(form, {}, textField({ form, name: 'slug', label: t('field.slug'), value: this.slug, maxlength: 40,
            hint: this.#slugHint(), autocapitalize: 'none', spellcheck: 'false' }))}
          <div class="actions">
            ${submitButton(form, t('channels.create'))}
            ${first ? nothing : html`<button class="button quiet" type="button" @click=${() => { this.creating = false; }}>${t('form.cancel')}</button>`}
          </div>
        </form>
      </section>`;
  }

  #slugHint() {
    if (!this.slug) return t('field.slug.form');
    const wrong = slugForm(this.slug);
    return html`<span class=${wrong ? '' : 'right'} aria-live="polite">${wrong ?? html`${icon('check')}${`${location.host}/c/${this.slug}`}`}</span>`;
  }
}

const row = ({ slug, title, visibility, live, picture }) => html`
  <li class="row">
    <div class="thumb"><weir-live-picture slug=${slug} .src=${live ? picture : null}></weir-live-picture></div>
    <div class="row-text">
      <h2><a href="/channels/${slug}">${title}</a></h2>
      <p class="facts"><span>/c/${slug}</span><span>${visibilityName(visibility)}</span></p>
    </div>
    ${live ? html`<span class="badge on-air">${icon('live')}${t('live.badge')}</span>` : html`<span class="badge">${t('live.offline')}</span>`}
  </li>`;

customElements.define('weir-channels', Channels);
