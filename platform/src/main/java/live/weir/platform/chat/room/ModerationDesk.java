package live.weir.platform.chat.room;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import live.weir.platform.account.AccountDirectory;
import live.weir.platform.account.AccountSummary;
import live.weir.platform.chat.history.HistoryBuffer;
import live.weir.platform.chat.history.HistoryStep;
import live.weir.platform.chat.protocol.ClientMessage.Settings;
import live.weir.platform.chat.protocol.ServerMessage.Message;
import live.weir.platform.chat.protocol.ServerMessage.Pinned;
import live.weir.platform.chat.protocol.ServerMessage.PinnedMessage;
import live.weir.platform.chat.protocol.ServerMessage.Reviewed;
import live.weir.platform.chat.protocol.ServerMessage.RoomState;
import live.weir.platform.chat.protocol.Writers;
import live.weir.platform.infrastructure.redis.Bus;
import live.weir.platform.resilience.DependencyUnavailable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * What moderators decide, for sockets and the API alike. A sanction acts here at once and on the other nodes by a notice;
 * it is written down through the history's buffer, so that it acts while Postgres is away too.
 */
@Component
final class ModerationDesk {

    private static final Logger log = LoggerFactory.getLogger(ModerationDesk.class);
    private static final String STRIKE = "chat-strike";
    private static final String LIFT = "chat-lift";
    /** What moderators changed is read again by every node that has the room open. */
    static final String SET = "chat-set";

    /** A node does not hear itself: what came after would be undone. */
    private final String self = UUID.randomUUID().toString();

    private final Rooms rooms;
    private final RoomParts parts;
    private final RulesRepository rules;
    private final AccountDirectory accounts;
    private final HistoryBuffer buffer;
    private final Bus bus;
    private final JsonMapper json;

    /** As one node tells another. */
    record Notice(String node, UUID channel, Sanction sanction) {}

    ModerationDesk(
            Rooms rooms, RoomParts parts, RulesRepository rules, AccountDirectory accounts, Bus bus, JsonMapper json) {
        this.rooms = rooms;
        this.parts = parts;
        this.rules = rules;
        this.accounts = accounts;
        this.buffer = parts.buffer();
        this.bus = bus;
        this.json = json;
        bus.listen(STRIKE, notice -> heard(notice, true));
        bus.listen(LIFT, notice -> heard(notice, false));
        bus.listen(SET, channel -> rooms.reload(UUID.fromString(channel)));
    }

    private void heard(String text, boolean strike) {
        try {
            Notice notice = json.readValue(text, Notice.class);
            Sanction sanction = notice.sanction();
            if (notice.node().equals(self)) {
                return;
            }
            rooms.ifOpen(notice.channel(), room -> {
                if (strike) {
                    room.strike(sanction);
                } else {
                    room.lift(sanction.account(), sanction.handle(), sanction.by());
                }
            });
        } catch (RuntimeException unreadable) {
            log.warn("A moderator's decision on another node was not understood: {}", unreadable.getMessage());
        }
    }

    /** @param length null for a ban */
    Mono<Void> strike(
            Room room,
            String by,
            String who,
            @Nullable Duration length,
            String reason,
            boolean network,
            boolean shadow) {
        return somebody(room, by, who)
                .flatMap(person -> networkOf(room, person.id().value(), network).flatMap(from -> {
                    Instant until =
                            length == null ? null : parts.clock().instant().plus(length);
                    Sanction sanction = new Sanction(
                            person.id().value(),
                            person.handle(),
                            until,
                            reason,
                            shadow,
                            from.isEmpty() ? null : from,
                            by);
                    return impose(room, sanction);
                }));
    }

    private Mono<Void> impose(Room room, Sanction sanction) {
        UUID channel = room.id();
        buffer.force(new HistoryStep.Imposed(
                channel,
                sanction.account(),
                sanction.handle(),
                sanction.until(),
                sanction.reason(),
                sanction.shadow(),
                sanction.network(),
                sanction.by()));
        room.execute(() -> {
            room.strike(sanction);
            room.talk().clear(sanction.account(), sanction.handle());
            Instant until = sanction.until();
            String action = until != null ? "timeout" : sanction.shadow() ? "shadow-ban" : "ban";
            String detail = (until == null ? "" : "until " + until + " ") + sanction.reason();
            room.talk().note(sanction.by(), action, sanction.handle(), detail.strip());
        });
        return bus.send(STRIKE, json.writeValueAsString(new Notice(self, channel, sanction)));
    }

