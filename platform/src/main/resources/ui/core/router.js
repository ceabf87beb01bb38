// Where the reader is: the address bar and the page drawn for it.

import { session } from './session.js';
import { routeAt } from './routes.js';

class Router extends EventTarget {
  /** What is on show; replaced only when the next page's code is here, so that there is never a blank in between. */
  current = null;
  /** Asked before the page in view is left: resolves to whether it may be. */
  hold = null;
  #turn = 0;
  #path = null;

  start() {
    addEventListener('popstate', () => this.#back());
    document.addEventListener('click', event => this.#follow(event));
    session.addEventListener('change', () => this.#recheck());
    return this.#show(true);
  }

  async go(path, { replace = false } = {}) {
    if (this.hold && !(await this.hold())) return undefined;
    history[replace ? 'replaceState' : 'pushState'](null, '', path);
    return this.#show(false, true);
  }

  /** By then the address has changed already; whoever may not leave yet gets it back, and is asked. */
  #back() {
    if (!this.hold) return this.#show(false);
    const wanted = location.pathname + location.search;
    history.pushState(null, '', this.#path);
    return this.go(wanted);
  }

  async #show(first, toTop = false) {
    const turn = ++this.#turn;
    this.hold = null;
    this.#path = location.pathname + location.search;
    const route = routeAt(location.pathname);
    const [page] = await Promise.all([this.#pageFor(route), load(route.id)]);
    if (turn !== this.#turn) return; // the reader went on meanwhile
    if (page === 'signin' && route.id !== 'signin') {
      const next = encodeURIComponent(location.pathname + location.search);
      return this.go(`/signin?next=${next}`, { replace: true });
    }
    if (page !== route.id) await load(page);
    this.current = { id: page, params: route.params, frame: page === route.id ? route.frame : undefined, key: `${page} ${location.pathname}` };
    if (toTop) scrollTo(0, 0);
    this.dispatchEvent(new CustomEvent('change', { detail: { first } }));
  }

  /** The page that may be shown: the one asked for, or the way to be allowed to see it. */
  async #pageFor(route) {
    if (!route.needs || isExcused(route)) return route.id;
    await session.ready;
    if (session.isUnsure) return 'away';
    if (!session.account) return 'signin';
    return route.needs === 'account' || session.has(route.needs) ? route.id : 'forbidden';
  }

  /** Signing out, here or in another tab, takes effect on the page in view. */
  #recheck() {
    const route = routeAt(location.pathname);
    if (this.current && route.needs && !isExcused(route) && !session.account) this.#show(false);
  }

  #follow(event) {
    const link = event.target.closest?.('a[href]');
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
    if (!link || !plain || event.defaultPrevented || link.target || link.hasAttribute('download')) return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || routeAt(url.pathname).id === 'missing') return;
    if (url.pathname === location.pathname && url.hash) return; // a jump within the page
    event.preventDefault();
    this.go(url.pathname + url.search + url.hash);
  }
}

/** Something in the address stands in for an account. */
const isExcused = ({ unless }) => unless !== undefined && new URLSearchParams(location.search).has(unless);

/** A module that cannot be fetched has been replaced by an upgrade: only a fresh start gets the new ones. */
async function load(id) {
  try {
    await import(`../pages/${id}.js`);
  } catch (error) {
    const tried = sessionStorage.getItem('weir-reloaded') === id;
    if (tried || !navigator.onLine) throw error;
    sessionStorage.setItem('weir-reloaded', id);
    location.reload();
    await new Promise(() => {}); // the page is going away
  }
  sessionStorage.removeItem('weir-reloaded');
}

export const router = new Router();
