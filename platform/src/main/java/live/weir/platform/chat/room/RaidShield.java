package live.weir.platform.chat.room;

import java.time.Duration;
import java.time.Instant;
import live.weir.platform.infrastructure.redis.Bus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/**
 * Raises a room's shield for a while, and lowers it again. All nodes with the room see the same wave; the database decides
 * which of them it was, so that the moderators' log tells of it once.
 */
@Component
class RaidShield {

    private static final Logger log = LoggerFactory.getLogger(RaidShield.class);
    private static final String ACTOR = "weir"; // nobody's handle: it is reserved

    private final RulesRepository rules;
    private final Bus bus;
    private final ChatSettings.Raid bounds;

    RaidShield(RulesRepository rules, Bus bus, ChatSettings settings) {
        this.rules = rules;
        this.bus = bus;
        this.bounds = settings.raid();
    }

    void raise(Room room, Instant now) {
        Instant until = now.plus(bounds.shield());
        room.own(rules.raiseShield(room.id(), until)
                .flatMap(raised -> {
                    room.execute(() -> {
                        room.set(room.rules().shielded(until));
                        if (raised) {
                            room.talk().note(ACTOR, "raid-shield", "", wave(until));
                        }
                    });
                    return tell(room);
                })
                .subscribe(told -> {}, away -> log.warn("A room's shield cannot be raised: {}", away.getMessage())));
    }

    private String wave(Instant until) {
        Duration window = bounds.window();
        return bounds.newcomers() + " new accounts within " + window.toSeconds() + " s; until " + until;
    }

    /** Its time is over. */
    void lower(Room room) {
        room.own(rules.lowerShield(room.id())
                .flatMap(lowered -> {
                    room.execute(() -> {
                        room.set(room.rules().unshielded());
                        if (lowered) {
                            room.talk().note(ACTOR, "raid-shield-over", "", "");
                        }
                    });
                    return lowered ? tell(room) : Mono.empty();
                })
                .subscribe(told -> {}, away -> log.debug("A room's shield cannot be lowered: {}", away.getMessage())));
    }

    private Mono<Void> tell(Room room) {
        return bus.send(ModerationDesk.SET, room.id().toString());
    }
}
