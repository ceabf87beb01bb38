package live.weir.platform.delivery;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import live.weir.platform.channel.ChannelChanged;
import live.weir.platform.channel.ChannelDeleted;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.channel.ChannelSummary;
import live.weir.platform.channel.Visibility;
import live.weir.platform.delivery.purge.PurgeOrder;
import live.weir.platform.delivery.purge.Purger;
import live.weir.platform.resilience.Errands;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import reactor.core.publisher.Mono;

/** What was public and is so no longer: says so to whoever keeps copies of it. */
class Withdrawals implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Withdrawals.class);
    private static final Instant LAST = Instant.parse("9999-01-01T00:00:00Z");
    private static final int AT_ONCE = 100;

    private final Purger purger;
    private final ChannelService channels;
    private final RecordingRepository rows;
    private final Errands errands = new Errands();

    Withdrawals(Purger purger, ChannelService channels, RecordingRepository rows) {
        this.purger = purger;
        this.channels = channels;
        this.rows = rows;
    }

    void recordingDeleted(UUID id) {
        purger.purge(new PurgeOrder("recording-deleted", List.of(of(id))));
    }

    /** Its playlists name other pieces now. */
    void recordingChanged(UUID id) {
        purger.purge(new PurgeOrder("recording-changed", List.of(of(id))));
    }

    /** Its recordings went with it, and nobody knows their names any more: those copies end by their age. */
    @EventListener
    void on(ChannelDeleted event) {
        purger.purge(new PurgeOrder("channel-deleted", List.of(of(event.slug()))));
    }

    @EventListener
    void on(ChannelChanged event) {
        if (purger.isWanted()) {
            errands.run(
                    channels.bySlug(event.slug())
                            .filter(channel -> channel.visibility() == Visibility.PRIVATE)
                            .flatMap(this::hidden),
                    error -> log.warn("Not purged, for what is private is not known: {}", error.toString()));
        }
    }

    private Mono<Void> hidden(ChannelSummary channel) {
        purger.purge(new PurgeOrder("channel-private", List.of(of(channel.slug()))));
        return page(channel, LAST, new UUID(-1L, -1L))
                .expand(found -> found.size() < AT_ONCE
                        ? Mono.empty()
                        : page(
                                channel,
                                found.get(AT_ONCE - 1).startedAt(),
                                found.get(AT_ONCE - 1).id()))
                .filter(found -> !found.isEmpty())
                .doOnNext(found -> purger.purge(new PurgeOrder(
                        "channel-private",
                        found.stream().map(row -> of(row.id())).toList())))
                .then();
    }

    private Mono<List<RecordingRow>> page(ChannelSummary channel, Instant before, UUID id) {
        return rows.of(channel.id(), before, id, AT_ONCE);
    }

    private static String of(String slug) {
        return HlsRequest.PREFIX + slug + '/';
    }

    private static String of(UUID recording) {
        return VodDesk.PREFIX + recording + '/';
    }

    @Override
    public void destroy() {
        errands.drop();
    }
}
