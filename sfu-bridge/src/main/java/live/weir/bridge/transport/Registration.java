package live.weir.bridge.transport;

/** One pair of credentials of a peer; it has several while ICE restarts. */
final class Registration {

    private final Peer peer;
    private final IceLogin login;
    private final byte[] key;

    Registration(Peer peer, IceLogin login) {
        this.peer = peer;
        this.login = login;
        this.key = login.key();
    }

    Peer peer() {
        return peer;
    }

    String localUfrag() {
        return login.localUfrag();
    }

    byte[] key() {
        return key;
    }

    boolean admits(StunCheck check) {
        return login.remoteUfrag().equals(check.remoteUfrag()) && check.isAuthentic(key);
    }
}
