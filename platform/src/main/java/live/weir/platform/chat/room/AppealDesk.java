package live.weir.platform.chat.room;

import java.util.List;
import java.util.Locale;
import live.weir.platform.channel.ChannelSummary;
import live.weir.platform.chat.room.AppealRepository.Appeal;
import live.weir.platform.chat.words.CleanText;
import live.weir.platform.security.Caller;
import live.weir.platform.web.problem.Problem;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Where somebody who may not speak is heard once, and answered. Who is in the shadow knows of nothing to appeal against. */
@Component
class AppealDesk {

    static final int LONGEST_NOTE = 500;
    static final int LONGEST_ANSWER = 200;

    private final AppealRepository appeals;
    private final ModerationDesk moderation;

    AppealDesk(AppealRepository appeals, ModerationDesk moderation) {
        this.appeals = appeals;
        this.moderation = moderation;
    }

    Mono<Void> leave(Room room, Caller caller, @Nullable String note) {
        return Mono.defer(() -> {
            String text = text("/text", note, 1, LONGEST_NOTE);
            return appeals.leave(room.id(), caller.id().value(), text)
                    .filter(taken -> taken)
                    .switchIfEmpty(Mono.defer(() -> refusal(room, caller)))
                    .doOnNext(taken ->
                            room.execute(() -> room.talk().note(caller.handle(), "appealed", caller.handle(), text)))
                    .then();
        });
    }

    private Mono<Boolean> refusal(Room room, Caller caller) {
        return appeals.of(room.id(), caller.id().value())
                .flatMap(known -> Mono.<Boolean>error(Problem.conflict(
                        "appealed-already", "Appealed already", "There is a note of yours about this already.")))
                .switchIfEmpty(Mono.error(() -> Problem.conflict(
                        "nothing-to-appeal", "Nothing to appeal", "Nobody keeps you from speaking here.")));
    }

    Mono<Appeal> of(ChannelSummary channel, Caller caller) {
        return appeals.of(channel.id().value(), caller.id().value())
                .switchIfEmpty(Mono.error(() -> Problem.notFound("appeal", caller.handle())));
    }

    Mono<List<Appeal>> waiting(Room room) {
        return appeals.waiting(room.id());
    }

    Mono<Void> answer(Room room, String by, String who, boolean lift, @Nullable String answer) {
        return Mono.defer(() -> {
            String handle = who.toLowerCase(Locale.ROOT);
            String text = text("/answer", answer == null ? "" : answer, 0, LONGEST_ANSWER);
            return appeals.answer(room.id(), handle, by, text)
                    .filter(answered -> answered)
                    .switchIfEmpty(Mono.error(() -> Problem.notFound("appeal", who)))
                    .doOnNext(answered -> room.execute(
                            () -> room.talk().note(by, lift ? "appeal-granted" : "appeal-refused", handle, text)))
                    .flatMap(answered -> lift ? moderation.lift(room, by, handle) : Mono.empty());
        });
    }

    private static String text(String pointer, @Nullable String text, int least, int most) {
        String clean = text == null ? "" : CleanText.of(text);
        if (clean.length() < least || clean.length() > most) {
            throw Problem.invalid(pointer, "must have " + least + " to " + most + " characters that can be read");
        }
        return clean;
    }
}
