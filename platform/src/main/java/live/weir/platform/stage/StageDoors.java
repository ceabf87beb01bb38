package live.weir.platform.stage;

import live.weir.signaling.stage.Stages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * Opens the stages with the node and closes them before it stops listening, so that whoever is connected is told to come
 * back elsewhere.
 */
@Component
class StageDoors implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(StageDoors.class);

    private final Stages stages;
    private final Disposable.Swap closing = Disposables.swap();
    private volatile boolean running;

    StageDoors(Stages stages) {
        this.stages = stages;
    }

    @Override
    public void start() {
        running = true;
        stages.open();
    }

    @Override
    public void stop(Runnable callback) {
        running = false;
        closing.update(stages.close()
                .doFinally(end -> callback.run())
                .subscribe(done -> {}, failed -> log.warn("The stages did not close cleanly", failed)));
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
