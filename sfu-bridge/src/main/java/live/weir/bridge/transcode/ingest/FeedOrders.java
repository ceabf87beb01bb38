package live.weir.bridge.transcode.ingest;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * Where what an encoder sends is published.
 *
 * @param whip the address that takes the offer
 * @param key the stream key
 * @param form of what comes
 */
public record FeedOrders(URI whip, String key, MediaForm form) {

    List<String> lines(Path socket) {
        return List.of(whip.toString(), key, form.name(), socket.toString());
    }

    static FeedOrders read(List<String> lines) {
        return new FeedOrders(URI.create(lines.get(0)), lines.get(1), MediaForm.valueOf(lines.get(2)));
    }

    static Path socket(List<String> lines) {
        return Path.of(lines.get(3));
    }

    /** Without the key. */
    @Override
    public String toString() {
        return "FeedOrders[" + whip + ", " + form + "]";
    }
}
