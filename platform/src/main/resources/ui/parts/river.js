// Pictures that are computed, not fetched: a stretch of river for every channel, always the same for the same slug.

import { html, svg } from 'lit';

const BANDS = 6;
const WIDTH = 320;
const HEIGHT = 180;

/** Fills a 16:9 slot until there is a real picture. */
export function river(slug) {
  const random = randomFrom(slug);
  const hue = 168 + Math.floor(random() * 54); // between sea green and deep blue: whatever the slug, it is water
  const tint = random() < 0.3 ? 22 : hue + 18; // some rivers carry the evening sun
  const bands = Array.from({ length: BANDS }, (_, depth) => svg`
    <path d=${band(depth, random)} fill=${`hsl(${hue + depth * 3} ${52 - depth * 4}% ${58 - depth * 8.5}%)`}></path>`);
  return html`
    <svg class="river" viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <rect width=${WIDTH} height=${HEIGHT} fill=${`hsl(${tint} 62% 80%)`}></rect>
      <circle cx=${60 + random() * 200} cy=${34 + random() * 22} r=${12 + random() * 14} fill=${`hsl(${tint} 90% 92%)`}></circle>
      ${bands}
    </svg>`;
}

/** Each band starts high, glides over its sill and runs out lower: a weir. */
function band(depth, random) {
  const top = 44 + depth * 20 + random() * 10;
  const drop = 10 + random() * 22;
  const sill = WIDTH * (0.25 + random() * 0.45);
  const width = 22 + random() * 30;
  return `M0 ${top}H${sill}C${sill + width} ${top} ${sill} ${top + drop} ${sill + width} ${top + drop}H${WIDTH}V${HEIGHT}H0Z`;
}

/** FNV-1a for the seed, a small xorshift from there: cheap, and equal everywhere. */
function randomFrom(text) {
  let state = [...text].reduce((hash, letter) => Math.imul(hash ^ letter.codePointAt(0), 16777619), 2166136261) | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4294967296;
  };
}

/** The weir itself, for empty places: currents that reach the sill, fall side by side, and run out lower. */
export const weirScene = () => html`
  <svg class="scene" viewBox="0 0 480 180" fill="none" stroke="currentColor" stroke-width="2.5" stroke-linecap="round"
       aria-hidden="true">
    <path class="sill" stroke="none" d="M0 106H148c36 0 32 66 74 66H480V180H0Z"></path>
    ${[0, 1, 2, 3, 4].map(line => svg`
      <path class="current" opacity=${1 - line * 0.17}
            d=${`M${-40 - line * 23} ${36 + line * 14}H${188 - line * 8}c36 0 32 66 74 66H500`}></path>`)}
    <circle class="spark" cx="352" cy="40" r="10" stroke="none"></circle>
  </svg>`;

/** The first letter of a name, on the channel's own water. */
export function initial(name, seed) {
  const hue = 168 + Math.floor(randomFrom(seed)() * 54);
  return html`
    <svg class="initial" viewBox="0 0 40 40" width="40" height="40" aria-hidden="true">
      <rect width="40" height="40" rx="20" fill=${`hsl(${hue} 48% 30%)`}></rect>
      <text x="20" y="20" dy=".36em" text-anchor="middle" fill="#fff" font-size="18" font-weight="600">${[...name][0]?.toUpperCase()}</text>
    </svg>`;
}
