// What stands in a message: words, links, people, emotes. Plain calculation; nothing here draws.

const PIECE = /(https?:\/\/[^\s<>"]+)|@([a-z0-9_]{3,30})\b|:([a-z0-9_]{2,32}):/gi;
const TRAILING = /[.,:;!?)\]}'"…]+$/; // belongs to the sentence around the link
const EMOJI_ONLY = /^(?:\p{Extended_Pictographic}(?:\ufe0f|\u200d\p{Extended_Pictographic}|[\u{1f3fb}-\u{1f3ff}])*\s*){1,6}$/u;

/** A list of `{ kind: 'text' | 'link' | 'person' | 'emote', text, … }` that, put together, is the message again. */
export function piecesOf(text, { mentions = [], emotes = new Map() } = {}) {
  const pieces = [];
  let done = 0;
  const upTo = end => end > done && pieces.push({ kind: 'text', text: text.slice(done, end) });
  for (const match of text.matchAll(PIECE)) {
    const piece = pieceOf(match, mentions, emotes);
    if (!piece) continue;
    upTo(match.index);
    pieces.push(piece);
    done = match.index + piece.text.length;
  }
  upTo(text.length);
  return pieces;
}

function pieceOf([whole, link, person, emote], mentions, emotes) {
  if (link) return linkOf(link.replace(TRAILING, ''));
  if (person) return mentions.includes(person.toLowerCase()) ? { kind: 'person', text: whole, handle: person.toLowerCase() } : null;
  return emotes.has(emote) ? { kind: 'emote', text: whole, url: emotes.get(emote) } : null;
}

function linkOf(text) {
  try {
    const { href, host } = new URL(text);
    return { kind: 'link', text, href, host };
  } catch {
    return null;
  }
}

/** A few emoji and nothing else are shown larger. */
export const isEmojiOnly = text => text.length <= 48 && EMOJI_ONLY.test(text);

/** The word before the cursor that begins with an @, as `{ from, to, start }`, or null. */
export function mentionAt(text, cursor) {
  const match = /(?:^|\s)@([a-z0-9_]{0,30})$/i.exec(text.slice(0, cursor));
  return match ? { from: cursor - match[1].length - 1, to: cursor, start: match[1].toLowerCase() } : null;
}

/** One of twelve colours of the river, always the same for the same name. */
export const hueOf = handle => [...(handle ?? '')].reduce((hash, letter) => (hash * 31 + letter.codePointAt(0)) >>> 0, 7) % 12;
