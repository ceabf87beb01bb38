// One of my channels: its texts, who else may look after it, its stream keys, and its end.

import { html, nothing } from 'lit';
import { WeirPage } from '../core/page.js';
import { Form } from '../core/form.js';
import { call, remove } from '../core/api.js';
import { needed } from '../core/rules.js';
import { router } from '../core/router.js';
import { t } from '../core/language.js';
import { channelFields } from '../parts/channel-fields.js';
import { copyField } from '../parts/copy-field.js';
import { confirm, Dialog } from '../parts/dialog.js';
import { formProblem, submitButton, textField } from '../parts/field.js';
import { icon } from '../parts/icons.js';
import { toast } from '../parts/toasts.js';
import '../parts/audience.js';
import '../parts/broadcasts.js';
import '../parts/stream-keys.js';
import '../parts/moderators.js';
import '../parts/recordings.js';
import '../parts/sanctions.js';
import '../parts/uploads.js';
import '../parts/bots.js';
import '../parts/emotes.js';
import '../parts/chat/appeals.js';
import '../parts/chat/provisions.js';
import '../parts/viewer-passes.js';

const WRITTEN = ['title', 'description', 'visibility', 'nextBroadcastAt', 'recorded'];

/** Whether nobody changed what people write, as against who watches. */
const saysTheSame = (one, other) => WRITTEN.every(what => (one[what] ?? null) === (other[what] ?? null));

class Channel extends WeirPage {
  static properties = { audience: { state: true }, history: { state: true }, sanctions: { state: true }, commands: { state: true }, timers: { state: true }, bots: { state: true }, emotes: { state: true } };

  #form = new Form(this, { title: needed });
  #dialog = new Dialog(this);

