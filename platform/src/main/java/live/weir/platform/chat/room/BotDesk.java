package live.weir.platform.chat.room;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import live.weir.platform.channel.ChannelSummary;
import live.weir.platform.chat.room.Provisions.Bot;
import live.weir.platform.identity.TimeOrderedId;
import live.weir.platform.infrastructure.redis.Bus;
import live.weir.platform.security.Secrets;
import live.weir.platform.web.problem.Problem;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Where a channel's bots are made, known again by their tokens, and dismissed. */
@Component
class BotDesk {

    /** How a bot's token begins, so that it is told from a person's, and found by who looks for leaked secrets. */
    private static final String PREFIX = "wbt_";

    private final BotRepository repository;
    private final Secrets secrets;
    private final Rooms rooms;
    private final Bus bus;

    /** @param token is given away here, and never again */
    record NewBot(Bot bot, String token) {

        @Override
        public String toString() {
            return "NewBot[" + bot.name() + "]";
        }
    }

    BotDesk(BotRepository repository, Secrets secrets, Rooms rooms, Bus bus) {
        this.repository = repository;
        this.secrets = secrets;
        this.rooms = rooms;
        this.bus = bus;
    }

    static boolean isBot(String token) {
        return token.startsWith(PREFIX);
    }

    /** Completes empty for whatever is no token of a bot of this channel. */
    Mono<Bot> known(ChannelSummary channel, String token) {
        return Mono.defer(() -> repository.byToken(channel.id().value(), Secrets.hash(token)));
    }

    Mono<List<Bot>> of(Room room) {
        return repository.of(room.id());
    }

    Mono<NewBot> add(Room room, String by, String name, boolean moderates) {
        return secrets.next().flatMap(secret -> {
            String token = PREFIX + secret.value();
            return repository
                    .add(room.id(), new Bot(TimeOrderedId.next(), name, moderates, Instant.EPOCH), Secrets.hash(token))
                    .delayUntil(bot -> changed(room, by, "bot-added", bot.handle()))
                    .map(bot -> new NewBot(bot, token));
        });
    }

    Mono<Void> remove(Room room, String by, UUID bot) {
        return repository
                .remove(room.id(), bot)
                .filter(removed -> removed)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("bot", bot.toString())))
                .flatMap(removed -> changed(room, by, "bot-removed", bot.toString()));
    }

    /** Here before it is answered, so that who was made may come in, and who was dismissed is out. */
    private Mono<Void> changed(Room room, String by, String action, String subject) {
        room.execute(() -> room.talk().note(by, action, subject, ""));
        return rooms.reread(room)
                .then(Mono.defer(() -> bus.send(ModerationDesk.SET, room.id().toString())));
    }
}
