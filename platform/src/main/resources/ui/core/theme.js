// Light or dark. The choice travels in a cookie, so that the server writes it into the first bytes and nothing flashes.

const COOKIE_AGE = 365 * 24 * 60 * 60;
const COLORS = { light: '#f3f6f4', dark: '#07181e' };

export const THEMES = ['auto', 'light', 'dark'];

class Theme extends EventTarget {
  choice = document.documentElement.dataset.theme;

  choose(choice) {
    document.cookie = `weir-theme=${choice}; Path=/; Max-Age=${COOKIE_AGE}; SameSite=Lax`;
    this.#show(choice);
  }

  /** A shell kept for offline use may be older than the choice. */
  start() {
    const chosen = /(?:^|; )weir-theme=(\w+)/.exec(document.cookie)?.[1];
    if (THEMES.includes(chosen) && chosen !== this.choice) this.#show(chosen);
  }

  #show(choice) {
    this.choice = choice;
    document.documentElement.dataset.theme = choice;
    for (const meta of document.querySelectorAll('meta[name=theme-color]')) {
      const own = meta.media.includes('dark') ? 'dark' : 'light';
      meta.content = COLORS[choice === 'auto' ? own : choice];
    }
    this.dispatchEvent(new Event('change'));
  }
}

export const theme = new Theme();
