package live.weir.bridge.engine;

/** A username fragment and its password (RFC 8445 §5.3). */
public record IceCredentials(String usernameFragment, String password) {

    @Override
    public String toString() {
        return "IceCredentials[" + usernameFragment + "]";
    }
}
