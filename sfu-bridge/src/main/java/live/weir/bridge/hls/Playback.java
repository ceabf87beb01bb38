package live.weir.bridge.hls;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** Something that plays by addresses: a program on air, here or on another node, or a recording. */
public interface Playback {

    /**
     * Answers once, at once or when what was asked for is there. Never blocks.
     *
     * @param loop where {@code taker} is called if that is not at once; many who wait on one loop are called together
     */
    void ask(Wanted wanted, Executor loop, Consumer<Reply> taker);
}
