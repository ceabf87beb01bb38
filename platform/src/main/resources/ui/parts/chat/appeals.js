// Who may not write is heard once: the note, what moderators answer, and the moderators' list of notes.

import { html } from 'lit';
import { get, put } from '../../core/api.js';
import { Form } from '../../core/form.js';
import { Problem } from '../../core/problem.js';
import { language, t } from '../../core/language.js';
import { formProblem, submitButton, textArea } from '../field.js';
import { ListPanel } from '../list-panel.js';
import { initial } from '../river.js';
import { toast } from '../toasts.js';

const LONGEST = 500;

/** For who may not write: what was said of it already, or the form. */
export async function appeal(host, dialog) {
  const path = `channels/${encodeURIComponent(host.slug)}/chat/appeal`;
  const form = new Form(host, { note: value => (value?.trim() ? undefined : t('field.needed')) });
  const known = await get(path).catch(problem => {
    if (problem instanceof Problem && problem.status === 404) return null;
    throw problem;
  });
  const send = async ({ note }) => {
    await put(path, { text: note });
    dialog.close();
    toast(t('appeal.sent'));
  };
  dialog.show({
    title: () => t('appeal.leave'),
    body: () => (known ? html`
      <blockquote dir="auto">${known.text}</blockquote>
      <p>${known.answer === undefined ? t('appeal.waits') : t('appeal.refused')}</p>
      ${known.answer ? html`<p dir="auto"><strong>${known.answer}</strong></p>` : ''}` : html`
      <form novalidate @submit=${form.submit(send)} @input=${event => form.touched(event)}>
        ${formProblem(form)}
        <p>${t('appeal.lead')}</p>
        ${textArea({ form, name: 'note', label: t('appeal.text'), maxlength: LONGEST, required: true })}
        <div class="actions end">${submitButton(form, t('appeal.send'))}</div>
      </form>`),
  });
}

class Appeals extends ListPanel {
  get path() {
    return `channels/${encodeURIComponent(this.slug)}/chat/appeals`;
  }

  #answer(handle, lift) {
    return this.attempt(() => put(`${this.path}/${encodeURIComponent(handle)}`, { lift }), t(lift ? 'chat.lift.done' : 'appeals.kept', { name: handle }));
  }

  render() {
    return this.renderList(one => this.#line(one), t('appeals.none'));
  }

  #line({ handle, text, until, reason }) {
    return html`
      <li class="line-item">
        ${initial(handle, handle)}
        <div class="row-text"><strong>@${handle}</strong>
          <p class="facts"><span>${until ? t('sanctions.until', { when: language.date(until) }) : t('sanctions.banned')}</span>${reason ? html`<span>${reason}</span>` : ''}</p>
          <p dir="auto">${text}</p></div>
        <div class="actions">
          <button class="button small" type="button" @click=${() => this.#answer(handle, true)}>${t('chat.lift')}</button>
          <button class="button small danger-quiet" type="button" @click=${() => this.#answer(handle, false)}>${t('appeals.keep')}</button>
        </div>
      </li>`;
  }
}

customElements.define('weir-appeals', Appeals);

export const appeals = (host, dialog) => dialog.show({
  title: () => t('appeals.heading'),
  body: () => html`<weir-appeals slug=${host.slug}></weir-appeals>`,
});
