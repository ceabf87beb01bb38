// What has been on air: when, how long, who was there and how many watched. Fetched when somebody opens it.

import { html, nothing } from 'lit';
import { ListPanel } from './list-panel.js';
import { language, t } from '../core/language.js';

class Broadcasts extends ListPanel {
  get path() {
    return `channels/${encodeURIComponent(this.slug)}/broadcasts?limit=10`;
  }

  render() {
    return this.renderList(line, t('broadcasts.none'));
  }
}

const line = ({ startedAt, endedAt, peakViewers, totalViewers, performers }) => html`
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
  </li>`;

const nameOf = performer => performer.name ?? performer;

/** In hours and minutes, as the language writes them. */
function length(from, to) {
  const minutes = Math.max(1, Math.round((Date.parse(to) - Date.parse(from)) / 60_000));
  const unit = (value, name) => language.number(value, { style: 'unit', unit: name, unitDisplay: 'short' });
  return minutes < 60 ? unit(minutes, 'minute') : `${unit(Math.floor(minutes / 60), 'hour')} ${unit(minutes % 60, 'minute')}`;
}

customElements.define('weir-broadcasts', Broadcasts);
