package live.weir.signaling.stage;

/** A message as it goes out, written once and shared by all sockets that get it: nobody changes the bytes. */
public final class Frame {

    /** What a newer one replaces while it waits. */
    public enum Kind {
        /** Each is sent. */
        EACH,
        STAGE,
        QUALITY
    }

    private final Kind kind;
    private final byte[] json;

    Frame(Kind kind, byte[] json) {
        this.kind = kind;
        this.json = json;
    }

    public static Frame each(byte[] json) {
        return new Frame(Kind.EACH, json);
    }

    public Kind kind() {
        return kind;
    }

    /** UTF-8; not to be changed. */
    public byte[] json() {
        return json;
    }
}
