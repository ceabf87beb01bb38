package live.weir.platform.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import live.weir.bridge.hls.Playback;
import live.weir.platform.channel.ChannelSummary;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;

/**
 * Players between two owners: a broadcast is on air and nobody makes its program just now, because the node that did went and the next
 * one has not begun. A player that is told so by an error may take it for the end; one that waits a moment goes on. One look-out
 * for each channel, however many wait.
 */
final class ProgramSuccession {

    /** As long as a blocked reload may wait (rfc8216bis §6.2.5.2), and less than players wait for a first byte. */
    static final Duration PATIENCE = Duration.ofSeconds(6);

    /** For a neighbour's request; its answer must come before the neighbour gives this node up. */
    private static final Duration AT_HOME = Duration.ofSeconds(4);

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration AT_ONCE = Duration.ofSeconds(1);
    private static final int CHANNELS = 10_000;

    private final ProgramRegistry local;
    private final Function<ChannelSummary, Mono<Playback>> remote;
    private final Function<ChannelId, Mono<Boolean>> onAir;
    private final int mostWaiting;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Cache<ChannelId, Mono<Boolean>> airs = Caffeine.newBuilder()
            .maximumSize(CHANNELS)
            .expireAfterWrite(FRESH)
            .executor(Runnable::run)
            .build();
    private final Cache<Left, Mono<Playback>> lookOuts = Caffeine.newBuilder()
            .maximumSize(CHANNELS)
            .expireAfterWrite(PATIENCE)
            .executor(Runnable::run)
            .build();

    /** @param by what was asked in vain; null if there was nothing to ask */
    private record Left(ChannelId channel, @Nullable Playback by) {}

    /** @param onAir whether a channel's broadcast goes on, by what lasts */
    ProgramSuccession(
            ProgramRegistry local,
            Function<ChannelSummary, Mono<Playback>> remote,
            Function<ChannelId, Mono<Boolean>> onAir,
            int mostWaiting) {
        this.local = local;
        this.remote = remote;
        this.onAir = onAir;
        this.mostWaiting = mostWaiting;
    }

    int waiting() {
        return waiting.get();
    }

    /**
     * Completes with the program as another owner makes it, or empty if the channel is not on air; fails with what to tell players if
     * that takes too long.
     */
    Mono<Playback> after(ChannelSummary channel, @Nullable Playback tried) {
        Left left = new Left(channel.id(), tried);
        return Mono.defer(() -> {
            if (waiting.incrementAndGet() > mostWaiting) {
                waiting.decrementAndGet();
                return Mono.error(notYet("Too many wait for this already."));
            }
            return lookOuts.get(left, key -> lookOut(key, channel)).doFinally(end -> waiting.decrementAndGet());
        });
    }

    /** The program that this node is about to make, which has the stage; completes empty if it does not come soon. */
    Mono<Playback> here(ChannelId channel) {
        return Mono.fromSupplier(() -> local.playback(channel))
                .repeatWhenEmpty(rounds -> rounds.delayElements(LOOK_EVERY))
                .timeout(AT_HOME, Mono.empty());
    }

    private Mono<Playback> lookOut(Left left, ChannelSummary channel) {
        return isOnAir(left.channel())
                .filter(on -> on)
                .flatMap(on -> find(left, channel)
                        .repeatWhenEmpty(rounds -> rounds.delayElements(LOOK_EVERY))
                        .timeout(PATIENCE, Mono.error(() -> notYet("The program goes on elsewhere in a moment."))))
                .doFinally(end -> lookOuts.invalidate(left))
                .cache();
    }

    private Mono<Playback> find(Left left, ChannelSummary channel) {
        return Mono.<Playback>fromSupplier(() -> local.playback(left.channel()))
                .switchIfEmpty(Mono.defer(() -> remote.apply(channel)))
                .filter(found -> !Objects.equals(found, left.by()));
    }

    /** Who cannot tell does not send players away. */
    private Mono<Boolean> isOnAir(ChannelId channel) {
        return airs.get(channel, id -> onAir.apply(id).onErrorReturn(true).cache());
    }

    private static Problem notYet(String reason) {
        return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "not-yet", "Not at present", reason)
                .retryAfter(AT_ONCE);
    }
}
