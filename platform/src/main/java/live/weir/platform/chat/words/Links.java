package live.weir.platform.chat.words;

import java.util.Locale;

/** Whether a text has something in it that people, or their programs, would take for a link. */
final class Links {

    private static final int LONGEST_TOP = 24;

    private Links() {}

    static boolean areIn(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return lower.contains("://") || lower.contains("www.") || hasDomain(lower);
    }

    /** {@code word.top}, without blanks, with a top of letters: "ok.thanks" is the price. */
    private static boolean hasDomain(String text) {
        for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', dot + 1)) {
            if (dot > 0 && Character.isLetterOrDigit(text.charAt(dot - 1)) && isTop(text, dot + 1)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTop(String text, int from) {
        int end = from;
        while (end < text.length() && Character.isLetter(text.charAt(end))) {
            end++;
        }
        int length = end - from;
        return length >= 2
                && length <= LONGEST_TOP
                && (end == text.length() || "/?#: ,;)!.".indexOf(text.charAt(end)) >= 0);
    }
}
