package live.weir.platform.channel;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import live.weir.platform.channel.ChannelRepository.Place;
import live.weir.platform.identity.AccountId;
import live.weir.platform.web.Cursors;
import live.weir.platform.web.Page;
import live.weir.platform.web.PageRequest;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Pages of channels. A page begins after a place, not after a count, so that what is added meanwhile moves nothing. */
@Component
class ChannelLists {

    private static final String OWNED = "channels-owned";
    private static final String MODERATED = "channels-moderated";

    private final ChannelRepository channels;
    private final ChannelViews views;

    ChannelLists(ChannelRepository channels, ChannelViews views) {
        this.channels = channels;
        this.views = views;
    }

    Mono<Page<ChannelView>> ofOwner(AccountId owner, PageRequest page) {
        return Mono.defer(() -> channels.ofOwner(owner, place(OWNED, page), page.fetch()))
                .flatMap(rows -> shown(Page.cut(rows, page, row -> cursor(OWNED, row))));
    }

    Mono<Page<ChannelView>> ofModerator(AccountId moderator, PageRequest page) {
        return Mono.defer(() -> channels.ofModerator(moderator, place(MODERATED, page), page.fetch()))
                .flatMap(rows -> shown(Page.cut(rows, page, row -> cursor(MODERATED, row))));
    }

    private Mono<Page<ChannelView>> shown(Page<ChannelRow> page) {
        return views.of(page.items()).map(items -> new Page<>(items, page.nextCursor()));
    }

    private static Place place(String list, PageRequest page) {
        return page.after(list, 2, ChannelLists::placeOf).orElse(Place.START);
    }

    private static Place placeOf(List<String> parts) {
        return new Place(Instant.parse(parts.get(0)), UUID.fromString(parts.get(1)));
    }

    private static String cursor(String list, ChannelRow row) {
        return Cursors.write(list, row.createdAt().toString(), row.id().value().toString());
    }
}
