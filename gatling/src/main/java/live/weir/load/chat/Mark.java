package live.weir.load.chat;

/** When something was said, in its own text: {@code ~~nanoseconds~~}. Read without parsing the frame around it. */
final class Mark {

    private static final String FENCE = "~~";

    private Mark() {}

    static String of(long nanos) {
        return FENCE + nanos + FENCE;
    }

    /** -1 without one. */
    static long read(String frame) {
        int start = frame.indexOf(FENCE);
        int end = start < 0 ? -1 : frame.indexOf(FENCE, start + 2);
        return end < 0 || end - start > 22 ? -1 : number(frame, start + 2, end);
    }

    /** What kind of frame it is; empty if it does not say. */
    static String type(String frame) {
        int start = frame.indexOf("\"type\":\"");
        int end = start < 0 ? -1 : frame.indexOf('"', start + 8);
        return end < 0 ? "" : frame.substring(start + 8, end);
    }

    /** The number behind the first {@code "seq":} of an event; -1 without one. */
    static long sequence(String frame) {
        int start = frame.indexOf("\"seq\":");
        int end = start + 6;
        while (start >= 0 && end < frame.length() && Character.isDigit(frame.charAt(end))) {
            end++;
        }
        return start < 0 ? -1 : number(frame, start + 6, end);
    }

    private static long number(String text, int from, int to) {
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return from == to ? -1 : number;
    }
}
