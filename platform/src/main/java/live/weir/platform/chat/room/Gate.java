package live.weir.platform.chat.room;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import live.weir.platform.chat.protocol.Writers;
import live.weir.platform.security.Role;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may write where not everybody may. Who follows or subscribes is asked elsewhere and remembered for a while. On the
 * room's event loop.
 */
final class Gate {

    private static final Logger log = LoggerFactory.getLogger(Gate.class);

    private static final Duration YES = Duration.ofMinutes(1);
    /** Who begins to follow is heard of at once; this is for a notice that was lost. */
    private static final Duration NO = Duration.ofSeconds(5);

    private static final int REMEMBERED = 5_000;
    private static final int MOST_ASKED = 500;

    private final Room room;
    private final RoomParts parts;
    private final Remembered<UUID, Answer> answers = new Remembered<>(REMEMBERED);
    private final Set<UUID> asked = new HashSet<>();

    private record Answer(Writers to, Optional<Instant> since, Instant at) {

        boolean holds(Writers asked, Instant now) {
            return to == asked && at.plus(since.isPresent() ? YES : NO).isAfter(now);
        }
    }

    Gate(Room room, RoomParts parts) {
        this.room = room;
        this.parts = parts;
    }

    /** One of the two, now or when it is known. */
    void pass(Speaker speaker, Runnable then, Consumer<Refusal> otherwise) {
        Writers writers = room.rules().state().writers();
        if (speaker.moderates() || speaker.isBot() || writers == Writers.EVERYBODY) {
            then.run();
        } else if (writers == Writers.FOLLOWERS || writers == Writers.SUBSCRIBERS) {
            passMember(writers, speaker, then, otherwise);
        } else if (writers == Writers.VERIFIED && speaker.caller().is(Role.VERIFIED)) {
            then.run();
        } else {
            otherwise.accept(Refusal.notAWriter(
                    writers == Writers.VERIFIED
                            ? "Only verified accounts write here now."
                            : "Only moderators write here now."));
        }
    }

    private void passMember(Writers writers, Speaker speaker, Runnable then, Consumer<Refusal> otherwise) {
        Answer known = answers.get(speaker.account());
        if (known != null && known.holds(writers, parts.clock().instant())) {
            decide(known, then, otherwise);
        } else if (asked.size() >= MOST_ASKED || !asked.add(speaker.account())) {
            otherwise.accept(Refusal.overloaded());
        } else {
            ask(writers, speaker, then, otherwise);
        }
    }

    private void ask(Writers writers, Speaker speaker, Runnable then, Consumer<Refusal> otherwise) {
        UUID account = speaker.account();
        room.own(parts.memberships()
                .since(writers, room.channel().id(), speaker.caller().id())
                .subscribe(
                        since -> room.execute(() -> {
                            Answer answer =
                                    new Answer(writers, since, parts.clock().instant());
                            // Forgotten meanwhile: somebody began or ceased to follow while we asked.
                            if (asked.remove(account)) {
                                answers.put(account, answer);
                            }
                            decide(answer, then, otherwise);
                        }),
                        away -> room.execute(() -> {
                            log.debug("Whether somebody may write cannot be told now: {}", away.getMessage());
                            asked.remove(account);
                            otherwise.accept(Refusal.overloaded());
                        })));
    }

    private void decide(Answer answer, Runnable then, Consumer<Refusal> otherwise) {
        Refusal refusal = refusal(answer);
        if (refusal == null) {
            then.run();
        } else {
            otherwise.accept(refusal);
        }
    }

    private @Nullable Refusal refusal(Answer answer) {
        if (answer.since().isEmpty()) {
            return Refusal.notAWriter(
                    answer.to() == Writers.FOLLOWERS
                            ? "Only who follows the channel writes here now."
                            : "Only subscribers write here now.");
        }
        int minutes = answer.to() == Writers.FOLLOWERS ? room.rules().state().followMinutes() : 0;
        Duration left =
                Duration.between(parts.clock().instant(), answer.since().get().plus(Duration.ofMinutes(minutes)));
        return minutes > 0 && left.compareTo(Duration.ZERO) > 0
                ? Refusal.notYetAWriter("Who has followed for " + minutes + " minutes writes here now.", left)
                : null;
    }

    /** What was known of somebody is not true any more. */
    void forget(UUID account) {
        answers.forget(account);
        asked.remove(account);
    }
}
