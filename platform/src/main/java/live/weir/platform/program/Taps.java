package live.weir.platform.program;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import live.weir.bridge.engine.Tap;
import live.weir.bridge.engine.TapSettings;
import live.weir.bridge.transcode.RunningProgram;
import live.weir.signaling.stage.StageProgram.Feed;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * The feeds of a program, and their taps on the way to whoever makes it. A tap that arrives when it is no longer wanted is
 * closed. Belongs to the programs' thread.
 */
final class Taps {

    private static final Logger log = LoggerFactory.getLogger(Taps.class);
    private static final int TRIES = 3;
    private static final Duration PAUSE = Duration.ofMillis(250);

    private final ProductionLine line;
    private final Map<String, Feed> feeds = new LinkedHashMap<>();
    private final Disposable.Composite asking = Disposables.composite();
    private @Nullable RunningProgram program;

    Taps(ProductionLine line) {
        this.line = line;
    }

    /** Everything that is attached goes there from now on. */
    void leadTo(RunningProgram maker) {
        program = maker;
        feeds.forEach((source, feed) -> ask(maker, source, feed));
    }

    /** There is no maker just now. */
    void leadNowhere() {
        program = null;
    }

    void attach(String source, Feed feed) {
        feeds.put(source, feed);
        RunningProgram maker = program;
        if (maker != null) {
            ask(maker, source, feed);
        }
    }

    void detach(String source) {
        feeds.remove(source);
        RunningProgram maker = program;
        if (maker != null) {
            maker.detach(source);
        }
    }

    /** Not disposed of before it has answered: a tap that nobody takes would stay open. */
    private void ask(RunningProgram maker, String source, Feed feed) {
        Disposable.Swap slot = Disposables.swap();
        asking.add(slot);
        slot.update(Mono.defer(() -> feed.tap(TapSettings.defaults()))
                .retryWhen(Retry.backoff(TRIES, PAUSE))
                .doFinally(end -> asking.remove(slot))
                .subscribe(
                        tap -> arrived(maker, source, feed, tap),
                        failure -> log.debug("{} cannot be tapped: {}", source, failure.toString())));
    }

    private void arrived(RunningProgram maker, String source, Feed feed, Tap tap) {
        boolean posted = line.post(() -> {
            if (program == maker && feeds.get(source) == feed) {
                maker.attach(source, tap);
            } else {
                tap.close();
            }
        });
        if (!posted) {
            tap.close();
        }
    }
}
