package live.weir.bridge.hls;

import io.netty.buffer.ByteBuf;

/**
 * A partial segment: one moof and its mdat.
 *
 * @param number through all of the rendition, so that the address of the next one holds whenever a segment is cut
 * @param duration in microseconds
 */
record Part(long number, long duration, boolean independent, ByteBuf bytes) {}
