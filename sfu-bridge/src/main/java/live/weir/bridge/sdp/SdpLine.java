package live.weir.bridge.sdp;

import java.util.ArrayList;
import java.util.List;

/** One line: its number from 1 on, the letter before the equals sign, and what comes after. */
record SdpLine(int number, char type, String value) {

    /** Chromium's offer to receive 16 sounds and 16 pictures has 95,000 characters in 3,100 lines; this holds twice as many. */
    static final int LONGEST_TEXT = 256 * 1024;

    static final int MOST_LINES = 8_192;
    static final int LONGEST_LINE = 4_096;

    /** Cuts a text into lines, ended by CRLF or, as many peers do, by LF alone. Blank lines say nothing and are passed over. */
    static List<SdpLine> split(String text) {
        if (text.length() > LONGEST_TEXT) {
            throw new SdpException(
                    "A description may have " + LONGEST_TEXT + " characters, not " + text.length() + ".");
        }
        List<SdpLine> lines = new ArrayList<>();
        int number = 0;
        for (int start = 0; start < text.length(); ) {
            int end = text.indexOf('\n', start);
            int stop = end < 0 ? text.length() : end;
            if (++number > MOST_LINES) {
                throw new SdpException(number, "a description may have " + MOST_LINES + " lines.");
            }
            int cut = stop > start && text.charAt(stop - 1) == '\r' ? stop - 1 : stop;
            if (cut > start) {
                lines.add(read(number, text, start, cut));
            }
            start = stop + 1;
        }
        return lines;
    }

    private static SdpLine read(int number, String text, int start, int end) {
        if (end - start > LONGEST_LINE) {
            throw new SdpException(number, "a line may have " + LONGEST_LINE + " characters.");
        }
        String line = text.substring(start, end);
        if (line.length() < 2 || line.charAt(1) != '=' || line.charAt(0) < 'a' || line.charAt(0) > 'z') {
            throw new SdpException(
                    number, "a line is a letter, an equals sign and a value, not " + SdpException.quote(line) + ".");
        }
        for (int i = 2; i < line.length(); i++) {
            if (line.charAt(i) < ' ' && line.charAt(i) != '\t') {
                throw new SdpException(number, "control characters are not allowed.");
            }
        }
        return new SdpLine(number, line.charAt(0), line.substring(2));
    }

    /** Of {@code a=name:argument} the name. */
    String name() {
        int colon = value.indexOf(':');
        return colon < 0 ? value : value.substring(0, colon);
    }

    /** The words of {@code a=name:argument} after the colon. */
    Words arguments() {
        int colon = value.indexOf(':');
        return new Words(number, colon < 0 ? "" : value.substring(colon + 1));
    }

    Words words() {
        return new Words(number, value);
    }
}
