package live.weir.platform.ingest;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import live.weir.bridge.ingest.rtmp.PublishDesk;
import live.weir.bridge.ingest.rtmp.PublishRefused;
import live.weir.bridge.ingest.rtmp.PublishRefused.Reason;
import live.weir.bridge.ingest.rtmp.PublishWish;
import live.weir.bridge.ingest.rtmp.PublishedMedia;
import live.weir.bridge.ingest.rtmp.PublisherLine;
import live.weir.bridge.transcode.ingest.FeedOrders;
import live.weir.bridge.transcode.ingest.IngestHouse;
import live.weir.platform.channel.KeyedChannel;
import live.weir.platform.resilience.DependencyUnavailable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Lets encoders in by their stream keys, as WHIP does, and gives each a feed. Who comes with the key of one who publishes already takes
 * its place, as there: once it is on air itself.
 */
final class EncoderDesk implements PublishDesk {

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

    @Override
    public boolean admits(InetAddress from) {
        return doorkeeper.admits(from);
    }

    @Override
    public CompletionStage<PublishedMedia> publish(PublishWish wish, PublisherLine line) {
        return Mono.justOrEmpty(StreamName.read(wish.app(), wish.name()))
                .switchIfEmpty(refused(
                        Reason.BAD_NAME,
                        "Enter rtmp://…/live as the server, and one of the channel's stream keys as the key."))
                .flatMap(name -> doorkeeper
                        .channelOf(name)
                        .switchIfEmpty(refused(Reason.BAD_NAME, "This stream key is not valid here, or was revoked."))
                        .publishOn(opening)
                        .map(channel -> open(wish, line, name, channel)))
                .onErrorMap(
                        DependencyUnavailable.class,
                        away -> new PublishRefused(Reason.DENIED, "A part of this service is away: come back shortly."))
                .toFuture();
    }

    private static <T> Mono<T> refused(Reason reason, String sentence) {
        return Mono.error(() -> new PublishRefused(reason, sentence));
    }

    private PublishedMedia open(PublishWish wish, PublisherLine line, StreamName name, KeyedChannel channel) {
        URI whip = doorkeeper
                .whip(channel.slug())
                .orElseThrow(() -> new PublishRefused(Reason.DENIED, "This node is leaving: come back shortly."));
        EncoderOnAir encoder = new EncoderOnAir(channel, line, this::leave);
        try {
            encoder.begin(house.open(new FeedOrders(whip, name.key()), encoder));
        } catch (IOException full) {
            log.warn("No room for an encoder of {}: {}", channel.slug(), full.getMessage());
            throw new PublishRefused(Reason.DENIED, "There is no room for another encoder: come back later.");
        }
        log.info("An encoder ({}) publishes on {} by RTMP", wish.encoder(), channel.slug());
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