    Mono<Void> lift(Room room, String by, String who) {
        return somebody(room, by, who).flatMap(person -> {
            UUID account = person.id().value();
            buffer.force(new HistoryStep.Lifted(room.id(), account));
            room.execute(() -> {
                room.lift(account, person.handle(), by);
                room.talk().note(by, "lifted", person.handle(), "");
            });
            Sanction none = new Sanction(account, person.handle(), null, "", false, null, by);
            return bus.send(LIFT, json.writeValueAsString(new Notice(self, room.id(), none)));
        });
    }

    Mono<Void> clear(Room room, String by, String who) {
        return somebody(room, by, who)
                .doOnNext(person -> room.execute(() -> {
                    room.talk().clear(person.id().value(), person.handle());
                    room.talk().note(by, "cleared", person.handle(), "");
                }))
                .then();
    }

    private Mono<AccountSummary> somebody(Room room, String by, String who) {
        return accounts.byHandle(who)
                .onErrorMap(DependencyUnavailable.class, away -> Refusal.overloaded())
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("There is nobody called '" + who + "'.")))
                .filter(person -> !person.id().equals(room.channel().ownerId())
                        && !person.handle().equals(by))
                .switchIfEmpty(Mono.error(() -> Refusal.conflict("Neither the owner nor oneself.")));
    }

    /** Empty text if it is not wanted, or nobody here saw the person. */
    private static Mono<String> networkOf(Room room, UUID account, boolean wanted) {
        return !wanted
                ? Mono.just("")
                : Mono.create(
                        sink -> room.execute(() -> sink.success(room.talk().networkOf(account))));
    }

    Mono<Void> pin(Room room, String by, @Nullable Long seq) {
        return Mono.create(sink -> room.execute(() -> {
            Message message = seq == null ? null : room.ring().message(seq);
            if (seq != null && message == null) {
                sink.error(Refusal.notFound("There is no message " + seq + " any more."));
                return;
            }
            PinnedMessage pinned = seq == null || message == null
                    ? null
                    : new PinnedMessage(
                            seq, message.from().handle(), message.from().name(), message.text());
            String id = Talk.shortId();
            room.talk().happen(new Pinned(0, id, pinned), "", 0, number -> {
                String text = pinned == null ? "" : parts.codec().writeText(new Pinned(number, id, pinned));
                buffer.force(new HistoryStep.Pinned(room.id(), text));
                room.talk().note(by, pinned == null ? "unpinned" : "pinned", "", String.valueOf(seq));
                sink.success();
            });
        }));
    }

    /** @param terms null leaves them as they are */
    Mono<Void> set(Room room, String by, Settings wish, @Nullable List<String> terms) {
        if (wish.writers() == Writers.SUBSCRIBERS && !parts.memberships().knowsSubscribers()) {
            return Mono.error(Refusal.conflict("This server has no subscriptions."));
        }
        return Mono.<RoomRules>create(sink -> room.execute(() -> sink.success(room.rules())))
                .flatMap(now -> {
                    RoomState state = changed(now.state(), wish);
                    List<String> words = terms == null ? now.terms() : terms;
                    return rules.set(room.id(), state, words)
                            .doOnSuccess(done -> room.execute(() -> {
                                room.set(room.rules().with(state, words));
                                room.talk().note(by, "settings", "", state.toString());
                            }))
                            .then(Mono.defer(() -> bus.send(SET, room.id().toString())));
                })
                .onErrorMap(DependencyUnavailable.class, away -> Refusal.overloaded());
    }

    private static RoomState changed(RoomState now, Settings wish) {
        return new RoomState(
                or(wish.writers(), now.writers()),
                or(wish.slowSeconds(), now.slowSeconds()),
                or(wish.emotesOnly(), now.emotesOnly()),
                or(wish.linksAllowed(), now.linksAllowed()),
                or(wish.shield(), now.shield()),
                or(wish.followMinutes(), now.followMinutes()));
    }

    private static <T> T or(@Nullable T wish, T now) {
        return wish == null ? now : wish;
    }

    Mono<Void> review(Room room, String by, String held, boolean allow) {
        UUID id;
        try {
            id = UUID.fromString(held);
        } catch (IllegalArgumentException unreadable) {
            return Mono.error(Refusal.notFound("Nothing is held back under this name."));
        }
        return parts.held()
                .take(room.id(), id)
                .onErrorMap(DependencyUnavailable.class, away -> Refusal.overloaded())
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("Nothing is held back under this name.")))
                .doOnNext(message -> room.execute(() -> {
                    if (allow) {
                        room.talk().release(message);
                    }
                    room.talk()
                            .note(
                                    by,
                                    allow ? "allowed" : "rejected",
                                    message.held().from().handle(),
                                    message.held().text());
                    room.passing().tellModeratorsEverywhere(new Reviewed(held, by, allow));
                }))
                .then();
    }
}
