package live.weir.signaling.http;

import java.util.List;
import live.weir.bridge.engine.IceCredentials;
import org.jspecify.annotations.Nullable;

/**
 * What trickles after an offer, {@code application/trickle-ice-sdpfrag} (RFC 8840 §9): candidates, and the credentials that
 * they belong to.
 *
 * @param candidates as they stand in the fragment, without {@code a=}
 */
record IceFragment(@Nullable IceCredentials credentials, List<String> candidates, boolean complete) {

    IceFragment {
        candidates = List.copyOf(candidates);
    }

    /** @throws HttpRefused 400 for what is no fragment, 422 for too much of it */
    static IceFragment parse(String text) {
        return new IceFragmentReader().read(text);
    }

    boolean isEmpty() {
        return credentials == null && candidates.isEmpty() && !complete;
    }
}
