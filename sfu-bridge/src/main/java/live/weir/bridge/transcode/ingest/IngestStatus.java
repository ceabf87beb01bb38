package live.weir.bridge.transcode.ingest;

import java.util.Optional;

/**
 * What a child says of itself, one line each: a word and a sentence.
 *
 * @param word what the node acts on
 * @param sentence what people read
 */
record IngestStatus(Word word, String sentence) {

    enum Word {
        /** Publishing has begun. */
        ON_AIR,
        /** Pictures will be encoded anew, for the reason told. */
        REMAKES,
        /** While it publishes, each second. */
        PULSE,
        /** It did not come about, or is over; it may be tried again. */
        LOST,
        /** It will not do, however often it is tried. */
        REFUSED
    }

    String line() {
        return word + " " + sentence;
    }

    /** Of a line that a child said; empty if it is none of these. */
    static Optional<IngestStatus> read(String line) {
        for (Word word : Word.values()) {
            if (line.startsWith(word + " ")) {
                return Optional.of(
                        new IngestStatus(word, line.substring(word.name().length() + 1)));
            }
        }
        return Optional.empty();
    }
}
