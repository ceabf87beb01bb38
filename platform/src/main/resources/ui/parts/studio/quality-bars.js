// How well somebody is received: five bars, a word for ears, and the figures for who wants them.

import { html, nothing, svg } from 'lit';
import { language, t } from '../../core/language.js';
import { bits, millis } from '../statistics.js';

export const qualityBars = quality => (quality
  ? html`
    <span class="quality" data-score=${quality.score} title=${figuresOf(quality)}>
      <svg viewBox="0 0 25 16" width="25" height="16" aria-hidden="true">${[1, 2, 3, 4, 5].map(bar => svg`
        <rect class=${bar <= quality.score ? 'on' : ''} x=${(bar - 1) * 5} y=${16 - bar * 3} width="3.500" height=${bar * 3} rx="1"></rect>`)}</svg>
      <span class="sr">${t(`quality.${quality.score}`)}</span>
    </span>`
  : nothing);

export const figuresOf = ({ height, bitrate, lossPercent, roundTripMillis }) => [
  height > 0 ? `${height}p` : '',
  bits(bitrate),
  t('quality.loss', { value: `${language.number(lossPercent ?? 0, { maximumFractionDigits: 1 })} %` }),
  millis(roundTripMillis),
].filter(Boolean).join(' · ');
