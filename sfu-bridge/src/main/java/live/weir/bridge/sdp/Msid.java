package live.weir.bridge.sdp;

/**
 * The MediaStream that a track belongs to, and the track's own name (RFC 8830).
 *
 * @param stream {@code -} for none
 * @param track empty where none is named
 */
public record Msid(String stream, String track) {

    static Msid parse(Words words) {
        String stream = words.word("the stream of the msid");
        return new Msid(stream, words.hasNext() ? words.word("the track of the msid") : "");
    }

    String line() {
        return track.isEmpty() ? "msid:" + stream : "msid:" + stream + " " + track;
    }
}
