// Whether the server can be reached: what the device says, corrected by how our own requests fare.

class Connection extends EventTarget {
  away = !navigator.onLine;

  constructor() {
    super();
    addEventListener('online', () => this.#set(false));
    addEventListener('offline', () => this.#set(true));
  }

  worked() {
    this.#set(false);
  }

  failed() {
    this.#set(true);
  }

  #set(away) {
    if (away === this.away) return;
    this.away = away;
    this.dispatchEvent(new Event('change'));
  }
}

export const connection = new Connection();
