// The chat of a broadcast that is over, at the pace of its recording. One can read it, and no more.

import { html, nothing } from 'lit';
import { WeirElement } from '../../core/element.js';
import { t } from '../../core/language.js';
import { Replay } from '../../chat/replay.js';
import './log-view.js';

class ChatReplay extends WeirElement {
  static properties = { recording: { attribute: false }, time: { type: Number } };

  #replay = null;
  #room = null;

  willUpdate(changed) {
    if (changed.has('recording') && changed.get('recording')?.id !== this.recording.id) this.#begin();
    if (changed.has('time')) this.#replay.show((this.time ?? 0) * 1000);
  }

  #begin() {
    const replay = new Replay(this.recording);
    this.#replay = replay;
    this.#room = new PastRoom(replay);
    replay.addEventListener('change', () => {
      if (replay === this.#replay) this.requestUpdate();
    });
  }

  render() {
    if (!this.#replay.isPossible) return nothing;
    return html`
      <section class="chat replay" aria-label=${t('replay.heading')}>
        <div class="chat-head"><h2>${t('replay.heading')}</h2></div>
        <weir-chat-log .room=${this.#room}></weir-chat-log>
        ${this.#replay.log.entries.length === 0 ? html`<p class="talk-empty">${t('replay.none')}</p>` : nothing}
      </section>`;
  }
}

/** Looks like a room to the list: nobody is in it, and nothing more comes than the tape gives. */
class PastRoom extends EventTarget {
  hasMore = false;
  socket = Object.assign(new EventTarget(), { self: null, isModerator: false, state: 'past' });
  #replay;

  constructor(replay) {
    super();
    this.#replay = replay;
    replay.addEventListener('change', () => this.dispatchEvent(new Event('said')));
  }

  get log() {
    return this.#replay.log;
  }
}

customElements.define('weir-chat-replay', ChatReplay);
