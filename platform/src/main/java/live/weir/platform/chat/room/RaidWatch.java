package live.weir.platform.chat.room;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/**
 * Notices a wave of new accounts that speak in the room for the first time. What is counted is bounded by what it takes to
 * raise the alarm: then counting begins anew. On the room's event loop.
 */
final class RaidWatch {

    /** Younger is new. */
    static final Duration YOUNG = Duration.ofDays(1);

    /** A moderator who takes the shield away has looked, and knows better. */
    static final Duration TRUST = Duration.ofMinutes(30);

    private static final int REMEMBERED = 5_000;

    private final ChatSettings.Raid bounds;
    private final Clock clock;
    private final Runnable alarm;
    private final Remembered<UUID, Boolean> regulars = new Remembered<>(REMEMBERED);
    /** Whoever came last stands last. */
    private final Map<UUID, Instant> newcomers = new LinkedHashMap<>();

    private Instant quietUntil = Instant.EPOCH;

    RaidWatch(ChatSettings.Raid bounds, Clock clock, Runnable alarm) {
        this.bounds = bounds;
        this.clock = clock;
        this.alarm = alarm;
    }

    /** Said, or held back. */
    void spoke(UUID account) {
        Instant now = clock.instant();
        if (bounds.newcomers() == 0 || !Speaker.since(account).isAfter(now.minus(YOUNG))) {
            return;
        }
        if (newcomers.containsKey(account) || regulars.get(account) != null) {
            return;
        }
        forgetBefore(now.minus(bounds.window()));
        newcomers.put(account, now);
        if (newcomers.size() >= bounds.newcomers()) {
            newcomers.keySet().forEach(known -> regulars.put(known, true));
            newcomers.clear();
            if (!quietUntil.isAfter(now)) {
                alarm.run();
            }
        }
    }

    private void forgetBefore(Instant start) {
        Iterator<Map.Entry<UUID, Instant>> oldest = newcomers.entrySet().iterator();
        while (oldest.hasNext()) {
            Map.Entry<UUID, Instant> first = oldest.next();
            if (first.getValue().isAfter(start)) {
                return;
            }
            regulars.put(first.getKey(), true);
            oldest.remove();
        }
    }

    /** A moderator took the shield away. */
    void calm() {
        newcomers.clear();
        quietUntil = clock.instant().plus(TRUST);
    }
}
