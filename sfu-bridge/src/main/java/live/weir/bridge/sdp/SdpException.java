package live.weir.bridge.sdp;

import java.util.function.Supplier;

/** What is wrong with a description, in a sentence that may be shown to the peer that sent it. */
public final class SdpException extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int QUOTED = 60;

    private final int line;

    SdpException(int line, String sentence) {
        super("Line " + line + ": " + sentence);
        this.line = line;
    }

    SdpException(String sentence) {
        super(sentence);
        this.line = 0;
    }

    /** The line it is about, from 1 on; 0 where it is about the whole. */
    public int line() {
        return line;
    }

    /** A value that checks itself, with the line named if it refuses. */
    static <T> T at(int line, Supplier<T> value) {
        try {
            return value.get();
        } catch (SdpException wrong) {
            throw wrong.line > 0 ? wrong : new SdpException(line, String.valueOf(wrong.getMessage()));
        }
    }

    /** A peer's words, cut and cleaned: they end up in logs and in problem documents. */
    static String quote(String words) {
        StringBuilder quoted = new StringBuilder(QUOTED + 4).append('"');
        for (int i = 0; i < Math.min(words.length(), QUOTED); i++) {
            char c = words.charAt(i);
            quoted.append(c >= ' ' && c < 127 ? c : '?');
        }
        return quoted.append(words.length() > QUOTED ? "…\"" : "\"").toString();
    }
}
