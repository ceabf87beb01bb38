// Who watched one of my channels over time, how much was said, and how it sounded. Fetched when somebody opens it.

import { html, nothing } from 'lit';
import { WeirElement } from '../core/element.js';
import { get } from '../core/api.js';
import { language, t } from '../core/language.js';
import { Problem } from '../core/problem.js';
import { audienceChart, sample, stepAt, stepsOf, WAYS } from './audience-chart.js';
import { icon } from './icons.js';
import { table } from './table.js';

const MINUTE = 60_000;
const DAY = 1440 * MINUTE;
const SPANS = { day: DAY, week: 7 * DAY, month: 30 * DAY };
const LONGEST = 365 * DAY; // that is told at once
const LATE = 2 * MINUTE; // until a minute is written down
const HEADS = ['audience.at', 'audience.stage', 'audience.hls', 'audience.chat', 'audience.messages', 'audience.speakers', 'audience.reactions', 'audience.sentiment'];

class Audience extends WeirElement {
  /** `broadcast` is the newest, `{ startedAt, endedAt? }`, or null. */
  static properties = { slug: {}, broadcast: { attribute: false }, range: { state: true }, curve: { state: true }, problem: { state: true }, width: { state: true }, chosen: { state: true }, listed: { state: true } };

  #asked = 0;
  #sizes = new ResizeObserver(([{ contentRect }]) => { this.width = Math.floor(contentRect.width); });

  constructor() {
    super();
    this.curve = null;
    this.problem = null;
    this.width = 0;
    this.chosen = -1;
    this.listed = false;
  }

  connectedCallback() {
    super.connectedCallback();
    this.range ??= this.broadcast ? 'broadcast' : 'day';
    this.reload();
    this.repeat(60, () => this.#isRunning && this.reload());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#sizes.disconnect();
  }

  firstUpdated() {
    this.#sizes.observe(this.querySelector('.chart-space'));
  }

  get #isRunning() {
    return this.range !== 'broadcast' || !this.broadcast?.endedAt;
  }

  /** In whole minutes, so that who comes back soon is answered by the browser. */
  get #query() {
    if (this.range === 'broadcast') {
      const { startedAt, endedAt } = this.broadcast;
      const from = Math.max(Date.parse(startedAt), Date.parse(endedAt ?? new Date().toISOString()) - LONGEST);
      return new URLSearchParams({ from: new Date(from).toISOString(), ...(endedAt ? { to: endedAt } : {}) });
    }
    const now = Math.floor(Date.now() / MINUTE) * MINUTE;
    return new URLSearchParams({ from: new Date(now - SPANS[this.range]).toISOString() });
  }

  async reload() {
    const asked = ++this.#asked;
    this.problem = null;
    try {
      const curve = await get(`channels/${encodeURIComponent(this.slug)}/audience?${this.#query}`, { signal: this.left });
      if (asked === this.#asked) this.curve = curve; // another time may have been chosen meanwhile
    } catch (problem) {
      if (this.left.aborted || asked !== this.#asked) return;
      if (!(problem instanceof Problem)) throw problem;
      this.problem = problem;
    }
  }

  #choose(range) {
    this.range = range;
    this.curve = null;
    this.chosen = -1;
    this.reload();
  }

  render() {
    const ranges = [...(this.broadcast ? ['broadcast'] : []), ...Object.keys(SPANS)];
    return html`
      <div class="field"><label for="audience-range">${t('audience.range')}</label>
        <div class="input select"><select id="audience-range" @change=${({ target }) => this.#choose(target.value)}>
          ${ranges.map(range => html`<option value=${range} ?selected=${range === this.range}>${t(`audience.range.${range}`)}</option>`)}
        </select>${icon('chevron')}</div></div>
      <div class="chart-space">${this.#content()}</div>`;
  }

  #content() {
    return html`${this.problem ? this.#complaint() : nothing}${this.#known()}`;
  }

  #complaint() {
    return html`<p class="notice bad" role="alert">${icon('alert')}<span>${this.problem.text}</span>
      <button class="button small" type="button" @click=${() => this.reload()}>${t('error.again')}</button></p>`;
  }

  #known() {
    if (!this.curve && this.problem) return nothing;
    if (!this.curve) return html`<div class="skeleton chart-waits"></div>`;
    if (this.curve.points.length === 0) return html`<p class="hush">${t('audience.none')}</p>`;
    return this.#drawn(stepsOf(this.curve, this.#isRunning ? Date.now() - LATE : Infinity));
  }

  #drawn(steps) {
    const { points } = this.curve;
    return html`
      <dl class="figures">
        ${WAYS.map(way => figure(html`${sample(way)}${t(`audience.${way}`)}`, Math.max(...points.map(point => point[way]))))}
        ${figure(t('audience.messages'), sum(points, 'messages'))}
        ${figure(t('audience.reactions'), sum(points, 'reactions'))}
      </dl>
      ${this.width > 0 ? html`<div class="chart-drawn" @pointermove=${event => this.#point(event, steps)} @pointerdown=${event => this.#point(event, steps)} @pointerleave=${({ pointerType }) => { if (pointerType === 'mouse') this.chosen = -1; }}>
        ${audienceChart(this.curve, steps, this.width, this.chosen)}</div>` : nothing}
      <p class="facts reading">${steps[this.chosen] ? this.#reading(steps[this.chosen]) : html`<span>${t('audience.reading')}</span>`}</p>
      <p class="hush">${t('audience.note')} ${this.#moodNote(points)}</p>
      <details class="as-table" @toggle=${event => { this.listed = event.target.open; }}><summary>${t('audience.table')}</summary>
        ${this.listed ? table(t('audience.heading'), HEADS, points.map(point => [this.#time(point.at), ...cells(point)])) : nothing}</details>`;
  }

  #point(event, steps) {
    const { left } = event.currentTarget.getBoundingClientRect();
    this.chosen = stepAt(this.curve, steps, this.width, event.clientX - left);
  }

  #reading(step) {
    const named = ['stage', 'hls', 'chat', 'messages', 'speakers', 'reactions'].filter(what => step[what] > 0);
    return html`<strong>${this.#time(step.at)}</strong>
      ${named.map(what => html`<span>${t(`audience.${what}`)} ${language.number(step[what])}</span>`)}
      ${step.sentiment === null ? nothing : html`<span>${t('audience.sentiment')} ${mood(step.sentiment)}</span>`}`;
  }

  #moodNote(points) {
    const messages = sum(points, 'messages');
    return messages === 0 ? nothing : t('audience.sentiment.note', { share: language.number(Math.min(1, sum(points, 'scored') / messages), { style: 'percent' }) });
  }

  #time(at) {
    return this.curve.step === '1d' ? language.date(at, { dateStyle: 'medium', timeZone: 'UTC' }) : language.date(at);
  }
}

const sum = (points, what) => points.reduce((all, point) => all + point[what], 0);

const figure = (name, value) => html`<div><dt>${name}</dt><dd>${language.number(value)}</dd></div>`;

const mood = value => language.number(value, { signDisplay: 'exceptZero', maximumFractionDigits: 2 });

const cells = point => [...['stage', 'hls', 'chat', 'messages', 'speakers', 'reactions'].map(what => language.number(point[what])), point.sentiment === null ? '–' : mood(point.sentiment)];

customElements.define('weir-audience', Audience);
