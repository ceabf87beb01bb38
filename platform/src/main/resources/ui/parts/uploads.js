// Videos that a channel's owner uploads: chosen or dropped, sent, converted, and then among the recordings.

import { html, nothing } from 'lit';
import { WeirElement } from '../core/element.js';
import { get, remove } from '../core/api.js';
import { Problem } from '../core/problem.js';
import { language, t } from '../core/language.js';
import { Uploader } from '../core/uploader.js';
import { icon } from './icons.js';
import { toast } from './toasts.js';

const LOOK = 1.5; // seconds, while anything is under way
const LONGEST_TITLE = 120;
const KINDS = 'video/mp4,video/quicktime,video/x-matroska,video/webm,.mp4,.m4v,.mov,.mkv,.webm';
const OVER = ['ready', 'failed'];

class Uploads extends WeirElement {
  static properties = { slug: {}, items: { state: true }, limits: { state: true }, problem: { state: true }, over: { state: true } };

  /** Those that this page is sending, by id. */
  #sending = new Map();

  constructor() {
    super();
    this.items = [];
    this.limits = null;
    this.problem = null;
    this.over = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#load();
    this.repeat(LOOK, () => (this.items.some(({ state }) => !OVER.includes(state)) ? this.#load() : undefined));
    addEventListener('beforeunload', event => { if (this.#sending.size > 0) event.preventDefault(); }, { signal: this.left });
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#sending.forEach(uploader => uploader.stop());
    this.#sending.clear();
  }

  async #load() {
    try {
      const { items, ...limits } = await get(`channels/${encodeURIComponent(this.slug)}/uploads`, { signal: this.left });
      const before = new Map(this.items.map(one => [one.id, one.state]));
      this.items = items;
      this.limits = limits;
      items.filter(({ id, state }) => state === 'ready' && before.has(id) && before.get(id) !== 'ready').forEach(one => this.#finished(one));
    } catch (problem) {
      if (!this.left.aborted && !(problem instanceof Problem)) throw problem; // the next look may be better
    }
  }

  #finished({ title }) {
    toast(t('uploads.ready', { title }));
    this.dispatchEvent(new Event('ready'));
  }

  #take(files) {
    for (const file of files) this.#upload(file);
  }

  async #upload(file) {
    this.problem = null;
    const { maxSize } = this.limits;
    if (file.size > maxSize) {
      this.problem = t('uploads.large', { size: bytes(maxSize) });
      return;
    }
    const title = titleOf(file);
    try {
      const begun = this.items.find(one => one.state === 'receiving' && one.size === file.size && one.title === title && !this.#sending.has(one.id));
      const uploader = begun ? new Uploader(file, begun) : await Uploader.begin(this.slug, file, title);
      await this.#send(uploader);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      this.problem = problem.text;
    }
  }

  async #send(uploader) {
    const { id } = uploader.upload;
    this.#sending.set(id, uploader);
    uploader.addEventListener('change', () => this.requestUpdate());
    await this.#load();
    await uploader.run();
    this.#sending.delete(id);
    if (uploader.problem) this.problem = uploader.problem.text;
    if (!this.left.aborted) await this.#load();
  }

  async #remove({ id }) {
    this.#sending.get(id)?.stop();
    try {
      await remove(`uploads/${id}`);
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (problem.status !== 404) toast(problem.text, 'bad');
    }
    await this.#load();
  }

  #dropped(event) {
    event.preventDefault();
    this.over = false;
    this.#take(event.dataTransfer.files);
  }

  render() {
    if (!this.limits?.accepted) return nothing;
    const { maxSize, maxDurationMs } = this.limits;
    return html`
      <section class="panel" aria-labelledby="uploads">
        <h2 id="uploads">${t('uploads.heading')}</h2>
        <label class="drop ${this.over ? 'over' : ''}"
               @dragover=${event => { event.preventDefault(); this.over = true; }} @dragleave=${() => { this.over = false; }} @drop=${event => this.#dropped(event)}>
          <input class="sr" type="file" accept=${KINDS} multiple aria-describedby="uploads-hint" @change=${({ target }) => { this.#take([...target.files]); target.value = ''; }}>
          ${icon('upload')}
          <strong>${t('uploads.choose')}</strong>
          <span class="hush" id="uploads-hint">${t('uploads.hint', { size: bytes(maxSize), hours: language.number(maxDurationMs / 3_600_000, { maximumFractionDigits: 1 }) })}</span>
        </label>
        ${this.problem ? html`<p class="notice bad" role="alert">${icon('alert')}<span>${this.problem}</span></p>` : nothing}
        ${this.items.length > 0 ? html`<ul class="lines">${this.items.map(one => this.#line(one))}</ul>` : nothing}
      </section>`;
  }

  #line(upload) {
    const { id, title, size, state } = upload;
    const uploader = this.#sending.get(id);
    const share = uploader ? uploader.sent / size : state === 'receiving' ? upload.received / size : upload.progress;
    const isOver = OVER.includes(state);
    const action = isOver ? t('uploads.forget', { title }) : t('uploads.cancel', { title });
    return html`
      <li class="line-item">
        <div class="row-text">
          <strong>${state === 'ready' ? html`<a href="/v/${upload.recording}">${title}</a>` : title}</strong>
          ${isOver ? nothing : html`<progress class="way" max="1" .value=${state === 'queued' ? 0 : share} aria-label=${t('uploads.progress', { title })}></progress>`}
          ${state === 'failed'
            ? html`<p class="note wrong">${icon('alert')}<span>${reason(upload)}</span></p>`
            : html`<p class="facts"><span>${this.#words(upload, uploader, share)}</span><span>${bytes(size)}</span></p>`}
        </div>
        <div class="actions"><button class="button small" type="button" aria-label=${action} @click=${() => this.#remove(upload)}>${isOver ? icon('close') : t('form.cancel')}</button></div>
      </li>`;
  }

  #words({ state }, uploader, share) {
    const percent = language.number(share, { style: 'percent' });
    if (uploader) return t(uploader.isWaiting ? 'uploads.state.waiting' : 'uploads.state.sending', { percent });
    return t(`uploads.state.${state}`, { percent });
  }
}

function reason({ reason: { code, text } }) {
  const key = `uploads.reason.${code}`;
  return language.has(key) ? t(key) : text;
}

/** A file's name without its kind is as good a title as any to begin with. */
const titleOf = ({ name }) => name.replace(/\.[^.]{1,5}$/, '').replace(/[\p{Cc}]/gu, ' ').trim().slice(0, LONGEST_TITLE) || t('uploads.untitled');

function bytes(count) {
  const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'];
  const step = Math.min(units.length - 1, Math.floor(Math.log(Math.max(1, count)) / Math.log(1024)));
  return language.number(count / 1024 ** step, { style: 'unit', unit: units[step], maximumFractionDigits: step > 2 ? 1 : 0 });
}

customElements.define('weir-uploads', Uploads);
