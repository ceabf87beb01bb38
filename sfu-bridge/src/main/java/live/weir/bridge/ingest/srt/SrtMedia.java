package live.weir.bridge.ingest.srt;

import io.netty.buffer.ByteBuf;

/** Takes what one publisher sends, on the event loop: must not wait, and drops what it has no room for. Buffers are lent. */
public interface SrtMedia {

    /** What one packet carried. They come in order; some may lack. */
    void payload(ByteBuf bytes);

    /** Last of all, once. */
    void end();
}
