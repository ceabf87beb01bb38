package live.weir.platform.ingest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import live.weir.bridge.transcode.ingest.FeedOrders;
import live.weir.bridge.transcode.ingest.IngestHouse;
import live.weir.platform.channel.KeyedChannel;
import live.weir.platform.ingest.NotLetIn.Reason;
import live.weir.platform.resilience.DependencyUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Lets encoders in by their stream keys, as WHIP does, and gives each a feed. Who comes with the key of one who publishes already takes
 * its place, as there: once it is on air itself.
 */
final class EncoderDesk {

    private static final Logger log = LoggerFactory.getLogger(EncoderDesk.class);

    private final Doorkeeper doorkeeper;
    private final IngestHouse house;
    private final Scheduler opening;
    private final Map<UUID, EncoderOnAir> byKey = new ConcurrentHashMap<>();

    /** @param opening where feeds are opened, which takes files and threads */
    EncoderDesk(Doorkeeper doorkeeper, IngestHouse house, Scheduler opening) {
        this.doorkeeper = doorkeeper;
        this.house = house;
        this.opening = opening;
    }

    boolean admits(InetAddress from) {
        return doorkeeper.admits(from);
    }

    /**
     * Fails with {@link NotLetIn}.
     *
     * @param encoder what it says it is
     * @param hangUp ends its connection, for the reason told
     */
    Mono<EncoderOnAir> letIn(Door door, StreamName name, String encoder, Consumer<String> hangUp) {
        return doorkeeper
                .channelOf(name.key())
                .switchIfEmpty(refused(Reason.BAD_KEY, "This stream key is not valid here, or was revoked."))
                .filter(channel -> name.slug() == null || name.slug().equals(channel.slug()))
                .switchIfEmpty(refused(Reason.OTHER_CHANNEL, "This stream key is another channel's."))
                .publishOn(opening)
                .map(channel -> open(door, name, encoder, channel, hangUp))
                .onErrorMap(
                        DependencyUnavailable.class,
                        away -> new NotLetIn(Reason.AWAY, "A part of this service is away: come back shortly."));
    }

    private static <T> Mono<T> refused(Reason reason, String sentence) {
        return Mono.error(() -> new NotLetIn(reason, sentence));
    }

    private EncoderOnAir open(
            Door door, StreamName name, String software, KeyedChannel channel, Consumer<String> hangUp) {
        URI whip = doorkeeper
                .whip(channel.slug())
                .orElseThrow(() -> new NotLetIn(Reason.AWAY, "This node is leaving: come back shortly."));
        EncoderOnAir encoder = new EncoderOnAir(door, channel, hangUp, this::leave);
        try {
            encoder.begin(house.open(new FeedOrders(whip, name.key(), door.form), encoder));
        } catch (IOException full) {
            log.warn("No room for an encoder of {}: {}", channel.slug(), full.getMessage());
            throw new NotLetIn(Reason.NO_ROOM, "There is no room for another encoder: come back later.");
        }
        log.info("An encoder ({}) publishes on {} by {}", software, channel.slug(), door);
        encoder.follow(byKey.put(channel.key(), encoder));
        return encoder;
    }

    private void leave(EncoderOnAir encoder) {
        UUID key = encoder.channel().key();
        EncoderOnAir before = encoder.predecessor();
        if (byKey.remove(key, encoder) && before != null) {
            byKey.putIfAbsent(key, before); // which never had to give way
        }
    }

    /** Those who publish just now. */
    List<EncoderOnAir> onAir() {
        return List.copyOf(byKey.values());
    }
}
