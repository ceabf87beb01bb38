// Small pictures for places on a tape: a WebVTT file whose cues name parts of sheets (`sheet.jpg#xywh=0,90,160,90`).

const CUE = /(?:(\d+):)?(\d{2}):(\d{2})\.(\d{3})\s+-->\s+(?:(\d+):)?(\d{2}):(\d{2})\.(\d{3})[^\n]*\n(\S+)/g;
const PLACE = /^xywh=(?:pixel:)?(\d+),(\d+),(\d+),(\d+)$/;

export class Sprites {
  #cues;

  constructor(cues) {
    this.#cues = cues;
  }

  /** Resolves to no pictures where there are none: one can search without. */
  static async load(url, signal) {
    try {
      const response = await fetch(url, { signal });
      return new Sprites(response.ok ? cuesOf(await response.text(), response.url) : []);
    } catch {
      return new Sprites([]);
    }
  }

  get isEmpty() {
    return this.#cues.length === 0;
  }

  /** `{ url, x, y, width, height }` of the picture at this second, or undefined. */
  at(seconds) {
    return this.#cues.find(({ from, to }) => seconds >= from && seconds < to);
  }
}

export function cuesOf(text, base) {
  const cues = [];
  for (const [, h1, m1, s1, f1, h2, m2, s2, f2, target] of text.replaceAll('\r', '').matchAll(CUE)) {
    const url = new URL(target, base);
    const [, ...box] = PLACE.exec(url.hash.slice(1)) ?? [];
    if (box.length !== 4 || url.origin !== new URL(base).origin) continue;
    const [x, y, width, height] = box.map(Number);
    url.hash = '';
    cues.push({ from: seconds(h1, m1, s1, f1), to: seconds(h2, m2, s2, f2), url: url.href, x, y, width, height });
  }
  return cues;
}

const seconds = (h = '0', m, s, f) => Number(h) * 3600 + Number(m) * 60 + Number(s) + Number(f) / 1000;
