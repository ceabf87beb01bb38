package live.weir.signaling.protocol;

import org.jspecify.annotations.Nullable;

/** A frame that is refused. The message is a sentence for the client. */
public final class BadMessage extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final @Nullable String field;
    private final @Nullable String ref;
    private final boolean hopeless;

    private BadMessage(String sentence, @Nullable String field, @Nullable String ref, boolean hopeless) {
        super(sentence, null, false, false);
        this.field = field;
        this.ref = ref;
        this.hopeless = hopeless;
    }

    static BadMessage noMessage(String sentence) {
        return new BadMessage(sentence, null, null, true);
    }

    static BadMessage field(String field, String wants, @Nullable String ref) {
        return new BadMessage("'" + field + "' " + wants, field, ref, false);
    }

    /** Which field is at fault, if one is. */
    public @Nullable String field() {
        return field;
    }

    /** What the client called it, if that could be read. */
    public @Nullable String ref() {
        return ref;
    }

    /** Whether it wasn't even JSON with a type: who sends that speaks another protocol. */
    public boolean isHopeless() {
        return hopeless;
    }
}
