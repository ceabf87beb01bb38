package live.weir.platform.account;

import java.text.Normalizer;
import java.util.Optional;

/** What a display name may hold: any script, but nothing that is unseen, reorders its surroundings or towers over them. */
final class DisplayNames {

    private static final int LONGEST = 60;

    /** No script stacks more marks on a letter than this; a pile of them covers other people's lines. */
    private static final int MOST_MARKS = 4;

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private DisplayNames() {}

    static String normal(String name) {
        return Normalizer.normalize(name.strip(), Normalizer.Form.NFC);
    }

    /** @param name in normal form */
    static Optional<String> complaint(String name) {
        int length = name.codePointCount(0, name.length());
        if (length < 1 || length > LONGEST || name.codePoints().noneMatch(DisplayNames::isSeen)) {
            return Optional.of("must be 1 to 60 characters that can be seen");
        }
        if (name.codePoints().anyMatch(DisplayNames::isForbidden) || towers(name)) {
            return Optional.of("must not contain control, direction or invisible characters, or piles of marks");
        }
        return Optional.empty();
    }

    private static boolean isSeen(int character) {
        return !Character.isSpaceChar(character)
                && !Character.isWhitespace(character)
                && !isMark(character)
                && Character.getType(character) != Character.FORMAT;
    }

    private static boolean isForbidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            // Joiners make ligatures and emoji families; all other format characters hide or reorder.
            case Character.FORMAT -> character != ZERO_WIDTH_JOINER && character != ZERO_WIDTH_NON_JOINER;
            default -> false;
        };
    }

    private static boolean towers(String name) {
        int marks = 0;
        for (int character : name.codePoints().toArray()) {
            marks = isMark(character) ? marks + 1 : 0;
            if (marks > MOST_MARKS) {
                return true;
            }
        }
        return false;
    }

    private static boolean isMark(int character) {
        int type = Character.getType(character);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }
}
