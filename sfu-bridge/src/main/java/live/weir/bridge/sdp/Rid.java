package live.weir.bridge.sdp;

/**
 * A named encoding of an m-line (RFC 8851).
 *
 * @param sent whether whoever wrote the line sends it
 * @param restrictions such as {@code pt=96;max-width=1280}, as written
 */
public record Rid(String id, boolean sent, String restrictions) {

    static final int MOST = 16;

    static Rid parse(Words words) {
        String id = words.word("the id of the rid");
        if (!Ascii.has(id, "-_")) {
            throw words.refused("a rid has letters, digits, '-' and '_', not " + SdpException.quote(id) + ".");
        }
        String direction = words.word("the direction of the rid");
        if (!direction.equals("send") && !direction.equals("recv")) {
            throw words.refused("a rid is sent or received, not " + SdpException.quote(direction) + ".");
        }
        return new Rid(id, direction.equals("send"), words.rest());
    }

    String line() {
        String line = "rid:" + id + (sent ? " send" : " recv");
        return restrictions.isEmpty() ? line : line + " " + restrictions;
    }
}
