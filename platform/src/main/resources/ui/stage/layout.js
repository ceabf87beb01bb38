// Who stands where. Each layout is a function from the tiles and the shape of the room to boxes, in fractions of the
// room; nothing here draws, so that the page, its tests, and whoever else composes the same picture agree.

export const LAYOUTS = ['grid', 'speaker', 'picture-in-picture', 'side-by-side', 'screen-and-faces'];

const WIDE = 16 / 9;

/** One tile per source of those on stage; somebody without a picture still has a place. Screens stand before faces. */
export function tilesOf(performers) {
  const tiles = performers.flatMap(performer => {
    const sources = performer.sources?.length > 0 ? performer.sources : ['camera'];
    return sources.map(source => ({ key: `${performer.id}/${source}`, performer, source }));
  });
  return tiles;
}

/**
 * Boxes by key: { x, y, width, height, role }; `role` is `main`, `side` or `inset`. Tiles without a box are not seen in
 * this layout. `aspect` is width by height of the room.
 */
export function arrange({ name, spotlight, speaker, tiles, aspect = WIDE }) {
  if (tiles.length === 0) return new Map();
  const lead = leading(tiles, spotlight, speaker, name);
  const rest = tiles.filter(tile => tile !== lead);
  const boxes = rest.length === 0 && name !== 'grid' ? whole(lead) : (SHAPES[name] ?? SHAPES.grid)({ tiles, lead, rest, aspect });
  return new Map(boxes.map(({ tile, ...box }) => [tile.key, box]));
}

/** The host's choice; else a screen where the layout is made for one; else who speaks; else who came first. */
function leading(tiles, spotlight, speaker, name) {
  const of = id => id && tiles.filter(({ performer }) => performer.id === id);
  const screenFirst = found => found?.find(({ source }) => source === 'screen') ?? found?.[0];
  const prefersScreens = name === 'screen-and-faces' || name === 'picture-in-picture';
  return screenFirst(of(spotlight)) ?? (prefersScreens ? tiles.find(({ source }) => source === 'screen') : undefined)
    ?? of(speaker)?.[0] ?? tiles[0];
}

const whole = tile => [{ tile, x: 0, y: 0, width: 1, height: 1, role: 'main' }];

const SHAPES = {
  grid: ({ tiles, aspect }) => cells(tiles, { x: 0, y: 0, width: 1, height: 1 }, aspect, 'main'),

  speaker: ({ lead, rest, aspect }) => {
    const upright = aspect < 1;
    const share = rest.length > 3 ? 0.2 : 0.24;
    const main = upright ? { x: 0, y: 0, width: 1, height: 1 - share } : { x: 0, y: 0, width: 1 - share, height: 1 };
    const strip = upright ? { x: 0, y: 1 - share, width: 1, height: share } : { x: 1 - share, y: 0, width: share, height: 1 };
    return [{ tile: lead, ...main, role: 'main' }, ...row(rest, strip, aspect, upright)];
  },

  'picture-in-picture': ({ lead, rest, aspect }) => {
    const width = aspect < 1 ? 0.34 : 0.24;
    const height = Math.min(0.4, width * aspect / WIDE);
    const gap = 0.025;
    const perRow = Math.max(1, Math.floor((1 - gap) / (width + gap)));
    const insets = rest.map((tile, i) => ({
      tile, width, height, role: 'inset',
      x: 1 - (i % perRow + 1) * (width + gap),
      y: 1 - (Math.floor(i / perRow) + 1) * (height + gap * aspect),
    }));
    return [...whole(lead), ...insets];
  },

  'side-by-side': ({ lead, rest, aspect }) => {
    const [second, ...others] = rest;
    const strip = others.length > 0 ? 0.24 : 0;
    const pair = aspect < 1
      ? [{ x: 0, y: 0, width: 1, height: (1 - strip) / 2 }, { x: 0, y: (1 - strip) / 2, width: 1, height: (1 - strip) / 2 }]
      : [{ x: 0, y: 0, width: 0.5, height: 1 - strip }, { x: 0.5, y: 0, width: 0.5, height: 1 - strip }];
    const below = { x: 0, y: 1 - strip, width: 1, height: strip };
    return [{ tile: lead, ...pair[0], role: 'main' }, { tile: second, ...pair[1], role: 'main' }, ...row(others, below, aspect, true)];
  },

  'screen-and-faces': ({ lead, rest, aspect }) => SHAPES.speaker({ lead, rest, aspect }),
};

/** One after another, each as near to 16:9 as the strip allows, in its middle. */
function row(tiles, strip, aspect, across) {
  const count = tiles.length;
  if (across) {
    const width = Math.min(strip.width / count, strip.height * WIDE / aspect);
    const start = strip.x + (strip.width - width * count) / 2;
    return tiles.map((tile, i) => ({ tile, x: start + i * width, y: strip.y, width, height: strip.height, role: 'side' }));
  }
  const height = Math.min(strip.height / count, strip.width * aspect / WIDE);
  const start = strip.y + (strip.height - height * count) / 2;
  return tiles.map((tile, i) => ({ tile, x: strip.x, y: start + i * height, width: strip.width, height, role: 'side' }));
}

/** As many columns as make the pictures largest, rather beside each other than below; the last row stands in the middle. */
function cells(tiles, room, aspect, role) {
  const count = tiles.length;
  const size = columns => {
    const rows = Math.ceil(count / columns);
    return Math.min(aspect / columns / WIDE, 1 / rows); // the height of a 16:9 picture in such a cell
  };
  const columns = Array.from({ length: count }, (_, i) => i + 1).reduce((best, one) => (size(one) > size(best) - 1e-9 ? one : best));
  const rows = Math.ceil(count / columns);
  const [width, height] = [room.width / columns, room.height / rows];
  return tiles.map((tile, i) => {
    const inLast = Math.floor(i / columns) === rows - 1;
    const short = inLast ? columns * rows - count : 0;
    return { tile, role, width, height, x: room.x + (i % columns + short / 2) * width, y: room.y + Math.floor(i / columns) * height };
  });
}
