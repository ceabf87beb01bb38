// Figures for those who want to know: what flows on each track, and the path it takes.

import { html, nothing } from 'lit';
import { language, t } from '../core/language.js';
import { table } from './table.js';

export const bits = value => (value >= 1_000_000
  ? `${language.number(value / 1_000_000, { maximumFractionDigits: 1 })} Mbit/s`
  : `${language.number(Math.round((value ?? 0) / 1000))} kbit/s`);

export const millis = value => (value === undefined || value === null ? '–' : `${language.number(value)} ms`);

/** A delay as people feel it. */
export const delayed = value => (value < 1500 ? millis(value) : `${language.number(value / 1000, { maximumFractionDigits: 1 })} s`);

const percent = value => `${language.number(value ?? 0, { maximumFractionDigits: 1 })} %`;

const HEADS = ['stats.track', 'stats.codec', 'stats.bitrate', 'stats.picture', 'stats.loss', 'stats.buffer', 'stats.freezes'];

export const statisticsTable = figures => (figures
  ? html`
    <p class="facts">
      <span>${t('stats.roundtrip', { value: millis(figures.roundTrip) })}</span>
      ${figures.path ? html`<span>${t('stats.path', { value: figures.path })}</span>` : nothing}
      ${figures.available ? html`<span>${t('stats.available', { value: bits(figures.available) })}</span>` : nothing}
    </p>
    ${table(t('stats.heading'), HEADS, figures.rows.map(cells))}`
  : html`<p class="hush">${t('stats.none')}</p>`);

const cells = row => [
  [t(`stats.${row.kind}`), row.rid].filter(Boolean).join(' '),
  row.codec ?? '–',
  bits(row.bitrate),
  row.kind === 'video' ? `${row.width}×${row.height}@${row.fps}` : '–',
  percent(row.loss),
  row.inward ? millis(row.jitterBuffer) : '–',
  row.inward && row.kind === 'video' ? language.number(row.freezes) : '–',
];
