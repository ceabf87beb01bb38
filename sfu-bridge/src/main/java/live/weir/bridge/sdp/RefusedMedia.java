package live.weir.bridge.sdp;

import org.jspecify.annotations.Nullable;

/**
 * An m-line that carries nothing, and why: for logs, and for the peer's user.
 *
 * @param index of the m-line, from 0 on
 * @param out whether it is out of the session, not only idle
 */
public record RefusedMedia(int index, @Nullable String mid, boolean out, String reason) {}
