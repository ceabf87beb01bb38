package live.weir.platform.chat.room;

import java.time.Duration;
import java.util.List;
import live.weir.platform.chat.history.ChatHistory;
import live.weir.platform.chat.protocol.ClientMessage;
import live.weir.platform.chat.protocol.ClientMessage.Ban;
import live.weir.platform.chat.protocol.ClientMessage.Clear;
import live.weir.platform.chat.protocol.ClientMessage.Delete;
import live.weir.platform.chat.protocol.ClientMessage.Edit;
import live.weir.platform.chat.protocol.ClientMessage.EndPoll;
import live.weir.platform.chat.protocol.ClientMessage.History;
import live.weir.platform.chat.protocol.ClientMessage.Lift;
import live.weir.platform.chat.protocol.ClientMessage.OpenPoll;
import live.weir.platform.chat.protocol.ClientMessage.Pin;
import live.weir.platform.chat.protocol.ClientMessage.React;
import live.weir.platform.chat.protocol.ClientMessage.Review;
import live.weir.platform.chat.protocol.ClientMessage.Say;
import live.weir.platform.chat.protocol.ClientMessage.Settings;
import live.weir.platform.chat.protocol.ClientMessage.Timeout;
import live.weir.platform.chat.protocol.ClientMessage.Vote;
import live.weir.platform.chat.protocol.ServerMessage.Done;
import live.weir.platform.chat.protocol.ServerMessage.Event;
import live.weir.platform.chat.protocol.ServerMessage.HistoryPage;
import live.weir.platform.chat.protocol.ServerMessage.Refused;
import live.weir.platform.resilience.DependencyUnavailable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** What follows from what somebody says who is in a room. */
@Component
final class Conversation {

    private static final Logger log = LoggerFactory.getLogger(Conversation.class);

    private final ChatAccess access;
    private final ModerationDesk desk;
    private final ChatHistory history;

    Conversation(ChatAccess access, ModerationDesk desk, ChatHistory history) {
        this.access = access;
        this.desk = desk;
        this.history = history;
    }

    /** On the listener's event loop; what takes longer belongs to the room. */
    void hear(Room room, Listener listener, @Nullable Speaker speaker, ClientMessage message) {
        if (message instanceof History wish) {
            page(room, listener, wish);
            return;
        }
        if (speaker == null) {
            refuse(listener, message, Refusal.unauthenticated("Sign in to take part."));
        } else if (speaker.isBot() && room.rules().provisions().bot(speaker.account()) == null) {
            refuse(listener, message, Refusal.unauthenticated("This bot was dismissed."));
        } else if (!speaker.standing().isInForce()) {
            refuse(listener, message, Refusal.unauthenticated("The access token has expired: sign in again."));
        } else if (message instanceof Say say) {
            room.execute(() -> room.gate()
                    .pass(
                            speaker,
                            () -> room.talk().say(listener, speaker, say),
                            refusal -> room.talk().refuse(listener, null, say.id(), refusal)));
        } else if (message instanceof React react) {
            room.execute(() -> room.passing().react(listener, speaker, react));
        } else if (message instanceof Edit edit) {
            room.execute(() -> room.gate()
                    .pass(
                            speaker,
                            () -> room.talk().edit(listener, speaker, edit),
                            refusal -> room.talk().refuse(listener, edit.ref(), null, refusal)));
        } else if (message instanceof Delete delete) {
            room.execute(() -> room.talk().delete(listener, speaker, delete));
        } else if (message instanceof Vote && speaker.isBot()) {
            refuse(listener, message, Refusal.forbidden("Bots do not vote."));
        } else if (message instanceof Vote vote) {
            room.execute(() -> room.passing().vote(listener, speaker, vote));
        } else {
            moderate(room, listener, speaker, message);
        }
    }

    /** Whether somebody still moderates is asked each time. */
    private void moderate(Room room, Listener listener, Speaker speaker, ClientMessage message) {
        Mono<Boolean> done = mayModerate(room, speaker)
                .filter(moderates -> moderates)
                .switchIfEmpty(Mono.error(() -> Refusal.forbidden("Only moderators may do this.")))
                .flatMap(moderates -> decision(room, listener, speaker, message));
        room.own(done.subscribe(
                tell -> {
                    if (tell) {
                        listener.tell(new Done(message.ref()));
                    }
                },
                failure -> refuse(listener, message, refusal(failure))));
    }

