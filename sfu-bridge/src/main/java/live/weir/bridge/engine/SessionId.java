package live.weir.bridge.engine;

/** One peer connection, a publisher's or a viewer's; made by the engine and not to be guessed. */
public record SessionId(String value) {

    public SessionId {
        Names.requireShort("session", value);
    }

    @Override
    public String toString() {
        return value;
    }
}
