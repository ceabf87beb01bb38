package live.weir.bridge.engine.embedded;

import live.weir.bridge.engine.PerformerId;
import live.weir.bridge.forward.PublishedTrack;
import live.weir.bridge.sdp.Codec;

/** A track that can be watched: whose, in which codec, and where its packets come from. */
record Offering(PerformerId performer, PublishedTrack track, Codec codec) {}
