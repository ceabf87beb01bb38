package live.weir.bridge.transcode.demo;

import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.Optional;
import live.weir.bridge.transcode.FfmpegFailure;
import live.weir.bridge.transcode.whip.WhipTrouble;

/**
 * What the child says of itself, one line each: a word and a sentence.
 *
 * @param word what the node acts on
 * @param sentence what people read
 */
record Status(Word word, String sentence) {

    enum Word {
        /** The first picture is on its way. */
        ON_AIR,
        /** The server heard the offer and says no: trying again at once would not help. */
        REFUSED,
        /** There is no server, or it does not answer as one. */
        AWAY,
        /** It was on air. */
        LOST
    }

    static Status onAir(Directions directions) {
        long millis = System.currentTimeMillis()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        return new Status(
                Word.ON_AIR,
                String.format(
                        Locale.ROOT,
                        "%d × %d at %d pictures a second, %d ms after the start of its process",
                        directions.width(),
                        directions.height(),
                        directions.framesPerSecond(),
                        millis));
    }

    static Status lost(String reason) {
        return new Status(Word.LOST, "the connection was lost (" + reason + ")");
    }

    /** Of a connection that never was. */
    static Status of(FfmpegFailure failure) {
        return new Status(WhipTrouble.isRefusal(failure) ? Word.REFUSED : Word.AWAY, WhipTrouble.sentence(failure));
    }

    String line() {
        return word + " " + sentence;
    }

    /** Of a line that a child said; empty if it is none of these. */
    static Optional<Status> read(String line) {
        for (Word word : Word.values()) {
            if (line.startsWith(word + " ")) {
                return Optional.of(new Status(word, line.substring(word.name().length() + 1)));
            }
        }
        return Optional.empty();
    }
}
