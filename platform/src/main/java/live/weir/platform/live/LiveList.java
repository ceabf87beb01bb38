package live.weir.platform.live;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.channel.ChannelSummary;
import live.weir.platform.channel.HlsReach;
import live.weir.platform.channel.Visibility;
import live.weir.platform.identity.ChannelId;
import live.weir.platform.live.BroadcastRepository.Place;
import live.weir.platform.web.Cursors;
import live.weir.platform.web.Page;
import live.weir.platform.web.PageRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Pages of what is on air on public channels.
 *
 * <p>Which channels are public, channels know and broadcasts do not. So broadcasts are read in batches and those of other
 * channels left out, until the page is full. A page may be short, even empty, and still have a next one: that is how the
 * work for one request stays bounded, however many private channels are on air.
 */
@Component
class LiveList {

    private static final String NAME = "live";
    private static final int BATCHES = 8;
    private static final int SMALLEST_BATCH = 50;

    private final BroadcastRepository broadcasts;
    private final ChannelService channels;
    private final HlsReach hls;
    private final HlsAudience audience;

    LiveList(BroadcastRepository broadcasts, ChannelService channels, HlsReach hls, HlsAudience audience) {
        this.broadcasts = broadcasts;
        this.channels = channels;
        this.hls = hls;
        this.audience = audience;
    }

    Mono<Page<LiveBroadcast>> page(PageRequest request) {
        return Mono.fromSupplier(() -> place(request))
                .flatMap(place -> fill(new Draft(request.limit(), place), BATCHES))
                .map(Draft::page);
    }

    /** @throws live.weir.platform.web.problem.Problem if the cursor is not one of this list's */
    static Place place(PageRequest request) {
        return request.after(NAME, 2, parts -> new Place(Instant.parse(parts.get(0)), UUID.fromString(parts.get(1))))
                .orElse(Place.START);
    }

    private Mono<Draft> fill(Draft draft, int batchesLeft) {
        if (draft.isComplete() || batchesLeft == 0) {
            return Mono.just(draft);
        }
        int size = Math.max(SMALLEST_BATCH, draft.limit + 1);
        return broadcasts
                .onAir(draft.place, size)
                .flatMap(rows -> known(rows).doOnNext(known -> draft.take(rows, known, rows.size() < size)))
                .then(Mono.defer(() -> fill(draft, batchesLeft - 1)));
    }

    private record Known(
            Map<ChannelId, ChannelSummary> channels, Map<ChannelId, HlsReach.Hls> hls, Map<ChannelId, Long> byHls) {}

    private Mono<Known> known(List<BroadcastRow> rows) {
        List<ChannelId> ids = rows.stream().map(BroadcastRow::channel).toList();
        return Mono.zip(channels.byIds(ids), hls.among(ids), audience.among(ids))
                .map(all -> new Known(all.getT1(), all.getT2(), all.getT3()));
    }

    /** A page in the making; belongs to one request. */
    private static final class Draft {

        private final int limit;
        private final List<LiveBroadcast> items = new ArrayList<>();
        private Place place;
        private boolean atEnd;

        Draft(int limit, Place place) {
            this.limit = limit;
            this.place = place;
        }

        /** @param last whether nothing comes after these rows */
        void take(List<BroadcastRow> rows, Known known, boolean last) {
            int seen = 0;
            while (seen < rows.size() && items.size() < limit) {
                BroadcastRow row = rows.get(seen++);
                place = Place.of(row);
                ChannelSummary channel = known.channels().get(row.channel());
                if (channel != null && channel.visibility() == Visibility.PUBLIC) {
                    items.add(LiveBroadcast.of(
                            row,
                            channel,
                            known.byHls().getOrDefault(row.channel(), 0L),
                            known.hls()
                                    .getOrDefault(row.channel(), HlsReach.Hls.NONE)
                                    .picture()));
                }
            }
            atEnd = last && seen == rows.size();
        }

        boolean isComplete() {
            return atEnd || items.size() >= limit;
        }

        Page<LiveBroadcast> page() {
            @Nullable
            String next = atEnd
                    ? null
                    : Cursors.write(
                            NAME, place.startedAt().toString(), place.id().toString());
            return new Page<>(List.copyOf(items), next);
        }
    }
}
