// What a channel shows at the moment, as a still picture that is fetched again while somebody looks at it. Beneath it, and in
// its place where there is none, lies the channel's own stretch of river.

import { html, nothing } from 'lit';
import { WeirElement } from '../core/element.js';
import { river } from './river.js';

const FRESH = 5; // seconds
const LATER = 6; // rounds that are left out after one that brought nothing

class LivePicture extends WeirElement {
  static properties = { slug: {}, src: {}, shown: { state: true } };

  #inView = false;
  #pause = 0;
  #watch = new IntersectionObserver(entries => this.#moved(entries.at(-1).isIntersecting));

  constructor() {
    super();
    this.shown = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.#watch.observe(this);
    this.repeat(FRESH, () => this.#refresh());
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#watch.disconnect();
  }

  #moved(inView) {
    this.#inView = inView;
    if (inView && !this.shown) this.#refresh();
  }

  /** The next picture takes the place of the last only when it is there: nothing flickers. */
  async #refresh() {
    if (!this.src || !this.#inView || this.#pause-- > 0) return;
    const next = new Image();
    const url = new URL(this.src, location.origin);
    url.searchParams.set('at', Math.floor(Date.now() / 1000 / FRESH)); // the same for all who look now, so that caches help
    next.src = url.href;
    try {
      await next.decode();
      this.#pause = 0;
      this.shown = url.href;
    } catch {
      this.#pause = LATER;
      this.shown = null;
    }
  }

  render() {
    return html`${river(this.slug)}${this.shown ? html`<img src=${this.shown} alt="">` : nothing}`;
  }
}

customElements.define('weir-live-picture', LivePicture);
