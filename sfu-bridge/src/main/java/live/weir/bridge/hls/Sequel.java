package live.weir.bridge.hls;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.function.Consumer;

/**
 * The rest of what is still being made. It is asked for step by step by whoever is ready to write more: nothing is queued for those
 * who read slowly, and nothing is held for those who left.
 */
public interface Sequel {

    /**
     * Calls once: at once if more has come since the step before, otherwise when it comes, on the loop that the reply was asked for
     * with. One call at a time, and none after the last step.
     */
    void next(Consumer<Step> taker);

    /** Gives back what is held for the rest. To be called by all who do not take the last step; whoever did may call it too. */
    default void leave() {}

    /** What a step is. */
    enum Kind {
        MORE,
        /** With this it is whole. */
        END,
        /** It will never be whole: whoever was given its beginning must learn that, and caches must not keep it. */
        BROKEN
    }

    /**
     * A step.
     *
     * @param body the taker's to release, each
     */
    record Step(Kind kind, List<ByteBuf> body) {

        public static Step broken() {
            return new Step(Kind.BROKEN, List.of());
        }

        public boolean isLast() {
            return kind != Kind.MORE;
        }

        public void release() {
            body.forEach(ByteBuf::release);
        }
    }
}
