package live.weir.platform.channel;

import java.text.Normalizer;
import java.util.Optional;

/**
 * Text that one person writes and others read on their pages: normalised, and free of characters that make a page say
 * something else than it shows.
 */
final class PlainText {

    private PlainText() {}

    /** NFC, so that what looks equal is equal; line ends as one character; no space around. */
    static String normalised(String text) {
        return Normalizer.normalize(text.replace("\r\n", "\n"), Normalizer.Form.NFC)
                .strip();
    }

    /**
     * What is wrong with a normalised text, if anything.
     *
     * @param multiline whether line breaks and tabs may stand in it
     */
    static Optional<String> fault(String text, int longest, boolean multiline) {
        if (text.codePointCount(0, text.length()) > longest) {
            return Optional.of("must have at most " + longest + " characters");
        }
        if (text.codePoints().anyMatch(c -> isControl(c) && !(multiline && (c == '\n' || c == '\t')))) {
            return Optional.of("must not contain control characters" + (multiline ? "" : " or line breaks"));
        }
        if (text.codePoints().anyMatch(PlainText::turnsText)) {
            return Optional.of("must not contain characters that override the direction of text");
        }
        return Optional.empty();
    }

    /** Whether a reader sees anything of it. */
    static boolean isVisible(String text) {
        return text.codePoints()
                .anyMatch(c -> !Character.isWhitespace(c)
                        && !Character.isSpaceChar(c)
                        && Character.getType(c) != Character.FORMAT
                        && Character.getType(c) != Character.NON_SPACING_MARK);
    }

    private static boolean isControl(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> false;
        };
    }

    /** Embeddings, overrides and isolates (UAX #9 §2); the plain marks stay, since right-to-left writing needs them. */
    private static boolean turnsText(int c) {
        return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
    }
}
