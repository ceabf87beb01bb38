// What this performer sends and receives, measured while somebody looks.

import { html } from 'lit';
import { WeirElement } from '../../core/element.js';
import { t } from '../../core/language.js';
import { Statistics } from '../../stage/statistics.js';
import { statisticsTable } from '../statistics.js';

const LOOK = 2; // seconds between two looks

class Figures extends WeirElement {
  static properties = { performance: { attribute: false }, figures: { state: true } };

  #meters = new WeakMap();

  constructor() {
    super();
    this.figures = [];
  }

  connectedCallback() {
    super.connectedCallback();
    this.repeat(LOOK, () => this.#measure());
  }

  async #measure() {
    const { publishers, watcher } = this.performance;
    const sessions = [['stats.sent', publishers.camera], ['stage.screen', publishers.screen], ['stats.received', watcher]];
    const flowing = sessions.filter(([, session]) => session?.pc);
    this.figures = await Promise.all(flowing.map(async ([name, session]) => [name, await this.#meterOf(session).read(session.pc)]));
  }

  #meterOf(session) {
    if (!this.#meters.has(session)) this.#meters.set(session, new Statistics());
    return this.#meters.get(session);
  }

  render() {
    if (this.figures.length === 0) return html`<p class="hush">${t('stats.none')}</p>`;
    return html`${this.figures.map(([name, figures]) => html`<h3>${t(name)}</h3>${statisticsTable(figures)}`)}`;
  }
}

customElements.define('weir-figures', Figures);
