package live.weir.platform.infrastructure.cluster;

import java.security.SecureRandom;
import java.util.stream.Collectors;

/** Names one run of a node: a restarted node is another one. Short, because people read and say it. */
public record NodeId(String value) {

    /** Without vowels and look-alikes: no words, no mix-ups. */
    private static final String LETTERS = "23456789bcdfghjkmnpqrstvwxz";

    private static final int LENGTH = 8;

    /** 8 of 27 letters are 38 bits: two of a thousand nodes have the same name once in half a million clusters. */
    static NodeId random() {
        return new NodeId(new SecureRandom()
                .ints(LENGTH, 0, LETTERS.length())
                .mapToObj(at -> LETTERS.substring(at, at + 1))
                .collect(Collectors.joining()));
    }

    @Override
    public String toString() {
        return value;
    }
}
