// The talk as a list of which only what can be seen is in the document. It follows the latest until the reader scrolls up,
// points at a message with the keyboard or opens its menu; then it stands still, and says how many have come since.
//
// The scroller runs from below upwards (`column-reverse`): its origin is the latest message, so that neither new rows nor
// better guesses of how high the older ones are move what is being read.

import { html, nothing } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { guard } from 'lit/directives/guard.js';
import { ref, createRef } from 'lit/directives/ref.js';
import { WeirElement } from '../../core/element.js';
import { language, t } from '../../core/language.js';
import { icon } from '../icons.js';
import { entryView } from './message.js';

const LEAST_HEIGHT = 24; // pixels of a row: says how many are drawn while following
const SPARE = 6; // rows beyond these
const SHARE = 2; // of the time between two drawings, at most one part is drawn, and as much left for all else
const GUESS = 30; // pixels of a row that nobody has measured
const MARGIN = 500; // pixels drawn beyond what is seen
const AWAY = 32; // pixels from the latest from which one has scrolled up

/** Events: `act`, with `{ act, entry, element }` of what was pressed. */
class LogView extends WeirElement {
  static properties = { room: { attribute: false }, emotes: { attribute: false }, still: { state: true }, busy: { state: true } };

  #scroller = createRef();
  #heights = new Map();
  #average = GUESS;
  #entries = [];
  #seen = 0;
  #span = [0, 0];
  #frame = 0;
  #drawnAt = 0;
  #dirty = false;
  #cost = 0;
  #rows = 40;
  #bound = null;
  #sizes = new ResizeObserver(() => this.#resized());
  #width = 0;
  #pressedOnly = false;

  constructor() {
    super();
    this.still = false;
    this.busy = false;
    this.emotes = new Map();
  }

  connectedCallback() {
    super.connectedCallback();
    this.#sizes.observe(this);
  }

  disconnectedCallback() {
    super.disconnectedCallback();
    this.#sizes.disconnect();
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    this.#bound?.abort();
  }

