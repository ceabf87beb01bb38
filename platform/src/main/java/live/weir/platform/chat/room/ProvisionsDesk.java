package live.weir.platform.chat.room;

import java.util.Locale;
import java.util.regex.Pattern;
import live.weir.platform.chat.room.Provisions.Timer;
import live.weir.platform.chat.words.CleanText;
import live.weir.platform.infrastructure.redis.Bus;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Where moderators say what the room answers, and what it says by itself. */
@Component
class ProvisionsDesk {

    static final int LONGEST_TEXT = 400;

    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{1,20}");

    private final ProvisionsRepository repository;
    private final Rooms rooms;
    private final Bus bus;

    ProvisionsDesk(ProvisionsRepository repository, Rooms rooms, Bus bus) {
        this.repository = repository;
        this.rooms = rooms;
        this.bus = bus;
    }

    Mono<Provisions> of(Room room) {
        return repository.of(room.id());
    }

    Mono<Void> putCommand(Room room, String by, String name, @Nullable String text) {
        return Mono.defer(() -> {
            String word = name(name);
            String answer = text(text);
            return repository
                    .putCommand(room.id(), word, answer)
                    .then(Mono.defer(() -> changed(room, by, "command", word, answer)));
        });
    }

    Mono<Void> removeCommand(Room room, String by, String name) {
        return repository
                .removeCommand(room.id(), name)
                .filter(removed -> removed)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("command", name)))
                .flatMap(removed -> changed(room, by, "command-removed", name, ""));
    }

    Mono<Void> putTimer(Room room, String by, String name, int minutes, @Nullable String text) {
        return Mono.defer(() -> {
            Timer timer = new Timer(name(name), minutes, text(text));
            return repository
                    .putTimer(room.id(), timer)
                    .then(Mono.defer(() -> changed(room, by, "timer", timer.name(), timer.text())));
        });
    }

    Mono<Void> removeTimer(Room room, String by, String name) {
        return repository
                .removeTimer(room.id(), name)
                .filter(removed -> removed)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("timer", name)))
                .flatMap(removed -> changed(room, by, "timer-removed", name, ""));
    }

    private static String name(String name) {
        String word = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(word).matches()) {
            throw Problem.invalidParameter("name", "must be 1 to 20 letters a-z, digits or underscores");
        }
        if (word.equals(Commands.UPTIME)) {
            throw Problem.conflict("reserved", "Reserved", "The room answers '" + word + "' by itself.");
        }
        return word;
    }

    private static String text(@Nullable String text) {
        String clean = text == null ? "" : CleanText.of(text);
        if (clean.isEmpty() || clean.length() > LONGEST_TEXT) {
            throw Problem.invalid("/text", "must have 1 to " + LONGEST_TEXT + " characters that can be read");
        }
        return clean;
    }

    private Mono<Void> changed(Room room, String by, String action, String name, String detail) {
        room.execute(() -> room.talk().note(by, action, name, detail));
        rooms.reload(room.id());
        return bus.send(ModerationDesk.SET, room.id().toString());
    }
}
