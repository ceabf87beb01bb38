package live.weir.bridge.sdp;

import org.jspecify.annotations.Nullable;

/**
 * An RTP header extension under the id that an m-line gives it (RFC 8285 §5).
 *
 * @param direction which way it is used; both ways where none is named
 */
public record HeaderExtension(int id, @Nullable Direction direction, String uri) {

    /** From 4096 on stand placeholders of offers with more extensions than ids. */
    private static final int HIGHEST_ID = 4_351;

    static HeaderExtension parse(Words words) {
        String entry = words.word("the id of the extension");
        int slash = entry.indexOf('/');
        String id = slash < 0 ? entry : entry.substring(0, slash);
        Direction direction = slash < 0 ? null : Direction.parse(words, entry.substring(slash + 1));
        return new HeaderExtension(
                words.integer(id, "the id of the extension", 1, HIGHEST_ID),
                direction,
                words.word("the URI of the extension"));
    }

    String line() {
        return "extmap:" + id + (direction == null ? "" : "/" + direction.attribute()) + " " + uri;
    }
}