  willUpdate(changed) {
    if (!changed.has('room')) return;
    this.#bound?.abort();
    this.#bound = new AbortController();
    const { signal } = this.#bound;
    this.room.addEventListener('said', () => this.#soon(), { signal });
    this.room.socket.addEventListener('change', () => this.#soon(), { signal });
  }

  /**
   * Once a frame, however much is said, and not at all while nobody looks. What a drawing costs is seen by when the next
   * frame comes; where that is dear, there are fewer drawings with more in each.
   */
  #soon() {
    this.#dirty = true;
    this.#frame ||= requestAnimationFrame(now => this.#turn(now));
  }

  #turn(now) {
    if (now - this.#drawnAt < this.#cost * SHARE) {
      this.#frame = requestAnimationFrame(next => this.#turn(next));
      return;
    }
    this.#drawnAt = now;
    this.#dirty = false;
    this.requestUpdate();
    this.#frame = requestAnimationFrame(next => {
      this.#frame = 0;
      this.#cost = next - now > 20 ? next - now : 0;
      if (this.#dirty) this.#soon();
    });
  }

  /** Nothing moves any more. */
  hold({ pressed = false } = {}) {
    if (this.still) return;
    this.#pressedOnly = pressed;
    this.#measure();
    this.#entries = [...this.room.log.entries];
    this.#seen = this.room.log.total;
    this.#span = [Math.max(0, this.#entries.length - this.#rows), this.#entries.length];
    this.still = true;
  }

  follow() {
    this.still = false;
    this.#entries = [];
    if (this.#scroller.value) this.#scroller.value.scrollTop = 0;
    this.requestUpdate();
  }

  /** What was held for a press and nothing else goes on. */
  letGo() {
    if (this.#pressedOnly && this.#scroller.value.scrollTop > -AWAY) this.follow();
  }

  focusRow(key) {
    this.querySelector(`[data-key="${CSS.escape(key)}"]`)?.focus();
  }

  /** Goes to a message that was quoted, if it is still at hand. */
  async show(seq) {
    const entry = this.room.log.bySeq(seq);
    if (!entry) return;
    this.still = false; // what the log knows by now
    this.hold();
    const place = this.#entries.findIndex(({ key }) => key === entry.key);
    this.#span = [Math.max(0, place - 20), Math.min(this.#entries.length, place + 20)];
    this.requestUpdate();
    await this.updateComplete;
    const row = this.querySelector(`[data-key="${CSS.escape(entry.key)}"]`);
    row?.scrollIntoView({ block: 'center' });
    row?.focus({ preventScroll: true });
  }

  #scrolled() {
    const { scrollTop } = this.#scroller.value;
    if (!this.still && scrollTop < -AWAY) this.hold();
    else if (this.still && scrollTop > -2 && this.#span[1] === this.#entries.length && !this.#isIn) this.follow();
    else if (this.still) this.#window();
  }

  get #isIn() {
    return document.activeElement !== this.#scroller.value && this.#scroller.value.contains(document.activeElement);
  }

  /** Which rows are to be drawn: counted from below, where the origin is. */
  #window() {
    this.#measure();
    const { scrollTop, clientHeight } = this.#scroller.value;
    const [low, high] = [-scrollTop - MARGIN, -scrollTop + clientHeight + MARGIN];
    let [to, below] = [this.#entries.length, 0];
    while (to > 0 && below + this.#height(to - 1) < low) below += this.#height(--to);
    let [from, above] = [to, below];
    while (from > 0 && above < high) above += this.#height(--from);
    if (from !== this.#span[0] || to !== this.#span[1]) {
      this.#span = [from, to];
      this.requestUpdate();
    }
    if (from === 0 && above < high) this.#older();
  }

  async #older() {
    if (this.busy || !this.room.hasMore || this.room.socket.state !== 'open') return;
    this.busy = true;
    const oldest = this.#entries.find(({ seq }) => seq > 0);
    const known = new Set(this.#entries.map(({ key }) => key)); // the log may have let go of them meanwhile
    const older = oldest ? (await this.room.older(oldest).catch(() => [])).filter(({ key }) => !known.has(key)) : [];
    this.#entries = [...older, ...this.#entries];
    this.#span = this.#span.map(place => place + older.length);
    this.busy = false;
    await this.updateComplete;
    if (this.still && older.length > 0) this.#window();
  }

  #height(place) {
    return this.#heights.get(this.#entries[place].key) ?? this.#average;
  }

  #measure() {
    for (const row of this.querySelectorAll('[data-key]')) this.#heights.set(row.dataset.key, row.offsetHeight);
    const known = [...this.#heights.values()];
    if (known.length > 0) this.#average = known.reduce((sum, height) => sum + height, 0) / known.length;
    if (this.#heights.size > 6000) this.#heights = new Map([...this.#heights].slice(-3000));
  }

  #resized() {
    this.#rows = Math.ceil(this.offsetHeight / LEAST_HEIGHT) + SPARE;
    if (this.offsetWidth === this.#width) return;
    this.#width = this.offsetWidth;
    this.#heights.clear();
  }

  #pressed(event) {
    const pressed = event.target.closest('[data-act]');
    const row = event.target.closest('[data-key]');
    if (!row || event.target.closest('a')) return;
    const touched = !pressed && matchMedia('(hover: none)').matches;
    if (pressed || touched) this.#tell(pressed?.dataset.act ?? 'more', row, pressed ?? row);
  }

  #tell(act, row, element) {
    const entry = this.#drawn.find(({ key }) => key === row.dataset.key);
    if (entry) this.dispatchEvent(new CustomEvent('act', { detail: { act, entry, element, row } }));
  }

  /** A row must not run away between the pressing of a button and its release. */
  #touched(event) {
    if (event.target.closest('button') || matchMedia('(hover: none)').matches) this.hold({ pressed: true });
  }

  #key(event) {
    const row = event.target.closest('[data-key]');
    const act = { ArrowUp: () => this.#step(row, -1), ArrowDown: () => this.#step(row, 1), Enter: () => row && event.target === row && this.#tell('more', row, row), End: () => this.follow(), Escape: () => this.#leave() }[event.key];
    if (!act || event.target.closest('a')) return;
    event.preventDefault();
    act();
  }

  #step(row, direction) {
    this.hold();
    const rows = [...this.querySelectorAll('[data-key]')];
    const next = row ? rows[rows.indexOf(row) + direction] : rows.at(-1);
    if (next) {
      next.focus({ preventScroll: true });
      next.scrollIntoView({ block: 'nearest' });
    } else if (row && direction > 0) {
      this.#leave();
    }
  }

  #leave() {
    this.#scroller.value.focus();
    this.follow();
    this.dispatchEvent(new CustomEvent('leave'));
  }

  get #drawn() {
    return this.still ? this.#entries.slice(...this.#span) : this.room.log.entries.slice(-this.#rows);
  }

  render() {
    const { log, socket } = this.room;
    const who = { handle: socket.self?.handle, moderates: socket.isModerator };
    if (this.still) this.#refresh();
    const fresh = this.still ? log.total - this.#seen : 0;
    return html`
      <div class="talk" ${ref(this.#scroller)} role="log" aria-live="off" aria-label=${t('chat.log')} tabindex="0"
           @scroll=${() => this.#scrolled()} @click=${event => this.#pressed(event)} @pointerdown=${event => this.#touched(event)} @keydown=${event => this.#key(event)} @focusin=${event => event.target !== this.#scroller.value && this.hold()}>
        <div class="talk-rows">
          <div class="talk-space"></div>
          ${this.busy ? html`<p class="talk-system"><span class="spinner"></span></p>` : nothing}
          ${repeat(this.#drawn, ({ key }) => key, entry => guard([entry, who.handle, language.code, this.emotes], () => html`
            <div class="say ${classOf(entry, who)}" data-key=${entry.key} tabindex="-1">${entryView(entry, who, this.emotes)}</div>`))}
          <div class="talk-space"></div>
        </div>
      </div>
      ${log.entries.length === 0 && socket.state === 'open' ? html`<p class="talk-empty">${t('chat.empty')}</p>` : nothing}
      ${this.still ? html`<button class="talk-fresh" type="button" @click=${() => this.follow()}>${icon('chevron')}${fresh > 0 ? language.plural('chat.new', fresh) : t('chat.latest')}</button>` : nothing}`;
  }

  /** What is edited or deleted changes in the standing list as well. */
  #refresh() {
    const [from, to] = this.#span;
    for (let i = from; i < to; i++) {
      const { seq } = this.#entries[i] ?? {};
      const now = seq > 0 ? this.room.log.bySeq(seq) : undefined;
      if (now && now.key === this.#entries[i].key) this.#entries[i] = now;
    }
  }

  /** The room that rows outside the window take. */
  updated() {
    const [above, below] = this.querySelectorAll('.talk-space');
    const sum = (from, to) => {
      let height = 0;
      for (let i = from; i < to; i++) height += this.#height(i);
      return height;
    };
    if (this.still) {
      above.style.height = `${sum(0, this.#span[0])}px`;
      below.style.height = `${sum(this.#span[1], this.#entries.length)}px`;
    } else {
      const hidden = Math.max(0, Math.min(this.room.log.entries.length - this.#rows, 200)); // enough to be scrolled into
      above.style.height = `${hidden * this.#average}px`;
      below.style.height = '0px';
    }
  }
}

function classOf({ kind, from, mentions, state, gone }, { handle }) {
  if (kind !== 'message') return kind;
  return ['message', handle && mentions?.includes(handle) && from.handle !== handle ? 'to-me' : '', state ? 'saying' : '', gone ? 'gone' : ''].filter(Boolean).join(' ');
}

customElements.define('weir-chat-log', LogView);
