// What getStats() says, as the few figures that a person can use. Plain calculation over reports; rates come from the
// difference between two of them.

/** Measures one peer connection again and again; `read()` gives the figures since the last time. */
export class Statistics {
  #before = null;

  async read(pc) {
    if (!pc) return null;
    const report = [...(await pc.getStats()).values()];
    const figures = digest(report, this.#before);
    this.#before = report;
    return figures;
  }
}

export function digest(report, before) {
  const old = new Map((before ?? []).map(one => [one.id, one]));
  const streams = report.filter(({ type }) => type === 'inbound-rtp' || type === 'outbound-rtp');
  const transport = report.find(({ type }) => type === 'transport');
  const pair = report.find(({ id }) => id === transport?.selectedCandidatePairId)
    ?? report.find(({ type, nominated, state }) => type === 'candidate-pair' && nominated && state === 'succeeded');
  const local = report.find(({ id }) => id === pair?.localCandidateId);
  const roundTrip = milliseconds(pair?.currentRoundTripTime);
  const codecs = new Map(report.filter(({ type }) => type === 'codec').map(codec => [codec.id, codec]));
  const rows = streams.map(now => stream(now, old.get(now.id), codecs, report)).filter(row => row.bitrate > 0 || row.height > 0);
  return {
    roundTrip,
    path: local && [local.candidateType, local.relayProtocol ?? local.protocol].join(' '),
    available: streams.some(({ type }) => type === 'outbound-rtp') ? pair?.availableOutgoingBitrate : undefined,
    rows,
    delay: delayOf(rows, roundTrip),
  };
}

function stream(now, then, codecs, report) {
  const seconds = then ? (now.timestamp - then.timestamp) / 1000 : 0;
  const inward = now.type === 'inbound-rtp';
  const far = report.find(({ id }) => id === now.remoteId);
  const since = field => Math.max(0, (now[field] ?? 0) - (then?.[field] ?? 0));
  const sent = inward ? since('packetsReceived') + since('packetsLost') : 0;
  return {
    id: now.id,
    mid: now.mid,
    rid: now.rid,
    inward,
    kind: now.kind,
    codec: codecs.get(now.codecId)?.mimeType.split('/')[1],
    bitrate: seconds > 0 ? Math.round(since(inward ? 'bytesReceived' : 'bytesSent') * 8 / seconds) : 0,
    width: now.frameWidth ?? 0,
    height: now.frameHeight ?? 0,
    fps: Math.round(now.framesPerSecond ?? 0),
    loss: inward ? (sent > 0 ? since('packetsLost') / sent * 100 : 0) : (far?.fractionLost ?? 0) * 100,
    jitterBuffer: milliseconds(ratio(since('jitterBufferDelay'), since('jitterBufferEmittedCount'))),
    processing: milliseconds(ratio(since('totalProcessingDelay'), since('framesDecoded'))),
    freezes: now.freezeCount ?? 0,
    limit: now.qualityLimitationReason,
  };
}

/** From the engine to this screen: half a round trip, and what waits and is decoded here. Nobody's clock is needed. */
function delayOf(rows, roundTrip) {
  const pictures = rows.filter(row => row.inward && row.kind === 'video' && row.fps > 0);
  if (pictures.length === 0) return null;
  // Processing begins with the first packet of a picture and so contains its time in the buffer.
  const here = Math.max(...pictures.map(({ processing, jitterBuffer }) => Math.max(processing ?? 0, jitterBuffer ?? 0)));
  return Math.round((roundTrip ?? 0) / 2 + here);
}

const ratio = (sum, count) => (count > 0 ? sum / count : undefined);
const milliseconds = seconds => (seconds === undefined ? undefined : Math.round(seconds * 1000));