    private Mono<Boolean> mayModerate(Room room, Speaker speaker) {
        Provisions.Bot bot = room.rules().provisions().bot(speaker.account());
        return speaker.isBot()
                ? Mono.just(bot != null && bot.moderates())
                : access.mayModerate(room.channel(), speaker.caller());
    }

    /** Completes with whether the outcome is still to be told. */
    private Mono<Boolean> decision(Room room, Listener listener, Speaker speaker, ClientMessage message) {
        String by = speaker.person().handle();
        if (message instanceof OpenPoll poll) {
            room.execute(() -> room.passing().open(listener, speaker, poll));
            return Mono.just(false);
        }
        if (message instanceof EndPoll poll) {
            room.execute(() -> room.passing().end(listener, poll.poll(), poll.ref()));
            return Mono.just(false);
        }
        return decide(room, by, message).thenReturn(true);
    }

    private Mono<Void> decide(Room room, String by, ClientMessage message) {
        if (message instanceof Timeout timeout) {
            return desk.strike(
                    room, by, timeout.who(), Duration.ofSeconds(timeout.seconds()), or(timeout.reason()), false, false);
        }
        if (message instanceof Ban ban) {
            return desk.strike(room, by, ban.who(), null, or(ban.reason()), ban.network(), ban.shadow());
        }
        if (message instanceof Lift lift) {
            return desk.lift(room, by, lift.who());
        }
        if (message instanceof Clear clear) {
            return desk.clear(room, by, clear.who());
        }
        if (message instanceof Pin pin) {
            return desk.pin(room, by, pin.seq());
        }
        if (message instanceof Settings settings) {
            return desk.set(room, by, settings, null);
        }
        return message instanceof Review review
                ? desk.review(room, by, review.held(), review.allow())
                : Mono.error(Refusal.conflict("You are in the room already."));
    }

    private static String or(@Nullable String reason) {
        return reason == null ? "" : reason;
    }

    /** What came last is not written down yet: it is in the room itself. */
    private void page(Room room, Listener listener, History wish) {
        Long after = wish.after();
        if (after == null) {
            written(room, listener, wish);
            return;
        }
        room.execute(() -> {
            List<Event> events = room.ring().eventsAfter(after);
            if (events == null) {
                written(room, listener, wish);
            } else {
                int most = Math.min(events.size(), wish.limit());
                listener.tell(new HistoryPage(wish.ref(), events.subList(0, most), most < events.size()));
            }
        });
    }

    private void written(Room room, Listener listener, History wish) {
        int most = wish.limit() + 1;
        Long after = wish.after();
        Long before = wish.before();
        room.own((after == null
                        ? history.before(room.id(), before == null ? Long.MAX_VALUE : before, most)
                                .map(events -> events.size() < most
                                        ? new HistoryPage(wish.ref(), events, false)
                                        : new HistoryPage(wish.ref(), events.subList(1, most), true))
                        : history.after(room.id(), after, most)
                                .map(events -> events.size() < most
                                        ? new HistoryPage(wish.ref(), events, false)
                                        : new HistoryPage(wish.ref(), events.subList(0, most - 1), true)))
                .subscribe(listener::tell, failure -> refuse(listener, wish, refusal(failure))));
    }

    static Refusal refusal(Throwable failure) {
        if (failure instanceof Refusal refusal) {
            return refusal;
        }
        if (failure instanceof DependencyUnavailable) {
            return Refusal.overloaded();
        }
        log.error("What was said in a chat failed", failure);
        return Refusal.failed();
    }

    static void refuse(Listener listener, ClientMessage message, Refusal refusal) {
        listener.tell(
                message instanceof Say say
                        ? new Refused(null, say.id(), refusal.problem())
                        : new Refused(message.ref(), null, refusal.problem()));
    }
}
