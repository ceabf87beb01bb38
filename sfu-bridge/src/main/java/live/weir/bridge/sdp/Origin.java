package live.weir.bridge.sdp;

/**
 * The {@code o=} line. Its id names the session, its version counts the descriptions of one side (RFC 8866 §5.2).
 *
 * @param id as text: a peer's may be any 64-bit number, and longer ones have been seen
 */
public record Origin(String user, String id, long version) {

    /** Of this side: the address says nothing, ICE finds the way (RFC 8829 §5.2.1). */
    static Origin local(long id, long version) {
        return new Origin("-", Long.toUnsignedString(id), version);
    }

    static Origin parse(Words words) {
        Origin origin = new Origin(
                words.word("the user of the origin"),
                words.word("the session id"),
                words.number("the session version", 0, 999_999_999_999_999_999L));
        words.word("the network type of the origin");
        words.word("the address type of the origin");
        words.word("the address of the origin");
        return origin;
    }

    String line() {
        return user + " " + id + " " + version + " IN IP4 127.0.0.1";
    }
}
