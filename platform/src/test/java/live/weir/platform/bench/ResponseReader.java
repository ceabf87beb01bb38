package live.weir.platform.bench;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import java.nio.charset.StandardCharsets;

/**
 * Reads as much of an HTTP/1.1 response as measuring needs: its status, whether it is stale, and where it ends. One
 * response at a time, because nothing is pipelined.
 */
final class ResponseReader {

    private static final byte[] LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CHUNKED = "transfer-encoding:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] STALE = "weir-stale:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] CLOSE = "connection: close".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private int status;
    private boolean stale;
    private boolean closing;
    private boolean chunked;
    private int length;

    int status() {
        return status;
    }

    boolean isStale() {
        return stale;
    }

    /** Whether the server closes after this response. */
    boolean isClosing() {
        return closing;
    }

    /** Whether the buffer holds a whole response; then it is consumed. */
    boolean read(ByteBuf in) {
        int start = in.readerIndex();
        int body = head(in, start);
        if (body < 0) {
            return false;
        }
        boolean complete = chunked ? endsWithLastChunk(in, body) : in.writerIndex() - body >= length;
        if (complete) {
            in.readerIndex(chunked ? in.writerIndex() : body + length);
        }
        return complete;
    }

    /** Where the body begins, or -1 while the head is not whole. */
    private int head(ByteBuf in, int start) {
        status = 0;
        length = 0;
        stale = false;
        closing = false;
        chunked = false;
        int line = start;
        while (true) {
            int end = in.forEachByte(line, in.writerIndex() - line, ByteProcessor.FIND_LF);
            if (end < 0) {
                return -1;
            }
            if (end - line <= 1) {
                return end + 1;
            }
            if (line == start) {
                status = number(in, line + 9, end);
            } else {
                header(in, line, end);
            }
            line = end + 1;
        }
    }

    private void header(ByteBuf in, int line, int end) {
        switch (in.getByte(line) | 0x20) {
            case 'c' -> {
                if (startsWith(in, line, end, LENGTH)) {
                    length = number(in, line + LENGTH.length + 1, end);
                } else if (startsWith(in, line, end, CLOSE)) {
                    closing = true;
                }
            }
            case 't' -> chunked |= startsWith(in, line, end, CHUNKED);
            case 'w' -> stale |= startsWith(in, line, end, STALE);
            default -> {}
        }
    }

    private static boolean startsWith(ByteBuf in, int line, int end, byte[] lowerCase) {
        if (end - line < lowerCase.length) {
            return false;
        }
        for (int i = 0; i < lowerCase.length; i++) {
            int c = in.getByte(line + i);
            if ((c >= 'A' && c <= 'Z' ? c | 0x20 : c) != lowerCase[i]) {
                return false;
            }
        }
        return true;
    }

    private static int number(ByteBuf in, int from, int end) {
        int number = 0;
        for (int i = from; i < end; i++) {
            int digit = in.getByte(i) - '0';
            if (digit < 0 || digit > 9) {
                break;
            }
            number = number * 10 + digit;
        }
        return number;
    }

    private static boolean endsWithLastChunk(ByteBuf in, int body) {
        int from = in.writerIndex() - LAST_CHUNK.length;
        return from >= body && startsWith(in, from, in.writerIndex(), LAST_CHUNK);
    }
}
