package live.weir.bridge.engine.embedded;

/** Our side of one session: its number in descriptions, and what its peer's checks are authenticated with. */
record LocalCredentials(long sessionId, String usernameFragment, String password) {

    @Override
    public String toString() {
        return "LocalCredentials[" + usernameFragment + "]";
    }
}
