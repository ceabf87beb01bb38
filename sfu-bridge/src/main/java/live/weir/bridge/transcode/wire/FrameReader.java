package live.weir.bridge.transcode.wire;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import org.jspecify.annotations.Nullable;

/** Reads frame by frame; waits for them. */
public final class FrameReader {

    private final ReadableByteChannel channel;
    private final ByteBuffer head = ByteBuffer.allocate(Kind.HEAD);

    /** What stands before a body. */
    public record Head(Kind kind, int length) {}

    public FrameReader(ReadableByteChannel channel) {
        this.channel = channel;
    }

    /** Null at the end; its body is to be read next, by {@link #body} or {@link #fill}. */
    public @Nullable Head head() throws IOException {
        head.clear();
        while (head.hasRemaining()) {
            if (channel.read(head) < 0) {
                if (head.position() == 0) {
                    return null;
                }
                throw new EOFException("The end came in the middle of a frame");
            }
        }
        head.flip();
        int length = Kind.checkLength(head.getInt());
        return new Head(Kind.of(head.get()), length);
    }

    public ByteBuffer body(int length) throws IOException {
        ByteBuffer body = ByteBuffer.allocate(length);
        fill(body);
        return body.flip();
    }

    public void fill(ByteBuffer body) throws IOException {
        while (body.hasRemaining()) {
            if (channel.read(body) < 0) {
                throw new EOFException("The end came in the middle of a frame");
            }
        }
    }
}
