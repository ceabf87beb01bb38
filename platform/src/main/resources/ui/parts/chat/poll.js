// A question to the room: before one's own vote the choices, then how it stands.

import { html, nothing } from 'lit';
import { WeirElement } from '../../core/element.js';
import { Problem } from '../../core/problem.js';
import { language, t } from '../../core/language.js';
import { icon } from '../icons.js';
import { toast } from '../toasts.js';

const LINGER = 30_000; // milliseconds for which a result stays

class Poll extends WeirElement {
  static properties = { room: { attribute: false }, poll: { attribute: false }, hidden: { state: true } };

  constructor() {
    super();
    this.hidden = null;
  }

  connectedCallback() {
    super.connectedCallback();
    this.repeat(1, () => this.requestUpdate());
  }

  async #attempt(change) {
    try {
      await change();
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      toast(problem.text, 'bad');
    }
  }

  get #isOver() {
    return !this.poll.open || Date.parse(this.poll.endsAt) <= Date.now();
  }

  render() {
    const { poll } = this;
    if (!poll || this.hidden === poll.id || Date.now() > Date.parse(poll.endsAt) + LINGER) return nothing;
    const { self, isModerator } = this.room.socket;
    const over = this.#isOver;
    const total = poll.choices.reduce((sum, { votes }) => sum + votes, 0);
    const most = Math.max(...poll.choices.map(({ votes }) => votes));
    return html`
      <section class="poll" aria-label=${t('chat.poll')}>
        <p class="poll-head">${icon('poll')}<strong dir="auto">${poll.question}</strong>
          <button class="inside" type="button" aria-label=${t('chat.poll.hide')} @click=${() => { this.hidden = poll.id; }}>${icon('close')}</button></p>
        <ul>${poll.choices.map(({ text, votes }, choice) => html`
          <li>
            <button type="button" class="choice ${over && votes === most && total > 0 ? 'first' : ''}" aria-pressed=${poll.mine === choice ? 'true' : 'false'} aria-disabled=${over || !self ? 'true' : 'false'} @click=${() => over || !self || this.#attempt(() => this.room.socket.vote(choice))}>
              <progress max=${Math.max(1, total)} value=${votes} aria-hidden="true"></progress>
              <span dir="auto">${text}</span><span class="share">${language.number(total > 0 ? votes / total : 0, { style: 'percent' })}</span>
            </button>
          </li>`)}</ul>
        <p class="facts"><span>${language.plural('chat.votes', total)}</span>
          <span role="timer">${over ? t('chat.poll.over') : t('chat.poll.left', { time: left(poll.endsAt) })}</span>
          ${isModerator && !over ? html`<button class="link" type="button" @click=${() => this.#attempt(() => this.room.socket.ask({ type: 'end-poll', poll: poll.id }))}>${t('chat.poll.end')}</button>` : nothing}</p>
      </section>`;
  }
}

function left(endsAt) {
  const seconds = Math.max(0, Math.ceil((Date.parse(endsAt) - Date.now()) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

customElements.define('weir-chat-poll', Poll);
