package live.weir.bridge.ingest.rtmp;

import io.netty.buffer.ByteBuf;

/** Takes what one publisher sends, on its event loop: must not wait, and drops what it has no room for. Buffers are lent. */
public interface PublishedMedia {

    /** @param millis as the encoder counts; unsigned, of 32 bits */
    void video(long millis, ByteBuf flv);

    void audio(long millis, ByteBuf flv);

    /** Last of all, once. */
    void end();
}
