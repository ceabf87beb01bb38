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

function messageView(entry, who, emotes) {
  const { from, at, reply, reactions } = entry;
  return html`
    ${reply ? html`<button class="talk-reply" type="button" tabindex="-1" data-act="quoted" data-seq=${reply.seq}>${icon('reply')}<span>@${reply.handle} ${reply.text}</span></button>` : nothing}
    <time datetime=${at} title=${language.date(at)}>${clockOf(at)}</time>
    <span class="talk-name" data-hue=${hueOf(from.handle)}>${mark(from.role)}${from.name || from.handle}</span><span class="talk-colon" aria-hidden="true">:</span>
    ${wordsView(entry, who, emotes)}
    ${reactions?.size > 0 ? html`<span class="talk-reactions">${[...reactions].map(([emoji, count]) => html`
      <button class="reaction" type="button" tabindex="-1" data-act="react" data-emoji=${emoji} aria-label=${t('chat.reaction.of', { emoji, count })}>${emoji}<span>${language.number(count)}</span></button>`)}</span>` : nothing}
    ${entry.gone || entry.state ? nothing : html`<button class="talk-more" type="button" tabindex="-1" data-act="more" aria-label=${t('chat.more.of', { name: from.name || from.handle })}>${icon('more')}</button>`}`;
}

function wordsView(entry, { handle }, emotes) {
  if (entry.gone) return html`<span class="talk-gone">${t('chat.deleted')}</span>`;
  const large = isEmojiOnly(entry.text);
  return html`
    <span class="talk-text ${large ? 'large' : ''}" dir="auto">${piecesOf(entry.text, { mentions: entry.mentions, emotes }).map(piece => pieceView(piece, handle))}</span>
    ${entry.edited ? html`<span class="talk-note">${t('chat.edited')}</span>` : nothing}
    ${entry.state === 'held' ? html`<span class="talk-note">${t('chat.held')}</span>` : nothing}`;
}

/** A link leads away from here: to a window of its own, which learns nothing of us. */
function pieceView({ kind, text, href, url, handle }, self) {
  switch (kind) {
    case 'link':
      return html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow ugc" tabindex="-1">${text}</a>`;
    case 'person':
      return html`<strong class="mention ${handle === self ? 'me' : ''}">${text}</strong>`;
    case 'emote':
      return html`<img class="emote" src=${url} alt=${text} title=${text} width="28" height="28">`;
    default:
      return text;
  }
}

export const mark = role => (MARKS[role] ? html`<span class="talk-mark ${role}" title=${t(`chat.role.${role}`)}>${icon(MARKS[role])}<span class="sr">${t(`chat.role.${role}`)}</span></span>` : nothing);

export const clockOf = at => language.date(at, { hour: '2-digit', minute: '2-digit' });

/** As it is read out. */
export const spokenOf = ({ from, text }) => `${from.name || from.handle}: ${text}`;
