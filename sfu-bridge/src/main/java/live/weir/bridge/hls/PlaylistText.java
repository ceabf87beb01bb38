package live.weir.bridge.hls;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** One version of a playlist or manifest: written once, gzipped once, for all who ask for it. Guarded by whoever made it. */
final class PlaylistText {

    private final byte[] text;
    private @Nullable ByteBuf plain;
    private @Nullable ByteBuf gzipped;

    PlaylistText(CharSequence text) {
        this.text = text.toString().getBytes(StandardCharsets.UTF_8);
    }

    Reply reply(Reply.Content content, boolean gzip, int maxAge, String tag) {
        ByteBuf bytes = gzip ? gzipped() : plain();
        return new Reply(
                Reply.Outcome.FOUND,
                content,
                maxAge,
                gzip,
                gzip ? tag + "-gz" : tag,
                java.util.List.of(bytes.retainedDuplicate()),
                "");
    }

    private ByteBuf plain() {
        if (plain == null) {
            plain = ByteBufAllocator.DEFAULT.directBuffer(text.length).writeBytes(text);
        }
        return plain;
    }

    private ByteBuf gzipped() {
        if (gzipped == null) {
            ByteBuf target = ByteBufAllocator.DEFAULT.directBuffer(text.length / 4 + 64);
            try (GZIPOutputStream out = new Fast(new ByteBufOutputStream(target))) {
                out.write(text);
            } catch (IOException impossible) {
                target.release();
                throw new UncheckedIOException(impossible);
            }
            gzipped = target;
        }
        return gzipped;
    }

    void release() {
        if (plain != null) {
            plain.release();
        }
        if (gzipped != null) {
            gzipped.release();
        }
    }

    /** Playlists repeat themselves: the quickest level finds nearly all there is. */
    private static final class Fast extends GZIPOutputStream {

        Fast(ByteBufOutputStream out) throws IOException {
            super(out, 4_096);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
