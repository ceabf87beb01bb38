// The media servers of this node's engine, where it has any, and what an operator may ask of them.

import { html, nothing } from 'lit';
import { WeirElement } from '../core/element.js';
import { get, post, put, remove } from '../core/api.js';
import { Problem } from '../core/problem.js';
import { language, t } from '../core/language.js';
import { confirm, Dialog } from './dialog.js';
import { icon } from './icons.js';
import { millis } from './statistics.js';
import { table } from './table.js';
import { toast } from './toasts.js';

const REFRESH = 5; // seconds
const PATH = 'ops/kurento/servers';
const TONES = { ready: ['good', 'check'], connecting: ['idle', 'chevron'], unwell: ['warn', 'alert'], away: ['bad', 'close'] };
const HEADS = ['ops.server', 'ops.state', 'ops.stages', 'ops.sessions', 'ops.cpu', 'ops.probe', 'ops.restarts', 'ops.order'];

class MediaServers extends WeirElement {
  static properties = { servers: { state: true } };

  #dialog = new Dialog(this);

  constructor() {
    super();
    this.servers = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.#load();
    this.repeat(REFRESH, () => this.#load());
  }

  /** A node without such an engine has none to tell of; while the API is away, the last that was told stays. */
  async #load() {
    try {
      ({ items: this.servers } = await get(PATH, { signal: this.left }));
    } catch (problem) {
      if (!(problem instanceof Problem) && !this.left.aborted) throw problem;
    }
  }

  async #attempt(change) {
    try {
      await change();
      await this.#load();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      toast(problem.text, 'bad');
    }
  }

  #cordon({ name, cordoned }) {
    const path = `${PATH}/${encodeURIComponent(name)}/cordon`;
    return this.#attempt(() => (cordoned ? remove(path) : put(path)));
  }

  #drain({ name }) {
    confirm(this, this.#dialog, {
      title: () => t('ops.drain.title', { name }),
      text: () => t('ops.drain.text'),
      action: () => t('ops.drain'),
      send: async () => {
        await post(`${PATH}/${encodeURIComponent(name)}/drain`);
        await this.#load();
      },
    });
  }

  render() {
    if (this.servers.length === 0) return nothing;
    return html`<section aria-labelledby="servers"><h2 id="servers">${t('ops.servers')}</h2>${table(t('ops.servers'), HEADS, this.servers.map(server => this.#row(server)))}</section>${this.#dialog.view()}`;
  }

  #row(server) {
    const { name, version, state, cordoned, stages, sessions, mostSessions, cpu, probeMillis, restarts } = server;
    const [tone, sign] = TONES[state.toLowerCase()] ?? TONES.connecting;
    return [
      html`<code>${name}</code>${version ? html` <span class="hush">${version}</span>` : nothing}`,
      html`<span class="state ${tone}">${icon(sign)}${t(`state.server.${state.toLowerCase()}`)}</span>${cordoned ? html` <span class="state warn">${t('ops.cordoned')}</span>` : nothing}`,
      language.number(stages),
      `${language.number(sessions)} / ${language.number(mostSessions)}`,
      cpu < 0 ? '–' : language.number(cpu, { style: 'percent' }),
      millis(probeMillis),
      language.number(restarts),
      html`<span class="actions"><button class="button small" type="button" @click=${() => this.#cordon(server)}>${cordoned ? t('ops.uncordon') : t('ops.cordon')}</button><button class="button small danger-quiet" type="button" @click=${() => this.#drain(server)}>${t('ops.drain')}</button></span>`,
    ];
  }
}

customElements.define('weir-media-servers', MediaServers);
