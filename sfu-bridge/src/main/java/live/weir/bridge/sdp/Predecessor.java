package live.weir.bridge.sdp;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What was agreed before on the same session, which the next agreement has to continue (RFC 3264 §8).
 *
 * @param description this side's last
 * @param flowing the mids of m-lines that carried media
 */
record Predecessor(SessionDescription description, PeerTransport transport, Set<String> flowing) {

    /** M-lines keep their places; one that was out may be used again for another (RFC 8829 §5.2.2). */
    void check(SessionDescription offer) {
        List<MediaDescription> mine = description.media();
        if (offer.media().size() < mine.size()) {
            throw new SdpException("The session has " + mine.size() + " m-lines, the offer only "
                    + offer.media().size() + ".");
        }
        for (int i = 0; i < mine.size(); i++) {
            checkPlace(i, mine.get(i), offer.media().get(i));
        }
    }

    private static void checkPlace(int index, MediaDescription mine, MediaDescription next) {
        boolean same = Objects.equals(mine.mid(), next.mid()) && mine.kind() == next.kind();
        if (!mine.isOut() && !next.isOut() && !same) {
            throw new SdpException("The m-line at place " + index + " has the mid " + quoted(mine.mid())
                    + ", which the offer changes.");
        }
    }

    private static String quoted(@Nullable String mid) {
        return SdpException.quote(mid == null ? "" : mid);
    }

    /** Another certificate would need another handshake, which is another session here. */
    void check(PeerTransport next) {
        if (transport.fingerprints().stream().noneMatch(next.fingerprints()::contains)) {
            throw new SdpException("The fingerprint is not that of the session's certificate.");
        }
    }

    boolean keeps(String mid) {
        return description.withMid(mid).filter(media -> !media.isOut()).isPresent();
    }

    long nextVersion() {
        return description.origin().version() + 1;
    }
}
