package live.weir.bridge.hls;

import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a player gets.
 *
 * @param maxAge for how many seconds caches may keep it
 * @param tag names these bytes among all that the address ever has
 * @param body the taker's to release, each; together they are the whole, or its beginning
 * @param reason a sentence for the client, where it gets nothing
 * @param sequel where the rest is had while it is being made; null if the body is the whole
 */
public record Reply(
        Outcome outcome,
        Content content,
        int maxAge,
        boolean gzipped,
        String tag,
        List<ByteBuf> body,
        String reason,
        @Nullable Sequel sequel) {

    /** One that is whole. */
    public Reply(
            Outcome outcome,
            Content content,
            int maxAge,
            boolean gzipped,
            String tag,
            List<ByteBuf> body,
            String reason) {
        this(outcome, content, maxAge, gzipped, tag, body, reason, null);
    }

    /** How it went. */
    public enum Outcome {
        FOUND,
        /** The request makes no sense, now or ever. */
        REFUSED,
        NOT_FOUND,
        /** Not at present: come back. */
        UNAVAILABLE,
        /** Whoever was asked makes the program no longer, or not yet; another may. */
        MOVED
    }

    /** What it is. */
    public enum Content {
        PLAYLIST,
        MANIFEST,
        VIDEO,
        AUDIO,
        PICTURE,
        TEXT_TRACK,
        /** What media are decrypted by: for those who may play, and for no cache that others share. */
        KEY,
        NONE
    }

    static Reply of(Content content, int maxAge, String tag, List<ByteBuf> body) {
        return new Reply(Outcome.FOUND, content, maxAge, false, tag, body, "");
    }

    static Reply of(Content content, int maxAge, String tag, ByteBuf body) {
        return of(content, maxAge, tag, List.of(body));
    }

    public static Reply refused(String reason) {
        return without(Outcome.REFUSED, reason);
    }

    public static Reply notFound() {
        return notFound("There is nothing here, or no longer.");
    }

    public static Reply notFound(String reason) {
        return without(Outcome.NOT_FOUND, reason);
    }

    public static Reply unavailable(String reason) {
        return without(Outcome.UNAVAILABLE, reason);
    }

    static Reply crowded() {
        return unavailable("Too many wait for this already.");
    }

    public static Reply moved() {
        return without(Outcome.MOVED, "The program goes on elsewhere in a moment.");
    }

    private static Reply without(Outcome outcome, String reason) {
        return new Reply(outcome, Content.NONE, 1, false, "", List.of(), reason);
    }

    public void release() {
        body.forEach(ByteBuf::release);
        if (sequel != null) {
            sequel.leave();
        }
    }

    public int length() {
        int length = 0;
        for (ByteBuf piece : body) {
            length += piece.readableBytes();
        }
        return length;
    }
}
