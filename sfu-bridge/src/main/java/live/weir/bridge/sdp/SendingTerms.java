package live.weir.bridge.sdp;

/**
 * What this side brings into a session in which it sends.
 *
 * @param cname of all its streams, which share one clock
 */
record SendingTerms(CodecPolicy policy, LocalTransport local, SsrcPool ssrcs, String cname) {}
