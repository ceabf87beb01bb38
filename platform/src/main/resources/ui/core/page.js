// A page: loads what it shows, then shows it, or says why it cannot.

import { html } from 'lit';
import { WeirElement } from './element.js';
import { t } from './language.js';
import { Problem } from './problem.js';
import { icon } from '../parts/icons.js';

export class WeirPage extends WeirElement {
  #headingHadFocus = false;

  static properties = { params: { attribute: false }, data: { state: true }, problem: { state: true } };

  constructor() {
    super();
    this.params = {};
    this.data = null;
    this.problem = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.reload();
  }

  /** For pages that need data: fetch and return it. */
  async load() {
    return {};
  }

  async reload() {
    this.problem = null;
    try {
      this.data = await this.load();
    } catch (problem) {
      this.fail(problem);
    }
  }

  /** A request that we gave up ourselves is no problem; anything that is not one of the API's is a bug and loud. */
  fail(problem) {
    if (this.left.aborted) return;
    if (!(problem instanceof Problem)) throw problem;
    this.problem = problem;
  }

  /** The name of the tab, once known; until then the route's own title stands. */
  get heading() {
    return null;
  }

  willUpdate() {
    this.#headingHadFocus = document.activeElement !== null && document.activeElement === this.querySelector('h1');
  }

  /** When the waiting gives way to the page, the heading is another element: whoever was reading it stays with it. */
  updated() {
    if (this.#headingHadFocus && !this.contains(document.activeElement)) {
      this.querySelector('h1')?.focus({ preventScroll: true });
    }
    if (this.heading) document.title = t('title.named', { name: this.heading });
  }

  render() {
    if (this.problem?.status === 404) return this.renderMissing();
    if (this.problem) return this.renderProblem();
    return this.data ? this.renderData() : this.renderWaiting();
  }

  renderMissing() {
    return trouble('missing', t('missing.title'), t('missing.text'), html`<a class="button" href="/">${t('missing.home')}</a>`);
  }

  renderProblem() {
    return trouble('alert', t('error.title'), this.problem.text, html`
      <button class="button" type="button" @click=${() => this.reload()}>${t('error.again')}</button>`);
  }

  renderWaiting() {
    return html`<h1 class="sr" tabindex="-1">${t('app.loading')}</h1><div class="skeleton tall"></div>`;
  }
}

/** A full-page message: what happened, and one way on. */
export const trouble = (name, title, text, action) => html`
  <div class="trouble">
    ${icon(name)}
    <h1 tabindex="-1">${title}</h1>
    <p>${text}</p>
    <div class="actions">${action}</div>
  </div>`;
