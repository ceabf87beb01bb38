package live.weir.load.hls;

import java.net.URI;

/**
 * A part, or a whole segment where a playlist lists no parts of it.
 *
 * @param part -1 for a whole segment
 * @param startsAtMillis by EXT-X-PROGRAM-DATE-TIME; -1 where there is none
 */
record Piece(long msn, int part, URI uri, double seconds, boolean independent, long startsAtMillis) {

    /** Whether it follows what was played until then; of a segment that was played in parts nothing is played again. */
    boolean isAfter(long otherMsn, int otherPart) {
        return msn > otherMsn || (msn == otherMsn && part > otherPart);
    }
}