  /** Only where the server makes programs. */
  get #mayRecord() {
    return typeof this.data.data.recorded === 'boolean';
  }

  get #path() {
    return `channels/${encodeURIComponent(this.params.slug)}`;
  }

  /** The one that is on air, or the last one that was. */
  get #latestBroadcast() {
    const { live, startedAt, lastBroadcast } = this.data.data;
    return live ? { startedAt } : lastBroadcast ?? null;
  }

  get heading() {
    return this.data?.data.title;
  }

  load() {
    return call('GET', this.#path, { signal: this.left });
  }

  async #save({ title, description, visibility, nextBroadcastAt, recorded }) {
    const next = nextBroadcastAt ? new Date(nextBroadcastAt).toISOString() : null;
    const body = { title: title.trim(), description: description.trim(), visibility, nextBroadcastAt: next, ...(this.#mayRecord ? { recorded: recorded === 'on' } : {}) };
    try {
      this.data = await call('PATCH', this.#path, { body, ifMatch: this.data.etag });
    } catch (problem) {
      if (problem.status !== 412) throw problem;
      const now = await this.load();
      if (!saysTheSame(now.data, this.data.data)) {
        // Somebody else changed it: the reader's words stay in the form, and the next attempt builds on what is there now.
        this.data = { ...this.data, etag: now.etag };
        throw problem;
      }
      this.data = await call('PATCH', this.#path, { body }); // on air the tag changes with every viewer
    }
    toast(t('form.saved'));
  }

  #delete() {
    const { slug } = this.params;
    confirm(this, this.#dialog, {
      title: () => t('channel.delete.title'),
      text: () => t('channel.delete.text'),
      action: () => t('channel.delete.action'),
      word: slug,
      send: async () => {
        await remove(this.#path);
        toast(t('channel.deleted'));
        await router.go('/channels', { replace: true });
      },
    });
  }

  renderData() {
    const { slug } = this.params;
    const form = this.#form;
    return html`
      <nav class="crumbs" aria-label=${t('nav.crumbs')}><a href="/channels">${t('channels.heading')}</a></nav>
      <div class="head">
        <div><h1 tabindex="-1">${this.data.data.title}</h1><p class="lead">/c/${slug}</p></div>
        <div class="actions"><a class="button" href="/c/${slug}">${t('channel.watch')}</a><a class="button" href="/studio/${slug}">${t('channel.studio')}</a></div>
      </div>
      <div class="columns">
        <div>
          <weir-stream-keys slug=${slug}></weir-stream-keys>
          ${this.data.data.visibility === 'private' ? html`<weir-viewer-passes slug=${slug}></weir-viewer-passes>` : nothing}
          <weir-moderators slug=${slug}></weir-moderators>
          <weir-uploads slug=${slug} @ready=${() => this.querySelector('weir-recordings')?.reload()}></weir-uploads>
          <weir-recordings slug=${slug} owned></weir-recordings>
          <section class="panel" aria-labelledby="chat-overlay">
            <h2 id="chat-overlay">${t('channel.overlay')}</h2>
            <p>${t('channel.overlay.text')}</p>
            ${copyField('overlay-address', t('channel.overlay.link'), `${location.origin}/overlay/${slug}`)}
          </section>
          <details class="panel fold" @toggle=${event => { this.audience = event.target.open; }}>
            <summary><h2>${t('audience.heading')}</h2>${icon('chevron')}</summary>
            ${this.audience ? html`<weir-audience slug=${slug} .broadcast=${this.#latestBroadcast}></weir-audience>` : nothing}
          </details>
          <details class="panel fold" @toggle=${event => { this.sanctions = event.target.open; }}>
            <summary><h2>${t('sanctions.heading')}</h2>${icon('chevron')}</summary>
            ${this.sanctions ? html`<weir-sanctions slug=${slug}></weir-sanctions><h3>${t('appeals.heading')}</h3><weir-appeals slug=${slug}></weir-appeals>` : nothing}
          </details>
          <details class="panel fold" @toggle=${event => { this.commands = event.target.open; }}>
            <summary><h2>${t('chat.commands')}</h2>${icon('chevron')}</summary>
            ${this.commands ? html`<weir-chat-commands slug=${slug}></weir-chat-commands>` : nothing}
          </details>
          <details class="panel fold" @toggle=${event => { this.timers = event.target.open; }}>
            <summary><h2>${t('chat.timers')}</h2>${icon('chevron')}</summary>
            ${this.timers ? html`<weir-chat-timers slug=${slug}></weir-chat-timers>` : nothing}
          </details>
          <details class="panel fold" @toggle=${event => { this.emotes = event.target.open; }}>
            <summary><h2>${t('emotes.heading')}</h2>${icon('chevron')}</summary>
            ${this.emotes ? html`<weir-emotes slug=${slug}></weir-emotes>` : nothing}
          </details>
          <details class="panel fold" @toggle=${event => { this.bots = event.target.open; }}>
            <summary><h2>${t('bots.heading')}</h2>${icon('chevron')}</summary>
            ${this.bots ? html`<weir-bots slug=${slug}></weir-bots>` : nothing}
          </details>
          <details class="panel fold" @toggle=${event => { this.history = event.target.open; }}>
            <summary><h2>${t('broadcasts.heading')}</h2>${icon('chevron')}</summary>
            ${this.history ? html`<weir-broadcasts slug=${slug}></weir-broadcasts>` : nothing}
          </details>
        </div>
        <div>
          <section class="panel" aria-labelledby="about-channel">
            <h2 id="about-channel">${t('channel.about')}</h2>
            <form novalidate @submit=${form.submit(values => this.#save(values))} @input=${event => form.touched(event)}>
              ${formProblem(form)}
              ${channelFields(form, this.data.data)}
              ${textField({ form, name: 'nextBroadcastAt', type: 'datetime-local', label: t('field.next'), hint: t('field.next.hint'), required: false, value: localTime(this.data.data.nextBroadcastAt) })}
              ${this.#mayRecord ? html`<label class="switch"><span>${t('channel.recorded')}<span class="hush">${t('channel.recorded.hint')}</span></span><input type="checkbox" name="recorded" ?checked=${this.data.data.recorded}></label>` : nothing}
              <div class="actions">${submitButton(form, t('form.save'))}</div>
            </form>
          </section>
          <section class="panel edge" aria-labelledby="end-channel">
            <h2 id="end-channel">${t('channel.delete.title')}</h2>
            <p>${t('channel.delete.text')}</p>
            <div class="actions"><button class="button danger-quiet" type="button" @click=${() => this.#delete()}>${t('channel.delete.action')}</button></div>
          </section>
        </div>
      </div>
      ${this.#dialog.view()}`;
  }
}

/** As a field for local times wants it: without a zone, in the reader's own. */
function localTime(instant) {
  if (!instant) return '';
  const date = new Date(instant);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

customElements.define('weir-channel', Channel);
