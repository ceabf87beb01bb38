// What a room has said, as one list that is kept right while things are edited, deleted, reacted to and said again. Entries
// are replaced, never changed: whoever draws them sees at once which are new.

const MOST = 3_000; // entries; older ones are fetched again when somebody wants them
const TRIM = 500; // at once

export class ChatLog {
  entries = [];
  /** How many there have been: says how many are new since one looked. */
  total = 0;
  #places = new Map(); // key → place in `entries`, from `#first` on
  #keys = new Map(); // seq → key
  #first = 0;

  take(events) {
    for (const event of events) this.#KINDS[event.type]?.(event);
    if (this.entries.length > MOST + TRIM) this.#trim();
  }

  /** Older ones, oldest first, at the top. Returned are all of them, whether they were known or not. */
  prepend(events) {
    const before = new ChatLog();
    before.take(events);
    this.#restart([...before.entries.filter(({ key }) => !this.#places.has(key)), ...this.entries]);
    return before.entries;
  }

  /** What is known now of the end of a gap; the rest of it, if any, stays one. */
  fill({ key, from }, events) {
    const place = this.#places.get(key) - this.#first;
    if (!this.entries[place]) return;
    const found = new ChatLog();
    found.take(events.filter(({ seq }) => seq >= from));
    const first = events[0]?.seq ?? from;
    const rest = first > from ? [{ ...this.entries[place], to: first - 1 }] : [];
    const fresh = found.entries.filter(entry => !this.#places.has(entry.key));
    this.#restart([...this.entries.slice(0, place), ...rest, ...fresh, ...this.entries.slice(place + 1)]);
  }

  /** Ours, shown before the room has it. */
  saying({ id, from, text, reply }) {
    this.#append({ key: `${from.id} ${id}`, kind: 'message', id, seq: 0, from, text, at: new Date().toISOString(), reply, mentions: [], state: 'saying' });
  }

  /** It did not come through: the words go back to whoever wrote them. */
  unsaid(id, from) {
    const key = `${from.id} ${id}`;
    if (this.#entry(key)?.state) this.#restart(this.entries.filter(entry => entry.key !== key));
  }

  /** Moderators look at it first. */
  held(id, from) {
    this.#change(`${from.id} ${id}`, { state: 'held' });
  }

  reacted(messages) {
    for (const { seq, emoji, count } of messages) {
      const entry = this.#entry(this.#keys.get(seq));
      if (entry) this.#change(entry.key, { reactions: new Map(entry.reactions).set(emoji, count) });
    }
  }

  moved(seqs) {
    for (const [from, to] of seqs) {
      const key = this.#keys.get(from);
      if (!key) continue;
      this.#keys.set(to, key);
      this.#change(key, { seq: to });
    }
  }

  bySeq(seq) {
    return this.#entry(this.#keys.get(seq));
  }

  #KINDS = {
    message: event => this.#message(event),
    edited: ({ message, text, mentions }) => this.#change(this.#keys.get(message), { text, mentions: mentions ?? [], edited: true }),
    deleted: ({ message, by }) => this.#change(this.#keys.get(message), { gone: by ?? 'moderator', text: '' }),
    cleared: ({ handle }) => this.#clear(handle),
    system: event => this.#append({ ...event, key: `system ${event.seq}`, kind: 'system' }),
    gap: ({ from, to }) => this.#append({ key: `gap ${from}`, kind: 'gap', seq: 0, from, to }),
  };

  #message(event) {
    const key = `${event.from.id} ${event.id}`;
    const known = this.#entry(key);
    const entry = { mentions: [], ...event, key, kind: 'message', state: undefined };
    this.#keys.set(event.seq, key);
    if (known) this.#change(key, { ...entry, reactions: known.reactions });
    else this.#append(entry);
  }

  #clear(handle) {
    for (const entry of this.entries) {
      if (entry.kind === 'message' && entry.from.handle === handle && !entry.gone) this.#change(entry.key, { gone: 'moderator', text: '' });
    }
  }

  #append(entry) {
    this.#places.set(entry.key, this.#first + this.entries.length);
    if (entry.seq > 0) this.#keys.set(entry.seq, entry.key);
    this.entries.push(entry);
    this.total++;
  }

  #change(key, fields) {
    const place = this.#places.get(key) - this.#first;
    if (this.entries[place]) this.entries[place] = { ...this.entries[place], ...fields };
  }

  #entry(key) {
    return this.entries[this.#places.get(key) - this.#first];
  }

  #trim() {
    for (const { key, seq } of this.entries.splice(0, TRIM)) {
      this.#places.delete(key);
      this.#keys.delete(seq);
    }
    this.#first += TRIM;
  }

  #restart(entries) {
    this.entries = entries;
    this.#first = 0;
    this.#places = new Map(entries.map(({ key }, place) => [key, place]));
    this.#keys = new Map(entries.filter(({ seq }) => seq > 0).map(({ key, seq }) => [seq, key]));
  }
}
