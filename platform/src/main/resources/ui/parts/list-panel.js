// A panel that fetches a list of its own and changes it: loads, shows, complains, and loads again after a change.

import { html } from 'lit';
import { WeirElement } from '../core/element.js';
import { get } from '../core/api.js';
import { Problem } from '../core/problem.js';
import { t } from '../core/language.js';
import { icon } from './icons.js';
import { toast } from './toasts.js';

export class ListPanel extends WeirElement {
  static properties = { slug: {}, items: { state: true }, problem: { state: true } };

  constructor() {
    super();
    this.items = null;
    this.problem = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.reload();
  }

  /** Where the list is; the API's answer has it in `items`. */
  get path() {
    throw new Error('A list needs a path');
  }

  async reload() {
    this.problem = null;
    try {
      ({ items: this.items } = await get(this.path, { signal: this.left }));
    } catch (problem) {
      if (this.left.aborted) return;
      if (!(problem instanceof Problem)) throw problem;
      this.problem = problem;
    }
  }

  /** A change made by a button and not by a form: if it fails, a toast says so. */
  async attempt(change, done) {
    try {
      await change();
      if (done) toast(done);
      await this.reload();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      toast(problem.text, 'bad');
    }
  }

  /** As high as one entry from the start: most lists are that short, and what stands below then never moves. */
  renderList(line, empty) {
    return html`<div class="list">${this.#content(line, empty)}</div>`;
  }

  #content(line, empty) {
    if (this.problem) {
      return html`<p class="notice bad" role="alert">${icon('alert')}<span>${this.problem.text}</span>
        <button class="button small" type="button" @click=${() => this.reload()}>${t('error.again')}</button></p>`;
    }
    if (!this.items) return html`<div class="skeleton line"></div><div class="skeleton line short"></div>`;
    return this.items.length === 0 ? html`<p class="hush">${empty}</p>` : html`<ul class="lines">${this.items.map(line)}</ul>`;
  }
}
