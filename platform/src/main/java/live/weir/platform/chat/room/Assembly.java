package live.weir.platform.chat.room;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import live.weir.platform.chat.protocol.ChatCodec;

/** One message, from one frame or a few. */
final class Assembly {

    private static final int MOST_FRAGMENTS = 16;

    enum Step {
        MORE,
        WHOLE,
        TOO_BIG,
        UNREADABLE
    }

    private byte[] bytes = new byte[0];
    private int fragments;
    private String text = "";

    Step add(WebSocketFrame frame) {
        boolean goesOn = frame instanceof ContinuationWebSocketFrame;
        if (goesOn != fragments > 0) {
            return Step.UNREADABLE;
        }
        ByteBuf content = frame.content();
        fragments++;
        if (fragments > MOST_FRAGMENTS || bytes.length + content.readableBytes() > ChatCodec.LARGEST_FRAME) {
            return Step.TOO_BIG;
        }
        int length = bytes.length;
        bytes = Arrays.copyOf(bytes, length + content.readableBytes());
        content.readBytes(bytes, length, bytes.length - length);
        return frame.isFinalFragment() ? decode() : Step.MORE;
    }

    private Step decode() {
        try {
            text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return Step.WHOLE;
        } catch (CharacterCodingException unreadable) {
            return Step.UNREADABLE;
        }
    }

    String text() {
        return text;
    }
}
