package live.weir.bridge.transport;

import java.nio.charset.StandardCharsets;

/** With what a peer's checks name and prove themselves (RFC 8445 §7.2.2). */
record IceLogin(String localUfrag, String localPassword, String remoteUfrag) {

    /** RFC 8839 §5.4: at least 24 bits and 128 bits of randomness, four and 22 characters. */
    IceLogin {
        require(localUfrag, "localUfrag", 4);
        require(localPassword, "localPassword", 22);
        require(remoteUfrag, "remoteUfrag", 1);
    }

    byte[] key() {
        return localPassword.getBytes(StandardCharsets.US_ASCII);
    }

    private static void require(String value, String name, int shortest) {
        if (value.length() < shortest || value.length() > 256) {
            throw new IllegalArgumentException(name + " must have " + shortest + " to 256 characters");
        }
    }

    @Override
    public String toString() {
        return localUfrag + ':' + remoteUfrag;
    }
}
