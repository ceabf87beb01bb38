// One line of the talk. Drawn hundreds of times a second in a big room: no element of its own, no listener of its own.

import { html, nothing } from 'lit';
import { language, t } from '../../core/language.js';
import { hueOf, isEmojiOnly, piecesOf } from '../../chat/text.js';
import { icon } from '../icons.js';

const MARKS = { owner: 'star', moderator: 'shield', bot: 'bolt' };

/** `who` is `{ handle, moderates }`; clicks are told apart by `data-act` and handled where the list is. */
export function entryView(entry, who, emotes) {
  if (entry.kind === 'gap') return html`<button class="talk-gap" type="button" data-act="gap">${t('chat.gap')}</button>`;
  if (entry.kind === 'system') return systemView(entry);
  return messageView(entry, who, emotes);
}

const systemView = ({ event, text, at }) => html`
  <p class="talk-system">${language.has(`chat.system.${event}`) ? t(`chat.system.${event}`) : text}${event === 'notice' || !text || !language.has(`chat.system.${event}`) ? nothing : html` <span class="hush">${text}</span>`}
  <time class="sr" datetime=${at}>${clockOf(at)}</time></p>`;

/** One template with few holes: each nested one costs as much again. */
function messageView(entry, who, emotes) {
  const { from, at, reply, reactions, gone, state } = entry;
  return html`${reply ? quoteView(reply) : nothing}<time datetime=${at}>${clockOf(at)}</time><span class="talk-name" data-hue=${hueOf(from.handle)}>${mark(from.role)}${from.name || from.handle}</span> <span class=${gone ? 'talk-gone' : isEmojiOnly(entry.text) ? 'talk-text large' : 'talk-text'} dir="auto">${gone ? t('chat.deleted') : wordsOf(entry, who.handle, emotes)}</span>${notesView(entry)}${reactions?.size > 0 ? reactionsView(reactions) : nothing}${gone || state ? nothing : moreView(from)}`;
}

const quoteView = ({ seq, handle, text }) => html`<button class="talk-reply" type="button" tabindex="-1" data-act="quoted" data-seq=${seq}>${icon('reply')}<span>@${handle} ${text}</span></button>`;

const moreView = ({ name, handle }) => html`<button class="talk-more" type="button" tabindex="-1" data-act="more" aria-label=${t('chat.more.of', { name: name || handle })}></button>`;

const reactionsView = reactions => html`<span class="talk-reactions">${[...reactions].map(([emoji, count]) => html`
  <button class="reaction" type="button" tabindex="-1" data-act="react" data-emoji=${emoji} aria-label=${t('chat.reaction.of', { emoji, count })}>${emoji}<span>${language.number(count)}</span></button>`)}</span>`;

function notesView({ edited, state }) {
  if (!edited && state !== 'held') return nothing;
  return html` <span class="talk-note">${state === 'held' ? t('chat.held') : t('chat.edited')}</span>`;
}

function wordsOf({ text, mentions }, self, emotes) {
  const pieces = piecesOf(text, { mentions, emotes });
  return pieces.every(({ kind }) => kind === 'text') ? text : pieces.map(piece => pieceView(piece, self));
}

/** A link leads away from here: to a window of its own, which learns nothing of us. */
function pieceView({ kind, text, href, url, handle }, self) {
  switch (kind) {
    case 'link':
      return html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow ugc" tabindex="-1">${text}</a>`;
    case 'person':
      return html`<strong class="mention ${handle === self ? 'me' : ''}">${text}</strong>`;
    case 'emote':
      return html`<img class="emote" src=${url} srcset="${url.replace('/small.', '/medium.')} 2x, ${url.replace('/small.', '/large.')} 4x" alt=${text} title=${text} height="28">`;
    default:
      return text;
  }
}

export const mark = role => (MARKS[role] ? html`<span class="talk-mark ${role}" title=${t(`chat.role.${role}`)}>${icon(MARKS[role])}<span class="sr">${t(`chat.role.${role}`)}</span></span>` : nothing);

export const clockOf = at => language.date(at, { hour: '2-digit', minute: '2-digit' });

/** As it is read out. */
export const spokenOf = ({ from, text }) => `${from.name || from.handle}: ${text}`;
