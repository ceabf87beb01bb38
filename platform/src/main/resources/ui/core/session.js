// Who is signed in. The access token lives in memory only; the refresh token in a cookie that no script sees.
//
// A refresh token works once, and showing a used one ends the session everywhere. So tabs take turns (a lock) and
// tell each other the outcome (a channel).

const HINT = 'weir-signed-in';
const UNDER_WAY = 'weir-refreshing';
const LOST = 3_000; // milliseconds after which an answer that a closed page waited for has come, or never will
const EARLY = 20_000; // milliseconds before the end at which a token counts as old

class Session extends EventTarget {
  account = null;
  token = null;
  settled = false;
  #expiresAt = 0;
  #refreshing = null;
  #tabs = new BroadcastChannel('weir-session');

  constructor() {
    super();
    this.#tabs.onmessage = ({ data }) => (data.token ? this.#adopt(data) : this.#forget());
    /** Settled once it is known whether somebody is signed in. */
    this.ready = localStorage.getItem(HINT) ? this.refresh() : Promise.resolve(false);
    this.ready.then(() => {
      this.settled = true;
      this.dispatchEvent(new Event('change'));
    });
  }

  /** Somebody was here before, but the server could not be asked who. */
  get isUnsure() {
    return !this.account && localStorage.getItem(HINT) !== null;
  }

  has(role) {
    return this.account?.roles?.some(own => own.toLowerCase() === role) ?? false;
  }

  begin(answer) {
    this.#share(answer);
  }

  /** The account's own data changed, not the session. */
  update(account) {
    this.#announce({ ...this.#snapshot(), account: { ...this.account, ...account } });
  }

  end() {
    this.#forget();
    this.#tabs.postMessage({});
  }

  /** Renews a token that is about to end before it is used in vain. */
  async freshen() {
    await this.ready;
    if (this.token && Date.now() > this.#expiresAt - EARLY) await this.refresh();
  }

  /** Resolves to whether there is a valid token now. */
  refresh() {
    const stale = this.token;
    this.#refreshing ??= navigator.locks
      .request('weir-session', () => (this.token && this.token !== stale ? true : this.#renew()))
      .finally(() => { this.#refreshing = null; });
    return this.#refreshing;
  }

  async #renew() {
    await predecessor();
    localStorage.setItem(UNDER_WAY, Date.now());
    try {
      // keepalive: closing the page now must not lose the new cookie, or the next visit shows the used one.
      const response = await fetch('/api/v1/sessions/refresh', { method: 'POST', keepalive: true });
      if (response.ok) this.#share(await response.json());
      else if (response.status === 401 || response.status === 403) this.end();
      return response.ok;
    } catch {
      return false; // away: the session may well be valid when the network is back
    } finally {
      localStorage.removeItem(UNDER_WAY);
    }
  }

  #share({ accessToken, expiresIn, account }) {
    this.#announce({ token: accessToken, expiresAt: Date.now() + expiresIn * 1000, account });
  }

  #announce(state) {
    this.#adopt(state);
    this.#tabs.postMessage(state);
  }

  #snapshot() {
    return { token: this.token, expiresAt: this.#expiresAt, account: this.account };
  }

  #adopt({ token, expiresAt, account }) {
    Object.assign(this, { token, account });
    this.#expiresAt = expiresAt;
    localStorage.setItem(HINT, '1');
    this.dispatchEvent(new Event('change'));
  }

  #forget() {
    Object.assign(this, { token: null, account: null });
    localStorage.removeItem(HINT);
    this.dispatchEvent(new Event('change'));
  }
}

/**
 * A page that was reloaded in the middle of its turn gave up the lock, but not its request: until the answer is here, the
 * cookie is a used one.
 */
async function predecessor() {
  const age = Date.now() - Number(localStorage.getItem(UNDER_WAY) ?? 0);
  if (age >= 0 && age < LOST) await new Promise(resolve => setTimeout(resolve, LOST - age));
}

export const session = new Session();
