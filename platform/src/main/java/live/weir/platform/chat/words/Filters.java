package live.weir.platform.chat.words;

import org.jspecify.annotations.Nullable;

/** What a room's rules say of a text. */
public final class Filters {

    private static final int LETTERS_FOR_CAPS = 12;
    private static final double SHARE_OF_CAPS = 0.8;
    private static final int SAME_IN_A_ROW = 15;

    private Filters() {}

    /** The rules of a room. */
    public record Rules(boolean linksAllowed, boolean emotesOnly, BlockedTerms terms) {}

    /** @param reason in a word, for moderators and metrics */
    public record Verdict(String reason, String sentence, boolean hold) {}

    /** Null if nothing is wrong with it. */
    public static @Nullable Verdict judge(String text, Rules rules) {
        if (rules.emotesOnly() && !isEmotes(text)) {
            return new Verdict("emotes-only", "This room is for emotes only.", false);
        }
        if (!rules.linksAllowed() && Links.areIn(text)) {
            return new Verdict("link", "Links are not allowed here.", false);
        }
        if (rules.terms().areIn(text)) {
            return new Verdict("term", "A moderator looks at this first.", true);
        }
        if (isShouted(text)) {
            return new Verdict("caps", "Please do not shout.", false);
        }
        return isStretched(text) ? new Verdict("repeat", "Please say it once.", false) : null;
    }

    static boolean isShouted(String text) {
        long letters = text.codePoints().filter(Character::isLetter).count();
        long capitals = text.codePoints().filter(Character::isUpperCase).count();
        return letters >= LETTERS_FOR_CAPS && capitals >= letters * SHARE_OF_CAPS;
    }

    static boolean isStretched(String text) {
        int row = 0;
        int last = -1;
        for (int point : text.codePoints().toArray()) {
            row = point == last ? row + 1 : 1;
            last = point;
            if (row > SAME_IN_A_ROW) {
                return true;
            }
        }
        return false;
    }

    /** Emoji, and {@code :names:} of emotes. */
    static boolean isEmotes(String text) {
        for (String word : text.split(" ", -1)) {
            boolean named = word.length() > 2 && word.startsWith(":") && word.endsWith(":");
            if (!named && word.codePoints().anyMatch(Filters::isPlain)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(int point) {
        return Character.isLetter(point) || (point < 0x80 && !Character.isDigit(point) && point != '#' && point != '*');
    }
}
