package live.weir.bridge.hls;

import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** The rest of a rendition's open segment, for one who has its beginning: a place among parts that are held once for all. */
final class Growing implements Sequel {

    private final Rendition rendition;
    private final Segment segment;
    private final Executor loop;
    private int taken;

    /** @param taken how many of its parts the reader has */
    Growing(Rendition rendition, Segment segment, Executor loop, int taken) {
        this.rendition = rendition;
        this.segment = segment;
        this.loop = loop;
        this.taken = taken;
    }

    @Override
    public void next(Consumer<Step> taker) {
        rendition.rest(segment, taken, loop, step -> {
            taken += step.body().size();
            taker.accept(step);
        });
    }
}
