// What those who keep order open from the head of the chat: the room's rules, a poll, a ban with its reasons.

import { html } from 'lit';
import { get, patch } from '../../core/api.js';
import { Form } from '../../core/form.js';
import { language, t } from '../../core/language.js';
import { choiceField, formProblem, submitButton, textArea, textField } from '../field.js';
import { toast } from '../toasts.js';

const FOLLOW_MINUTES = [0, 10, 60, 1440, 10_080, 43_200];
const SLOW = [0, 3, 5, 10, 30, 60, 120, 300];
const POLL_MINUTES = [1, 2, 5, 10];
const MOST_CHOICES = 5;

const switchField = (name, text, checked) => html`
  <label class="switch"><span>${text}</span><input type="checkbox" name=${name} ?checked=${checked}></label>`;

const buttons = (dialog, form, action, kind) => html`
  <div class="actions end">
    <button class="button quiet" type="button" @click=${() => dialog.close()}>${t('form.cancel')}</button>
    ${submitButton(form, action, kind)}
  </div>`;

export async function roomRules(host, dialog, room) {
  const form = new Form(host);
  const path = `channels/${encodeURIComponent(room.socket.channel.slug)}/chat/room`;
  const { room: now, blockedTerms, writersOffered } = await get(path);
  const send = async ({ writers, slowSeconds, followMinutes, blockedTerms: terms, ...on }) => {
    await patch(path, {
      writers, slowSeconds: Number(slowSeconds), followMinutes: Number(followMinutes), emotesOnly: on.emotesOnly === 'on', linksAllowed: on.linksAllowed === 'on', shield: on.shield === 'on',
      blockedTerms: terms.split('\n').map(term => term.trim()).filter(Boolean),
    });
    dialog.close();
    toast(t('form.saved'));
  };
  dialog.show({
    title: () => t('chat.rules'),
    body: () => html`
      <form novalidate @submit=${form.submit(send)}>
        ${formProblem(form)}
        ${choiceField({ form, name: 'writers', label: t('chat.writers'), value: now.writers, options: writersOffered.map(who => [who, t(`chat.writers.${who}`)]) })}
        ${choiceField({ form, name: 'followMinutes', label: t('chat.follow-minutes'), hint: t('chat.follow-minutes.hint'), value: nearest(now.followMinutes ?? 0, FOLLOW_MINUTES), options: FOLLOW_MINUTES.map(minutes => [minutes, minutes === 0 ? t('chat.follow-minutes.any') : spanOf(minutes)]) })}
        ${choiceField({ form, name: 'slowSeconds', label: t('chat.slow'), hint: t('chat.slow.hint'), value: nearest(now.slowSeconds, SLOW), options: SLOW.map(seconds => [seconds, seconds === 0 ? t('chat.slow.off') : t('chat.slow.each', { seconds })]) })}
        ${textArea({ form, name: 'blockedTerms', label: t('chat.terms'), hint: t('chat.terms.hint'), value: blockedTerms.join('\n'), maxlength: 31_000 })}
        ${switchField('linksAllowed', t('chat.links'), now.linksAllowed)}
        ${switchField('emotesOnly', t('chat.emotes-only'), now.emotesOnly)}
        ${switchField('shield', t('chat.shield'), now.shield)}
        ${buttons(dialog, form, t('form.save'))}
      </form>`,
  });
}

const nearest = (wanted, choices) => choices.reduce((best, one) => (Math.abs(one - wanted) < Math.abs(best - wanted) ? one : best));

const spanOf = minutes => language.number(minutes < 60 ? minutes : minutes < 1440 ? minutes / 60 : minutes / 1440,
  { style: 'unit', unit: minutes < 60 ? 'minute' : minutes < 1440 ? 'hour' : 'day', unitDisplay: 'long' });

export function newPoll(host, dialog, room) {
  const form = new Form(host, { question: value => (value?.trim() ? undefined : t('field.needed')), choice0: value => (value?.trim() ? undefined : t('field.needed')), choice1: value => (value?.trim() ? undefined : t('field.needed')) });
  const send = async ({ question, minutes, ...rest }) => {
    const choices = Array.from({ length: MOST_CHOICES }, (_, i) => rest[`choice${i}`]?.trim()).filter(Boolean);
    await room.socket.ask({ type: 'poll', question: question.trim(), choices, seconds: Number(minutes) * 60 });
    dialog.close();
  };
  dialog.show({
    title: () => t('chat.poll.new'),
    body: () => html`
      <form novalidate @submit=${form.submit(send)} @input=${event => form.touched(event)}>
        ${formProblem(form)}
        ${textField({ form, name: 'question', label: t('chat.poll.question'), maxlength: 120 })}
        ${Array.from({ length: MOST_CHOICES }, (_, i) => textField({ form, name: `choice${i}`, label: t('chat.poll.choice', { number: i + 1 }), required: i < 2, maxlength: 60 }))}
        ${choiceField({ form, name: 'minutes', label: t('chat.poll.minutes'), value: 2, options: POLL_MINUTES.map(minutes => [minutes, t('chat.poll.minutes.of', { minutes })]) })}
        ${buttons(dialog, form, t('chat.poll.start'))}
      </form>`,
  });
}

export function banning(host, dialog, room, { from }) {
  const form = new Form(host);
  const send = async ({ reason, network, shadow }) => {
    await room.socket.ask({ type: 'ban', who: from.handle, reason: reason.trim() || undefined, network: network === 'on', shadow: shadow === 'on' });
    dialog.close();
    toast(t('chat.ban.done', { name: from.handle }));
  };
  dialog.show({
    title: () => t('chat.ban.title', { name: from.name || from.handle }),
    body: () => html`
      <form novalidate @submit=${form.submit(send)}>
        ${formProblem(form)}
        <p>${t('chat.ban.text')}</p>
        ${textField({ form, name: 'reason', label: t('chat.reason'), required: false, maxlength: 200 })}
        ${switchField('network', t('chat.ban.network'), false)}
        ${switchField('shadow', t('chat.ban.shadow'), false)}
        ${buttons(dialog, form, t('chat.ban'), 'danger')}
      </form>`,
  });
}
