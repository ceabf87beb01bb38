// What goes wrong between us and the API, as one kind of error (RFC 9457).

import { language, t } from './language.js';

const PREFIX = 'urn:weir:problem:';

export class Problem extends Error {
  constructor({ type = 'about:blank', title = '', status = 0, detail = '', errors = [], instance = '' }, retryAfter = 0) {
    super(title || `HTTP ${status}`);
    Object.assign(this, { type, title, status, detail, errors, instance, retryAfter });
  }

  /** The server could not be reached at all. */
  static away() {
    return new Problem({ type: `${PREFIX}network-away` });
  }

  static async from(response) {
    const isProblem = response.headers.get('Content-Type')?.includes('json');
    const body = isProblem ? await response.json().catch(() => ({})) : {};
    return new Problem({ ...body, status: response.status }, secondsUntilRetry(response));
  }

  get isAway() {
    return this.type === `${PREFIX}network-away`;
  }

  is(name) {
    return this.type === PREFIX + name;
  }

  /** In the reader's language where we know the problem, else in the server's words. */
  get text() {
    const name = this.type.startsWith(PREFIX) ? this.type.slice(PREFIX.length) : '';
    const known = [`problem.${name}`, `problem.${this.status}`].find(key => language.has(key));
    if (known) return t(known, { seconds: language.number(this.retryAfter || 1) });
    return this.detail || this.title || t('problem.unknown');
  }
}

/** Retry-After is a number of seconds or a date (RFC 9110 §10.2.3). */
function secondsUntilRetry(response) {
  const value = response.headers.get('Retry-After');
  if (!value) return 0;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(1, Math.ceil(seconds)) : 0;
}
