// The reader's language: texts, plurals, numbers and dates. The server has already chosen one by the time we run.

const COOKIE_AGE = 365 * 24 * 60 * 60;

export const LANGUAGES = [
  ['en', 'English'], ['es', 'Español'], ['fr', 'Français'], ['de', 'Deutsch'], ['pt', 'Português'],
  ['ru', 'Русский'], ['zh', '中文'], ['ja', '日本語'], ['ko', '한국어'],
];

class Language extends EventTarget {
  code = document.documentElement.lang;
  #texts = {};
  #plurals = new Intl.PluralRules(this.code);
  #wanted = this.code;
  #formats = new Map();

  /** The first texts; nothing is drawn before they are here. A cookie is newer than a shell kept for offline use. */
  async start() {
    const chosen = /(?:^|; )weir-lang=([a-z]{2})/.exec(document.cookie)?.[1];
    await this.#use(LANGUAGES.some(([code]) => code === chosen) ? chosen : this.code);
  }

  /** Everything on the page changes in one frame, once the texts are here. */
  async choose(code) {
    this.#wanted = code;
    document.cookie = `weir-lang=${code}; Path=/; Max-Age=${COOKIE_AGE}; SameSite=Lax`;
    await this.#use(code);
  }

  async #use(code) {
    this.#wanted = code;
    const response = await fetch(new URL(`../messages/${code}.json`, import.meta.url));
    const texts = await response.json();
    if (this.#wanted !== code) return; // chosen again meanwhile
    this.#texts = texts;
    this.#formats.clear();
    this.#plurals = new Intl.PluralRules(code);
    this.code = code;
    document.documentElement.lang = code;
    this.dispatchEvent(new Event('change'));
  }

  has(key) {
    return key in this.#texts;
  }

  text(key, values = {}) {
    return (this.#texts[key] ?? key).replace(/\{(\w+)\}/g, (slot, name) => values[name] ?? slot);
  }

  /** `key.one`, `key.few` … by the language's own rules; `{count}` is written as the language writes numbers. */
  plural(key, count) {
    const form = `${key}.${this.#plurals.select(count)}`;
    return this.text(this.has(form) ? form : `${key}.other`, { count: this.number(count) });
  }

  number(value, options) {
    return this.#format(Intl.NumberFormat, options).format(value);
  }

  date(instant, options = { dateStyle: 'medium', timeStyle: 'short' }) {
    return this.#format(Intl.DateTimeFormat, options).format(new Date(instant));
  }

  /** Making a format costs a hundred times what using it does, and a lively chat uses hundreds a second. */
  #format(Kind, options) {
    const key = Kind.name + JSON.stringify(options);
    if (!this.#formats.has(key)) this.#formats.set(key, new Kind(this.code, options));
    return this.#formats.get(key);
  }

  /** "3 hours ago", in the largest unit that says something. */
  ago(instant, now = Date.now()) {
    const seconds = Math.round((new Date(instant).getTime() - now) / 1000);
    const units = [['day', 86400], ['hour', 3600], ['minute', 60]];
    const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1];
    return this.#format(Intl.RelativeTimeFormat, { numeric: 'auto' }).format(Math.trunc(seconds / size), unit);
  }
}

export const language = new Language();
export const t = (key, values) => language.text(key, values);
