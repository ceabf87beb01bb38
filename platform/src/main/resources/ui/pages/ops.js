// How the nodes are: for operators.

import { html, nothing } from 'lit';
import { WeirPage } from '../core/page.js';
import { get } from '../core/api.js';
import { Problem } from '../core/problem.js';
import { language, t } from '../core/language.js';
import { icon } from '../parts/icons.js';
import { table } from '../parts/table.js';
import '../parts/media-servers.js';
import './forbidden.js';

const REFRESH = 5; // seconds

/** What a state means to an operator: a colour, a sign, and a word in the messages. */
const GUARD_TONES = { closed: 'good', 'half-open': 'warn', open: 'bad', 'forced-open': 'bad', disabled: 'idle' };
const HEALTH_TONES = { up: 'good', degraded: 'warn', unknown: 'idle', 'out-of-service': 'warn', down: 'bad' };
const PROGRAM_TONES = { beginning: 'idle', 'on-air': 'good', waiting: 'bad', over: 'idle' };
const SIGNS = { good: 'check', warn: 'alert', bad: 'close', idle: 'chevron' };

class Operations extends WeirPage {
  static properties = { stale: { state: true } };

  connectedCallback() {
    super.connectedCallback();
    this.repeat(REFRESH, () => this.#refresh());
  }

  async load() {
    const options = { signal: this.left };
    const [health, guards, nodes, programs] = await Promise.all(['health', 'guards', 'nodes', 'programs'].map(what => get(`ops/${what}`, options)));
    return { health, guards, nodes: nodes.items, programs: programs.items, at: Date.now() };
  }

  /** The last picture stays on show when a round fails, marked as such: now is when an operator needs it. */
  async #refresh() {
    if (!this.data) return;
    try {
      this.data = await this.load();
      this.stale = false;
    } catch (problem) {
      if (!(problem instanceof Problem) && !this.left.aborted) throw problem;
      this.stale = true;
    }
  }

  render() {
    return this.problem?.status === 403
      ? html`<weir-forbidden></weir-forbidden>`
      : super.render();
  }

  renderData() {
    const { health, guards, nodes, programs, at } = this.data;
    return html`
      <div class="head">
        <div><h1 tabindex="-1">${t('ops.heading')}</h1>
        <p class="lead ${this.stale ? 'wrong' : ''}">${t(this.stale ? 'ops.stale' : 'ops.fresh', { time: language.date(at, { timeStyle: 'medium' }) })}</p></div>
        ${state(HEALTH_TONES, health.status, 'health')}
      </div>
      <section aria-labelledby="components"><h2 id="components">${t('ops.components')}</h2>${this.#components(health.components)}</section>
      ${hasServers(health.components) ? html`<weir-media-servers></weir-media-servers>` : nothing}
      <section aria-labelledby="guards"><h2 id="guards">${t('ops.guards')}</h2>${this.#guards(guards.guards)}</section>
      <section aria-labelledby="nodes"><h2 id="nodes">${t('ops.nodes')}</h2>${this.#nodes(nodes)}</section>
      <section aria-labelledby="programs"><h2 id="programs">${t('ops.programs')}</h2>${this.#programs(programs)}</section>
      <section aria-labelledby="transitions"><h2 id="transitions">${t('ops.transitions')}</h2>${this.#transitions(guards.transitions)}</section>`;
  }

