package live.weir.bridge.engine;

/**
 * What an engine can and another cannot do, so that signaling copes instead of failing.
 *
 * @param simulcast whether publishers may send several layers of which each viewer gets one
 * @param iceRestart whether a session survives new ICE credentials; without it a client makes a new session
 * @param renegotiation whether an open session takes a further offer
 * @param serverOffers whether the engine makes offers itself
 * @param iceTcp whether clients without UDP can connect
 */
public record EngineCapabilities(
        boolean simulcast, boolean iceRestart, boolean renegotiation, boolean serverOffers, boolean iceTcp) {}
