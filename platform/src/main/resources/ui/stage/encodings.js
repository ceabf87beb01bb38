// What is sent of a picture: how many layers, how many bits, which codec. Plain calculation, no browser needed.

/** Bits per second that a picture of this height deserves, from what encoders need for calm 30 pictures a second. */
const bitrateOf = height => Math.round(height ** 1.42 * 215 / 10_000) * 10_000;

const SHORTEST_SPLIT = 360; // a layer of fewer than 180 lines helps nobody

/** Simulcast of a camera: whole, half and quarter, as far as the picture is large enough to be halved. */
export function cameraEncodings(height = 720) {
  const layers = [['high', 1], ['middle', 2], ['low', 4]].filter(([, scale]) => scale === 1 || height / scale >= SHORTEST_SPLIT / 2);
  return layers.map(([rid, scaleResolutionDownBy]) => ({
    rid,
    scaleResolutionDownBy,
    maxBitrate: Math.max(120_000, bitrateOf(height / scaleResolutionDownBy)),
  }));
}

/** One layer: letters must stay sharp, and there is nothing to gain from a quarter of a spreadsheet. */
export const screenEncodings = () => [{ maxBitrate: 2_500_000, maxFramerate: 30 }];

const BEST_FIRST = ['video/vp8', 'video/h264'];

/** Every engine moves these two, and every browser sends VP8 in layers; all others stay as a way out. */
export function preferredCodecs(codecs) {
  const rank = ({ mimeType }) => (BEST_FIRST.indexOf(mimeType.toLowerCase()) + BEST_FIRST.length + 1) % (BEST_FIRST.length + 1);
  const order = new Map(codecs.map((codec, index) => [codec, [rank(codec), index]]));
  return [...codecs].sort((a, b) => order.get(a)[0] - order.get(b)[0] || order.get(a)[1] - order.get(b)[1]);
}
