package live.weir.platform.audience;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The minute that is running, and those that nobody has taken yet. A line changes under its key's lock in the map, so many
 * event loops count at once and none waits for another channel's.
 */
@Component
class Minutes implements Engagement {

    /** Far more channels than a node has at once; what is beyond is not counted. */
    static final int MOST_LINES = 50_000;

    /** Of one channel in one minute; beyond it the number is "at least". */
    static final int MOST_SPEAKERS = 10_000;

    private record Key(Instant at, UUID channel) {}

    private static final class Count {
        private int stage;
        private int hls;
        private int chat;
        private int messages;
        private int reactions;
        private int scored;
        private double sentiment;
        private final Set<UUID> speakers = new HashSet<>();
    }

    private final Map<Key, Count> lines = new ConcurrentHashMap<>();
    private final Clock clock;
    private final Counter uncounted;

    Minutes(Clock clock, MeterRegistry meters) {
        this.clock = clock;
        this.uncounted = Counter.builder("weir.audience.uncounted")
                .description("What was not counted because too many channels are open")
                .register(meters);
    }

    private interface Change {
        void to(Count count);
    }

    private void change(UUID channel, Change change) {
        Key key = new Key(minute(), channel);
        // Not exactly at the bound: threads that come together may go beyond it by as many as they are.
        boolean full = lines.size() >= MOST_LINES;
        Count counted = lines.compute(key, (same, before) -> changed(before, full, change));
        if (counted == null) {
            uncounted.increment();
        }
    }

    private static @Nullable Count changed(@Nullable Count before, boolean full, Change change) {
        if (before == null && full) {
            return null;
        }
        Count count = before == null ? new Count() : before;
        change.to(count);
        return count;
    }

    private Instant minute() {
        return clock.instant().truncatedTo(ChronoUnit.MINUTES);
    }

    @Override
    public void said(UUID channel, UUID account, OptionalDouble sentiment) {
        change(channel, count -> {
            count.messages++;
            if (count.speakers.size() < MOST_SPEAKERS) {
                count.speakers.add(account);
            }
            if (sentiment.isPresent()) {
                count.scored++;
                count.sentiment += sentiment.getAsDouble();
            }
        });
    }

    @Override
    public void reacted(UUID channel) {
        change(channel, count -> count.reactions++);
    }

    /** The most at any time of the minute counts. */
    void present(Gathering.Kind kind, UUID channel, long people) {
        int now = (int) Math.min(Integer.MAX_VALUE, people);
        if (now <= 0) {
            return;
        }
        change(channel, count -> {
            switch (kind) {
                case STAGE -> count.stage = Math.max(count.stage, now);
                case HLS -> count.hls = Math.max(count.hls, now);
                case CHAT -> count.chat = Math.max(count.chat, now);
            }
        });
    }

    /** Takes the minutes that are over. */
    List<AudienceLine> takeOver() {
        return take(minute());
    }

    /** Takes the running one too. */
    List<AudienceLine> takeAll() {
        return take(Instant.MAX);
    }

    private List<AudienceLine> take(Instant before) {
        List<AudienceLine> taken = new ArrayList<>();
        for (Iterator<Key> keys = lines.keySet().iterator(); keys.hasNext(); ) {
            Key key = keys.next();
            if (key.at().isBefore(before)) {
                // Under the lock: what is counted from here on begins another line, which is added to this one.
                lines.computeIfPresent(key, (same, count) -> {
                    taken.add(line(same, count));
                    return null;
                });
            }
        }
        return taken;
    }

    private static AudienceLine line(Key key, Count count) {
        return new AudienceLine(
                key.at(),
                key.channel(),
                count.stage,
                count.hls,
                count.chat,
                count.messages,
                count.speakers.size(),
                count.reactions,
                count.scored,
                count.sentiment);
    }
}
