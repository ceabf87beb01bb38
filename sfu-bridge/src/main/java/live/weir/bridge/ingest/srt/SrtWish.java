package live.weir.bridge.ingest.srt;

import java.net.InetAddress;

/**
 * What somebody wants.
 *
 * @param streamId as the caller wrote it, of 512 bytes at most; empty if there is none
 * @param encoder which SRT the caller says it is
 */
public record SrtWish(InetAddress from, String streamId, String encoder) {

    /** Without the stream id: there is a key in it. */
    @Override
    public String toString() {
        return "SrtWish[" + from.getHostAddress() + ", " + encoder + "]";
    }
}
