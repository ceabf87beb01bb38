package live.weir.platform.chat.protocol;

import org.jspecify.annotations.Nullable;

/** A frame that is refused. The message is a sentence for the client. */
public final class BadMessage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String ref;
    private final @Nullable String said;
    private final boolean hopeless;

    private BadMessage(String sentence, @Nullable String ref, @Nullable String said, boolean hopeless) {
        super(sentence, null, false, false);
        this.ref = ref;
        this.said = said;
        this.hopeless = hopeless;
    }

    static BadMessage noMessage(String sentence) {
        return new BadMessage(sentence, null, null, true);
    }

    static BadMessage field(String field, String wants, @Nullable String ref, @Nullable String said) {
        return new BadMessage("'" + field + "' " + wants, ref, said, false);
    }

    /** What the client called it, if that could be read. */
    public @Nullable String ref() {
        return ref;
    }

    /** The id of a {@code say}, if it is one and that could be read. */
    public @Nullable String said() {
        return said;
    }

    /** Whether it wasn't even JSON with a type: who sends that speaks another protocol. */
    public boolean isHopeless() {
        return hopeless;
    }
}
