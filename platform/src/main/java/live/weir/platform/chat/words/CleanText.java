package live.weir.platform.chat.words;

import java.text.Normalizer;

/**
 * Text as it may be shown to others: in normal form C, on one line, without what hides, turns around or buries other text.
 */
public final class CleanText {

    /** In Unicode characters. */
    public static final int LONGEST = 500;

    /** Vietnamese needs two on a letter, some scripts three; heaps are for breaking pages. */
    private static final int MARKS_IN_A_ROW = 3;

    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private CleanText() {}

    /** May be empty, where nothing is left; may be longer than {@link #LONGEST}. */
    public static String of(String text) {
        String normal = Normalizer.normalize(text, Normalizer.Form.NFC);
        StringBuilder clean = new StringBuilder(normal.length());
        int marks = 0;
        boolean gap = false;
        for (int at = 0; at < normal.length(); ) {
            int point = normal.codePointAt(at);
            at += Character.charCount(point);
            if (Character.isWhitespace(point) || Character.isSpaceChar(point)) {
                gap = clean.length() > 0;
                continue;
            }
            if (isHidden(point)) {
                continue;
            }
            marks = isMark(point) ? marks + 1 : 0;
            if (marks > MARKS_IN_A_ROW) {
                continue;
            }
            if (gap) {
                clean.append(' ');
                gap = false;
            }
            clean.appendCodePoint(point);
        }
        return isEmptyToTheEye(clean) ? "" : clean.toString();
    }

    public static boolean fits(String clean) {
        return clean.length() <= LONGEST || clean.codePointCount(0, clean.length()) <= LONGEST;
    }

    /** Not through the middle of a character. */
    public static String cut(String text, int points) {
        return text.codePointCount(0, text.length()) <= points
                ? text
                : text.substring(0, text.offsetByCodePoints(0, points - 1)) + "…";
    }

    private static boolean isMark(int point) {
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> false;
        };
    }

    /** Controls, direction overrides, invisible letters; but not the joiners that emoji and Persian are written with. */
    private static boolean isHidden(int point) {
        if (point == ZERO_WIDTH_JOINER || point == ZERO_WIDTH_NON_JOINER) {
            return false;
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static boolean isEmptyToTheEye(CharSequence text) {
        return text.codePoints()
                .allMatch(point -> point == ' '
                        || point == ZERO_WIDTH_JOINER
                        || point == ZERO_WIDTH_NON_JOINER
                        || point == 0x115f // Hangul fillers are letters that show nothing
                        || point == 0x1160
                        || point == 0x3164
                        || point == 0xffa0
                        || point == 0x2800
                        || isMark(point));
    }
}
