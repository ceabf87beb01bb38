package live.weir.bridge.sdp;

import java.util.List;

/** Reads the words of one line from left to right, and names the line when one is missing or wrong. */
final class Words {

    private final int line;
    private final String text;
    private int next;

    Words(int line, String text) {
        this.line = line;
        this.text = text;
    }

    boolean hasNext() {
        skipBlanks();
        return next < text.length();
    }

    /** The next word. What it is comes with its article, for the sentence: {@code "a port"}. */
    String word(String what) {
        return upTo(' ', what);
    }

    /** The next word, which also ends before the mark; the mark itself is passed over. */
    String upTo(char mark, String what) {
        skipBlanks();
        int start = next;
        while (next < text.length() && !isBlank(text.charAt(next)) && text.charAt(next) != mark) {
            next++;
        }
        if (next == start) {
            throw refused(what + " is missing.");
        }
        String word = text.substring(start, next);
        if (next < text.length() && text.charAt(next) == mark) {
            next++;
        }
        return word;
    }

    long number(String what, long least, long most) {
        return number(word(what), what, least, most);
    }

    long number(String word, String what, long least, long most) {
        long value = digits(word);
        if (value < least || value > most) {
            throw refused(
                    what + " is a number from " + least + " to " + most + ", not " + SdpException.quote(word) + ".");
        }
        return value;
    }

    int integer(String what, int least, int most) {
        return (int) number(what, least, most);
    }

    int integer(String word, String what, int least, int most) {
        return (int) number(word, what, least, most);
    }

    /** Everything that has not been read yet. */
    String rest() {
        skipBlanks();
        String rest = text.substring(next).stripTrailing();
        next = text.length();
        return rest;
    }

    SdpException refused(String sentence) {
        return new SdpException(line, sentence);
    }

    /** Adds to a list that a peer can make grow. */
    <T> void add(List<T> list, T item, int most, String what) {
        if (list.size() >= most) {
            throw refused("there may be " + most + " " + what + ".");
        }
        list.add(item);
    }

    private void skipBlanks() {
        while (next < text.length() && isBlank(text.charAt(next))) {
            next++;
        }
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }

    /** Decimal digits only, no sign; -1 for anything else and for what does not fit. */
    private static long digits(String word) {
        if (word.isEmpty() || word.length() > 18) {
            return -1;
        }
        long value = 0;
        for (int i = 0; i < word.length(); i++) {
            int digit = word.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value;
    }
}
