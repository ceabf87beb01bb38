package live.weir.bridge.ingest.rtmp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes messages of chunks (§5.3). A body grows as its bytes come, so that a length that was only named costs nothing; of what is
 * unfinished a client may leave as much as one longest message and a little.
 */
final class ChunkDecoder extends ByteToMessageDecoder {

    private static final int FIRST_CHUNK_SIZE = 128;
    private static final int SMALLEST_CHUNK_SIZE = 128; // the specification's SHOULD; smaller ones only cost
    private static final int MOST_STREAMS = 32;
    private static final int MOST_UNFINISHED = 4 << 20;
    private static final int FIRST_ROOM = 4096;
    private static final int EXTENDED = 0xffffff;
    private static final int[] HEADERS = {11, 7, 3, 0};

    private final IntObjectMap<ChunkStream> streams = new IntObjectHashMap<>();
    private int chunkSize = FIRST_CHUNK_SIZE;
    private @Nullable ChunkStream current;
    private int left;
    private int unfinished;
    private long received;
    private boolean isBroken;

    /** What is known of a chunk stream, and the message that is under way on it. */
    private static final class ChunkStream {
        private long timestamp;
        private long delta;
        private long extended;
        private boolean isExtended;
        private int length;
        private int type;
        private @Nullable ByteBuf body;
    }

    /** Bytes since the handshake. */
    long received() {
        return received;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (message instanceof ByteBuf bytes) {
            received += bytes.readableBytes();
        }
        super.channelRead(context, message);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (isBroken) {
            in.skipBytes(in.readableBytes());
            return;
        }
        try {
            read(context, in, out);
        } catch (RtmpViolation violation) {
            isBroken = true; // nobody knows where the next message would begin
            throw violation;
        }
    }

    private void read(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        ChunkStream stream = current;
        if (stream == null) {
            stream = begin(context, in);
            if (stream == null) {
                return;
            }
            current = stream;
        }
        take(stream, in, out);
    }

    /** Reads a chunk's header if it is there as a whole; else null, and nothing is read. */
    private @Nullable ChunkStream begin(ChannelHandlerContext context, ByteBuf in) {
        int start = in.readerIndex();
        int there = in.readableBytes();
        int first = in.getUnsignedByte(start);
        int basic = (first & 63) == 0 ? 2 : (first & 63) == 1 ? 3 : 1;
        if (there < basic) {
            return null;
        }
        int id = switch (basic) {
            case 2 -> 64 + in.getUnsignedByte(start + 1);
            case 3 -> 64 + in.getUnsignedShortLE(start + 1);
            default -> first & 63;
        };
        int format = first >> 6;
        int head = basic + HEADERS[format];
        if (there < head) {
            return null;
        }
        ChunkStream stream = stream(id, format);
        boolean extends_ = format == 3 ? stream.isExtended : in.getUnsignedMedium(start + basic) == EXTENDED;
        if (extends_ && there < head + 4) {
            return null;
        }
        in.skipBytes(basic);
        boolean continues = stream.body != null;
        if (continues && format != 3) {
            throw new RtmpViolation("A message begins in the middle of another");
        }
        if (format < 3) {
            header(stream, format, extends_, in);
        } else if (extends_ && (!continues || in.getUnsignedInt(in.readerIndex()) == stream.extended)) {
            in.skipBytes(4); // some encoders leave it out where a message continues
        }
        ByteBuf body = stream.body;
        if (body == null) {
            body = message(context, stream, format);
        }
        left = Math.min(chunkSize, stream.length - body.readableBytes());
        return stream;
    }

    private ChunkStream stream(int id, int format) {
        ChunkStream known = streams.get(id);
        if (known != null) {
            return known;
        }
        if (format > 1) {
            throw new RtmpViolation("A chunk stream begins without a length");
        }
        if (streams.size() >= MOST_STREAMS) {
            throw new RtmpViolation("More than " + MOST_STREAMS + " chunk streams");
        }
        ChunkStream made = new ChunkStream();
        streams.put(id, made);
        return made;
    }

    private static void header(ChunkStream stream, int format, boolean isExtended, ByteBuf in) {
        long time = in.readUnsignedMedium();
        if (format < 2) {
            stream.length = in.readUnsignedMedium();
            stream.type = in.readUnsignedByte();
        }
        if (format == 0) {
            in.skipBytes(4); // the message stream: there is one
        }
        stream.isExtended = isExtended;
        if (isExtended) {
            time = in.readUnsignedInt();
            stream.extended = time;
        }
        if (format == 0) {
            stream.timestamp = time;
            stream.delta = 0;
        } else {
            stream.delta = time;
        }
    }

    private ByteBuf message(ChannelHandlerContext context, ChunkStream stream, int format) {
        if (stream.length > RtmpMessage.longest(stream.type)) {
            throw new RtmpViolation("A message of type " + stream.type + " has " + stream.length + " bytes");
        }
        if (format != 0) {
            stream.timestamp = (stream.timestamp + stream.delta) & 0xffff_ffffL;
        }
        ByteBuf body = context.alloc().buffer(Math.min(stream.length, FIRST_ROOM));
        stream.body = body;
        return body;
    }

    private void take(ChunkStream stream, ByteBuf in, List<Object> out) {
        ByteBuf body = stream.body;
        if (body == null) {
            throw new IllegalStateException("A chunk without a message");
        }
        int now = Math.min(left, in.readableBytes());
        if (unfinished + now > MOST_UNFINISHED) {
            throw new RtmpViolation("Too much is unfinished");
        }
        body.writeBytes(in, now);
        unfinished += now;
        left -= now;
        if (left > 0) {
            return;
        }
        current = null;
        if (body.readableBytes() == stream.length) {
            unfinished -= stream.length;
            stream.body = null;
            finish(new RtmpMessage(stream.type, stream.timestamp, body), out);
        }
    }

    /** What is about chunks is obeyed here, before the next of them. */
    private void finish(RtmpMessage message, List<Object> out) {
        switch (message.type()) {
            case RtmpMessage.SET_CHUNK_SIZE -> resize(number(message));
            case RtmpMessage.ABORT -> abort((int) number(message));
            default -> out.add(message);
        }
    }

    private static long number(RtmpMessage message) {
        try {
            if (message.content().readableBytes() < 4) {
                throw new RtmpViolation("A number is cut off");
            }
            return message.content().readUnsignedInt();
        } finally {
            message.release();
        }
    }

    private void resize(long size) {
        if (size < SMALLEST_CHUNK_SIZE || size > Integer.MAX_VALUE) {
            throw new RtmpViolation("No chunk has " + size + " bytes");
        }
        chunkSize = (int) size;
    }

    private void abort(int id) {
        ChunkStream stream = streams.get(id);
        if (stream != null && stream.body != null) {
            unfinished -= stream.body.readableBytes();
            stream.body.release();
            stream.body = null;
        }
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) {
        for (ChunkStream stream : streams.values()) {
            if (stream.body != null) {
                stream.body.release();
                stream.body = null;
            }
        }
    }
}