  #components(components) {
    return html`<ul class="tiles">${Object.entries(components ?? {}).map(([name, { status, details }]) => html`
      <li class="tile"><div class="tile-head"><h3>${name}</h3>${state(HEALTH_TONES, status, 'health')}</div>${name === 'guards' ? nothing : facts(details)}</li>`)}</ul>`;
  }

  #guards(guards) {
    return html`<ul class="tiles">${guards.map(guard => html`
      <li class="tile">
        <div class="tile-head"><h3>${guard.name}</h3>${state(GUARD_TONES, guard.state, 'guard')}</div>
        <dl class="figures">
          ${figure('ops.rate', guard.failureRate < 0 ? '–' : language.number(guard.failureRate / 100, { style: 'percent', maximumFractionDigits: 1 }))}
          ${figure('ops.calls', language.number(guard.calls))}
          ${figure('ops.failed', language.number(guard.failed))}
          ${figure('ops.rejected', language.number(guard.rejected))}
        </dl>
        <p class="facts">${t('ops.since', { when: language.ago(guard.since) })}</p>
      </li>`)}</ul>`;
  }

  #nodes(nodes) {
    return table(t('ops.nodes'), ['ops.node', 'ops.version', 'ops.roles', 'ops.started', 'ops.seen'], nodes.map(node => [
      html`<code>${node.id}</code>${node.self ? html` <span class="badge">${t('ops.self')}</span>` : nothing}`,
      node.version, node.roles.map(role => role.toLowerCase()).join(', '), language.date(node.startedAt), language.ago(node.lastSeenAt),
    ]));
  }

  #programs(programs) {
    if (programs.length === 0) return html`<p class="hush">${t('ops.programs.none')}</p>`;
    return table(t('ops.programs'), ['ops.channel', 'ops.state', 'ops.rungs', 'ops.cpu', 'ops.parts', 'ops.late', 'ops.restarts', 'ops.delay', 'ops.part-age'], programs.map(({ slug, state: now, problem, partAgeMillis, making }) => [
      html`<a href="/c/${slug}">${slug}</a>`,
      html`${state(PROGRAM_TONES, now, 'program')}${problem ? html` ${problem}` : nothing}`,
      making ? html`${making.rungs.join(', ')} <code>${making.encoder}</code>` : '–',
      making ? language.number(making.cores, { maximumFractionDigits: 2 }) : '–',
      making ? language.number(making.parts) : '–',
      making ? language.number(making.lateParts) : '–',
      making ? language.number(making.restarts) : '–',
      making ? seconds(making.delayMillis) : '–',
      partAgeMillis === null ? '–' : seconds(partAgeMillis),
    ]));
  }

  #transitions(transitions) {
    if (transitions.length === 0) return html`<p class="hush">${t('ops.calm')}</p>`;
    return table(t('ops.transitions'), ['ops.at', 'ops.guard', 'ops.change', 'ops.node', 'ops.cause'], transitions.map(change => [
      language.date(change.at, { dateStyle: 'short', timeStyle: 'medium' }), change.guard,
      html`<span class="change">${state(GUARD_TONES, change.from, 'guard')}<span aria-hidden="true">→</span>${state(GUARD_TONES, change.to, 'guard')}</span>`,
      html`<code>${change.node}</code>`, change.cause || '–',
    ]));
  }
}

const hasServers = components => Object.values(components ?? {}).some(({ details }) => details?.servers);

const seconds = millis => language.number(millis / 1000, { style: 'unit', unit: 'second', maximumFractionDigits: 1 });

const figure = (key, value) => html`<div><dt>${t(key)}</dt><dd>${value}</dd></div>`;

/** Of what a component says of itself, what is short; the guards have a section of their own. */
function facts(details) {
  const said = Object.entries(details ?? {})
    .filter(([name, value]) => name !== 'path' && ['string', 'number'].includes(typeof value));
  if (said.length === 0) return nothing;
  return html`<p class="facts">${said.map(([name, value]) => html`<span>${name} ${typeof value === 'number' ? size(value) : value}</span>`)}</p>`;
}

/** Large numbers are bytes here. */
const size = value => (value < 1e6
  ? language.number(value)
  : language.number(value / 1e9, { style: 'unit', unit: 'gigabyte', maximumFractionDigits: value < 1e9 ? 2 : 0 }));

/** Servers write HALF_OPEN where people read "half open". */
function state(tones, value, kind) {
  const name = value.toLowerCase().replaceAll('_', '-');
  const tone = tones[name] ?? 'idle';
  const key = `state.${kind}.${name}`;
  return html`<span class="state ${tone}">${icon(SIGNS[tone])}${language.has(key) ? t(key) : value}</span>`;
}

customElements.define('weir-ops', Operations);
