package live.weir.platform.chat.words;

import java.text.Normalizer;

/**
 * What a text looks like to somebody who wants to read a certain word in it: without case, marks and width, with letters
 * of other scripts and digits read as the Latin letters they are drawn like, and without letters that are only repeated.
 *
 * <p>The table is small and made for words written in Latin letters (the idea is that of Unicode's UTS 39, not its data).
 */
final class Folding {

    private static final String LOOKS = "аaвbеeкkмmнhоoрpсcтtуyхxіiјjѕsԁdɡgһhԛqԝwьbгrпnзe" // Cyrillic
            + "αaβbγyεeηnιiκkνvοoρpσoτtυuχxωw" // Greek
            + "ɑaɩiıiɪiʟlɴnʀrʏyᴀaᴄcᴅdᴇeᴊjᴋkᴍmᴏoᴘpᴛtᴜuᴠvᴡwᴢz" // small capitals
            + "øoðdþpłlđdħh"
            + "0o1i3e4a5s7t8b@a$s!i|l€e£l";

    private static final int TABLE = 0x2100;
    private static final char[] LATIN = table();

    private Folding() {}

    private static char[] table() {
        char[] table = new char[TABLE];
        for (int i = 0; i + 1 < LOOKS.length(); i += 2) {
            table[LOOKS.charAt(i)] = LOOKS.charAt(i + 1);
        }
        return table;
    }

    /** Letters in words, one blank between them; letters that stand alone in a row are one word. */
    static String fold(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKD);
        StringBuilder folded = new StringBuilder(plain.length());
        for (int at = 0; at < plain.length(); ) {
            int point = plain.codePointAt(at);
            at += Character.charCount(point);
            int letter = look(Character.toLowerCase(point));
            if (Character.isLetterOrDigit(letter)) {
                if (folded.length() == 0 || folded.charAt(folded.length() - 1) != letter) {
                    folded.appendCodePoint(letter);
                }
            } else if (isGap(letter) && folded.length() > 0 && folded.charAt(folded.length() - 1) != ' ') {
                folded.append(' ');
            }
        }
        return joined(folded.toString().strip());
    }

    private static int look(int point) {
        return point < TABLE && LATIN[point] != 0 ? LATIN[point] : point;
    }

    private static boolean isGap(int point) {
        return switch (Character.getType(point)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.FORMAT -> false;
            default -> true;
        };
    }

    private static String joined(String words) {
        StringBuilder joined = new StringBuilder(words.length());
        boolean single = false;
        for (String word : words.split(" ", -1)) {
            boolean now = word.codePointCount(0, word.length()) == 1;
            if (joined.length() > 0 && !(single && now)) {
                joined.append(' ');
            }
            int last = joined.length() == 0 ? -1 : joined.codePointBefore(joined.length());
            if (!(single && now) || last != word.codePointAt(0)) {
                joined.append(word);
            }
            single = now;
        }
        return joined.toString();
    }
}
