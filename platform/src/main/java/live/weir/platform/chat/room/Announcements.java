package live.weir.platform.chat.room;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.chat.protocol.ServerMessage.SystemEvent;
import live.weir.platform.live.BroadcastBegan;
import live.weir.platform.live.BroadcastOver;
import live.weir.platform.resilience.Errands;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** What happens on a channel, told in its room. Named by the broadcast, so that it is told once whoever tells it. */
@Component
class Announcements implements DisposableBean {

    private static final Logger log = LoggerFactory.getLogger(Announcements.class);

    private final ChannelService channels;
    private final Rooms rooms;
    private final Errands errands = new Errands();

    Announcements(ChannelService channels, Rooms rooms) {
        this.channels = channels;
        this.rooms = rooms;
    }

    @EventListener
    void began(BroadcastBegan event) {
        announce(event.slug(), "live", event.broadcast().toString(), event.at(), event.title());
    }

    @EventListener
    void over(BroadcastOver event) {
        announce(event.slug(), "ended", event.broadcast().toString(), event.at(), null);
    }

    private void announce(String slug, String what, String broadcast, Instant at, @Nullable String text) {
        String id = what + "-" + broadcast;
        SystemEvent event = new SystemEvent(0, id, what, at.truncatedTo(ChronoUnit.MILLIS), text);
        errands.run(
                channels.bySlug(slug)
                        .flatMap(rooms::open)
                        .doOnNext(room -> room.execute(
                                () -> room.talk().happen(event, id, 0, seq -> room.writeDown(event, seq)))),
                away -> log.warn("The room of {} was not told: {}", slug, away.getMessage()));
    }

    @Override
    public void destroy() {
        errands.drop();
    }
}
