package live.weir.platform.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import live.weir.bridge.hls.Reply;
import live.weir.bridge.hls.Wanted;
import live.weir.bridge.record.RecordedProgram;
import live.weir.platform.channel.ChannelService;
import live.weir.platform.channel.ChannelSummary;
import live.weir.platform.channel.Visibility;
import live.weir.platform.web.problem.Problem;
import live.weir.platform.web.problem.ProblemTranslator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;

/** Answers below {@code /vod/}: of a public or unlisted channel to everybody, of a private one to signed addresses. */
final class VodDesk {

    static final String PREFIX = "/vod/";

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final int RECORDINGS = 1_000;

    private final RecordingRepository rows;
    private final Recordings recordings;
    private final ChannelService channels;
    private final PlaybackTokens tokens;
    private final HlsAnswers answers;
    private final Cache<UUID, Mono<Found>> known = Caffeine.newBuilder()
            .maximumSize(RECORDINGS)
            .expireAfterWrite(FRESH)
            .executor(Runnable::run)
            .build();

    VodDesk(
            RecordingRepository rows,
            Recordings recordings,
            ChannelService channels,
            PlaybackTokens tokens,
            HlsAnswers answers) {
        this.rows = rows;
        this.recordings = recordings;
        this.channels = channels;
        this.tokens = tokens;
        this.answers = answers;
    }

    /** A recording, ready to play. */
    record Found(RecordingRow row, ChannelSummary channel, RecordedProgram program) {}

    /** A token in the path lets its bearer see what it names. */
    Mono<Found> find(UUID id, @Nullable String token) {
        return known.get(id, key -> read(key).cache())
                .switchIfEmpty(Mono.error(() -> Problem.notFound("recording", id.toString())))
                .filterWhen(found -> maySee(found, token))
                .switchIfEmpty(
                        Mono.error(() -> token == null ? Problem.notFound("recording", id.toString()) : expired()));
    }

    private Mono<Boolean> maySee(Found found, @Nullable String token) {
        if (token != null) {
            return tokens.verify(found.row().id(), token);
        }
        return Mono.just(found.channel().visibility() != Visibility.PRIVATE);
    }

    private static Problem expired() {
        return Problem.of(
                HttpStatus.FORBIDDEN,
                "playback-expired",
                "This address has expired",
                "The signature in this address is not valid, or no longer: ask for a fresh one.");
    }

    private Mono<Found> read(UUID id) {
        return rows.byId(id)
                .flatMap(row -> Mono.zip(
                        channels.byIds(java.util.List.of(row.channel()))
                                .flatMap(found -> Mono.justOrEmpty(found.get(row.channel()))),
                        recordings.open(row.media(), row.id().toString(), row.isComplete(), row.startMs(), row.end()),
                        (channel, program) -> new Found(row, channel, program)));
    }

    void forget(UUID id) {
        known.invalidate(id);
    }

    void answer(HlsRequest request, Consumer<HlsAnswer> taker) {
        HlsPath path = HlsPath.of(PREFIX, request.path());
        UUID id = path == null ? null : id(path.slug());
        if (request.method().equals("OPTIONS")) {
            taker.accept(answers.preflight());
        } else if (path == null || id == null || !(request.method().equals("GET") || request.isHead())) {
            taker.accept(answers.of(Reply.notFound(), "", false));
        } else {
            find(id, path.token())
                    .map(Optional::of)
                    .subscribe(
                            found -> request.loop()
                                    .execute(
                                            () -> ask(request, path, found.get().program(), taker)),
                            error -> request.loop()
                                    .execute(() -> taker.accept(
                                            answers.problem(ProblemTranslator.translate(missing(error))))));
        }
    }

    /** Files that are not on this node are not a fault of it. */
    private static Throwable missing(Throwable error) {
        return error instanceof java.io.IOException ? Problem.notFound("recording", "on this node") : error;
    }

    private void ask(HlsRequest request, HlsPath path, RecordedProgram program, Consumer<HlsAnswer> taker) {
        program.ask(
                new Wanted(path.file(), -1, -1, false, false),
                request.loop(),
                reply -> taker.accept(
                        answers.of(reply, request.headers().get(HttpHeaderNames.IF_NONE_MATCH, ""), request.isHead())));
    }

    static @Nullable UUID id(String text) {
        try {
            return text.length() == 36 ? UUID.fromString(text) : null;
        } catch (IllegalArgumentException notOne) {
            return null;
        }
    }
}
