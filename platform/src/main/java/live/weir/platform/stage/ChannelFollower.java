package live.weir.platform.stage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import live.weir.platform.channel.ChannelDeleted;
import live.weir.platform.infrastructure.redis.Bus;
import live.weir.signaling.stage.Stages;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.util.concurrent.Queues;

/**
 * Ends what is on air on a channel that is deleted, on whichever node its stage is. If too many wait, further ones are
 * dropped and counted: their stages end with the grace, since nobody is let in any more.
 */
@Component
class ChannelFollower implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(ChannelFollower.class);
    private static final String GONE = "channel-gone";
    private static final int MOST_WAITING = 1_024;

    private final Bus bus;
    private final Sinks.Many<Mono<Void>> waiting = Sinks.many()
            .unicast()
            .onBackpressureBuffer(Queues.<Mono<Void>>get(MOST_WAITING).get());
    private final Disposable.Composite work = Disposables.composite();
    private final Counter dropped;

    ChannelFollower(Bus bus, Stages stages, MeterRegistry meters) {
        this.bus = bus;
        this.dropped = Counter.builder("weir.stage.channel.changes.dropped")
                .description("Deleted channels whose stages were not ended at once because too many waited")
                .register(meters);
        work.add(bus.listen(GONE, channel -> follow(stages.channelGone(channel))));
        work.add(waiting.asFlux()
                .concatMap(step -> step.onErrorResume(ChannelFollower::reported), 1)
                .subscribe(ignored -> {}, error -> log.error("Following of channels ended", error)));
    }

    @EventListener
    void on(ChannelDeleted event) {
        follow(bus.send(GONE, event.channel().toString()));
    }

    /** Events come from many threads; the sink takes one at a time. */
    private synchronized void follow(Mono<Void> step) {
        if (waiting.tryEmitNext(step).isFailure()) {
            dropped.increment();
        }
    }

    private static Mono<Void> reported(Throwable error) {
        log.warn("The stage of a deleted channel did not end cleanly: {}", error.getMessage());
        return Mono.empty();
    }

    @Override
    public void destroy() {
        work.dispose();
    }
}
