// What a channel has left behind to be watched again. Where there is nothing, nothing is said.

import { html, nothing } from 'lit';
import { ListPanel } from './list-panel.js';
import { patch, remove } from '../core/api.js';
import { Form } from '../core/form.js';
import { language, t } from '../core/language.js';
import { needed } from '../core/rules.js';
import { confirm, Dialog } from './dialog.js';
import { formProblem, submitButton, textField } from './field.js';
import { icon } from './icons.js';
import { clock } from './player/seek-bar.js';
import { river } from './river.js';
import { toast } from './toasts.js';

class Recordings extends ListPanel {
  static properties = { owned: { type: Boolean } };

  #dialog = new Dialog(this);

  get path() {
    return `channels/${encodeURIComponent(this.slug)}/recordings?limit=12`;
  }

  #rename({ id, title }) {
    const form = new Form(this, { title: needed });
    const send = async ({ title: renamed }) => {
      await patch(`recordings/${id}`, { title: renamed.trim() });
      this.#dialog.close();
      await this.reload();
    };
    this.#dialog.show({
      title: () => t('recordings.rename'),
      body: () => html`
        <form novalidate @submit=${form.submit(send)}>
          ${formProblem(form)}
          ${textField({ form, name: 'title', label: t('field.title'), value: title, maxlength: 120 })}
          <div class="actions end"><button class="button quiet" type="button" @click=${() => this.#dialog.close()}>${t('form.cancel')}</button>${submitButton(form, t('form.save'))}</div>
        </form>`,
    });
  }

  #delete({ id, title }) {
    confirm(this, this.#dialog, {
      title: () => t('recordings.delete.title', { title }),
      text: () => t('recordings.delete.text'),
      action: () => t('recordings.delete'),
      send: async () => {
        await remove(`recordings/${id}`);
        toast(t('recordings.deleted'));
        await this.reload();
      },
    });
  }

  render() {
    if (this.owned) return html`<section class="panel" aria-labelledby="recordings"><h2 id="recordings">${t('recordings.heading')}</h2>${this.renderList(one => this.#line(one), t('recordings.none'))}</section>${this.#dialog.view()}`;
    if (!this.items?.length) return nothing;
    return html`<section class="again" aria-labelledby="recordings"><h2 id="recordings">${t('recordings.heading')}</h2><ul class="cards">${this.items.map(card)}</ul></section>`;
  }

  #line(recording) {
    const { id, title, startedAt, durationMs, state } = recording;
    return html`
      <li class="line-item">
        <div class="thumb">${pictureOf(recording)}</div>
        <div class="row-text"><strong><a href="/v/${id}">${title}</a></strong>
          <p class="facts"><span>${language.date(startedAt)}</span><span>${clock(durationMs / 1000)}</span>${state === 'ready' ? nothing : html`<span>${t(`recordings.state.${state}`)}</span>`}</p></div>
        <div class="actions">
          <button class="button small" type="button" aria-label=${t('recordings.rename.of', { title })} @click=${() => this.#rename(recording)}>${icon('pencil')}</button>
          <button class="button small danger-quiet" type="button" aria-label=${t('recordings.delete.title', { title })} @click=${() => this.#delete(recording)}>${icon('trash')}</button>
        </div>
      </li>`;
  }
}

const pictureOf = ({ id, picture }) => html`${river(id)}${picture ? html`<img src=${picture} alt="" loading="lazy" @error=${({ target }) => { target.hidden = true; }}>` : nothing}`;

const card = recording => {
  const { id, title, startedAt, durationMs, state } = recording;
  return html`
    <li class="card">
      <div class="picture">${pictureOf(recording)}<span class="badge glass length">${clock(durationMs / 1000)}</span>${state === 'recording' ? html`<span class="badge on-air">${icon('live')}${t('live.badge')}</span>` : nothing}</div>
      <h3><a href="/v/${id}">${title}</a></h3>
      <p class="facts"><time datetime=${startedAt} title=${language.date(startedAt)}>${language.ago(startedAt)}</time></p>
    </li>`;
};

customElements.define('weir-recordings', Recordings);
