// What has been on air: when, how long, who was there and how many watched. Fetched when somebody opens it.

import { html, nothing } from 'lit';
import { get } from '../core/api.js';
import { Problem } from '../core/problem.js';
import { ListPanel } from './list-panel.js';
import { icon } from './icons.js';
import { language, t } from '../core/language.js';

class Broadcasts extends ListPanel {
  #recordings = [];

  /** Each with the recording that it left, if any: the one that began with it. */
  async reload() {
    this.#recordings = await get(`channels/${encodeURIComponent(this.slug)}/recordings?limit=50`, { signal: this.left }).then(({ items }) => items, problem => {
      if (!(problem instanceof Problem) && !this.left.aborted) throw problem;
      return []; // shown without
    });
    await super.reload();
  }

  get path() {
    return `channels/${encodeURIComponent(this.slug)}/broadcasts?limit=10`;
  }

  render() {
    return this.renderList(broadcast => line(broadcast, this.#recordingOf(broadcast)), t('broadcasts.none'));
  }

  #recordingOf({ id, startedAt }) {
    const at = Date.parse(startedAt);
    return this.#recordings.find(recording => recording.id === id || recording.broadcast === id && id !== undefined || Math.abs(Date.parse(recording.startedAt) - at) < SAME);
  }
}

const SAME = 2_000; // milliseconds: a recording begins with the first picture

const line = ({ startedAt, endedAt, peakViewers, totalViewers, performers }, recording) => html`
  <li class="line-item">
    <div class="row-text">
      <strong>${language.date(startedAt)}</strong>
      <p class="facts">
        ${endedAt ? html`<span>${t('broadcasts.length', { duration: length(startedAt, endedAt) })}</span>` : nothing}
        <span>${t('broadcasts.peak', { count: language.number(peakViewers) })}</span>
        <span>${t('broadcasts.total', { count: language.number(totalViewers) })}</span>
        ${performers?.length > 0 ? html`<span>${performers.map(nameOf).join(', ')}</span>` : nothing}
      </p>
    </div>
    ${recording ? html`<a class="button small" href="/v/${recording.id}">${icon('play')}${t('recordings.watch')}</a>` : nothing}
  </li>`;

const nameOf = performer => performer.name ?? performer;

/** In hours and minutes, as the language writes them. */
function length(from, to) {
  const minutes = Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / 60_000));
  const unit = (value, name) => language.number(value, { style: 'unit', unit: name, unitDisplay: 'short' });
  return minutes < 60 ? unit(minutes, 'minute') : `${unit(Math.floor(minutes / 60), 'hour')} ${unit(minutes % 60, 'minute')}`;
}

customElements.define('weir-broadcasts', Broadcasts);
