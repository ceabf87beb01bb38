package live.weir.bridge.sdp;

import org.jspecify.annotations.Nullable;

/** An announced synchronisation source (RFC 5576 §4.1). */
public record Source(
        long ssrc, @Nullable String cname, @Nullable Msid msid) {

    static final long HIGHEST_SSRC = 0xFFFF_FFFFL;
}
