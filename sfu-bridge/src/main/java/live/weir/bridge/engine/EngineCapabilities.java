package live.weir.bridge.engine;

/**
 * What an engine can and another cannot do, so that signaling copes instead of failing.
 *
 * @param simulcast whether publishers may send several layers of which each viewer gets one
 * @param iceRestart whether a session survives new ICE credentials; without it a client makes a new session
 * @param renegotiation whether an open session takes a further offer
 * @param serverOffers whether the engine makes offers itself
 * @param iceTcp whether clients without UDP can connect
 * @param looksIntoPackets whether the engine knows of sizes, keyframes and repaired losses, and keeps the newest keyframe
 *     at hand; without it pictures are of size 0 and such figures are 0
 * @param checksFingerprints whether a client must show the certificate that its description announced (RFC 8122); without it
 *     whoever knows a session's ICE credentials can take its place, so that they must travel over TLS only, as they do
 * @param performersPerView how many performers one viewer's session shows; with 1 a client opens a session for each
 */
public record EngineCapabilities(
        boolean simulcast,
        boolean iceRestart,
        boolean renegotiation,
        boolean serverOffers,
        boolean iceTcp,
        boolean looksIntoPackets,
        boolean checksFingerprints,
        int performersPerView) {

    /** What both can: for callers who do not know which of two engines a stage will be on. */
    public EngineCapabilities and(EngineCapabilities other) {
        return new EngineCapabilities(
                simulcast && other.simulcast,
                iceRestart && other.iceRestart,
                renegotiation && other.renegotiation,
                serverOffers && other.serverOffers,
                iceTcp && other.iceTcp,
                looksIntoPackets && other.looksIntoPackets,
                checksFingerprints && other.checksFingerprints,
                Math.min(performersPerView, other.performersPerView));
    }
}
