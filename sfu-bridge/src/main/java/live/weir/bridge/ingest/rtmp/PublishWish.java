package live.weir.bridge.ingest.rtmp;

import java.net.InetAddress;

/**
 * What somebody wants to publish as.
 *
 * @param app the path of the address, without slashes at its ends: {@code live}
 * @param name what encoders call the stream key, with its query if there is one
 * @param encoder what the client says it is
 */
public record PublishWish(InetAddress from, String app, String name, String encoder) {

    /** Without the name: it is a key. */
    @Override
    public String toString() {
        return "PublishWish[" + from.getHostAddress() + ", " + app + "]";
    }
}
