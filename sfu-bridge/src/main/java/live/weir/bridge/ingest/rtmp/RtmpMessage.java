package live.weir.bridge.ingest.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.DefaultByteBufHolder;

/** A whole message. Its body is whose hands it is in. */
final class RtmpMessage extends DefaultByteBufHolder {

    static final int SET_CHUNK_SIZE = 1;
    static final int ABORT = 2;
    static final int ACKNOWLEDGEMENT = 3;
    static final int USER_CONTROL = 4;
    static final int WINDOW_SIZE = 5;
    static final int PEER_BANDWIDTH = 6;
    static final int AUDIO = 8;
    static final int VIDEO = 9;
    static final int COMMAND_AMF3 = 17;
    static final int DATA = 18;
    static final int COMMAND = 20;

    private static final int LONGEST_MEDIA = 3 << 20; // a keyframe of 4096 × 2304 at 100 Mbit/s
    private static final int LONGEST_TEXT = 16 << 10;
    private static final int LONGEST_OTHER = 64 << 10; // is read over

    private final int type;
    private final long timestamp;

    RtmpMessage(int type, long timestamp, ByteBuf body) {
        super(body);
        this.type = type;
        this.timestamp = timestamp;
    }

    int type() {
        return type;
    }

    /** In milliseconds, unsigned, of 32 bits. */
    long timestamp() {
        return timestamp;
    }

    static int longest(int type) {
        return switch (type) {
            case AUDIO, VIDEO -> LONGEST_MEDIA;
            case SET_CHUNK_SIZE, ABORT, ACKNOWLEDGEMENT, USER_CONTROL, WINDOW_SIZE, PEER_BANDWIDTH -> 16;
            case COMMAND, COMMAND_AMF3 -> LONGEST_TEXT;
            default -> LONGEST_OTHER;
        };
    }

    @Override
    public RtmpMessage replace(ByteBuf content) {
        return new RtmpMessage(type, timestamp, content);
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
