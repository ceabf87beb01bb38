package live.weir.platform.chat.protocol;

import java.nio.charset.StandardCharsets;

/** Events that were encoded once, before they had a number: it is put in front, so that nobody encodes them again. */
public final class EventFrames {

    private static final byte[] START = "{\"seq\":".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] PROVISIONAL = "\"provisional\":true,".getBytes(StandardCharsets.US_ASCII);

    private EventFrames() {}

    /** @param event a JSON object that is not empty, without a {@code seq} */
    public static byte[] numbered(long seq, byte[] event, boolean provisional) {
        byte[] number = Long.toString(seq).getBytes(StandardCharsets.US_ASCII);
        int more = provisional ? PROVISIONAL.length : 0;
        byte[] frame = new byte[START.length + number.length + event.length + more];
        int at = put(frame, 0, START, 0);
        at = put(frame, at, number, 0);
        frame[at++] = ',';
        at = provisional ? put(frame, at, PROVISIONAL, 0) : at;
        put(frame, at, event, 1);
        return frame;
    }

    private static int put(byte[] frame, int at, byte[] part, int from) {
        System.arraycopy(part, from, frame, at, part.length - from);
        return at + part.length - from;
    }
}
