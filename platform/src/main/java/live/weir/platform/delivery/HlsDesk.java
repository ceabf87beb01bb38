package live.weir.platform.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import live.weir.bridge.hls.Manifest;
import live.weir.bridge.hls.Playback;
import live.weir.bridge.hls.Reply;
import live.weir.bridge.hls.Wanted;
import live.weir.platform.channel.ChannelSummary;
import live.weir.platform.channel.Visibility;
import live.weir.platform.web.problem.Problem;
import live.weir.platform.web.problem.ProblemTranslator;
import live.weir.signaling.stage.Credentials;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;

/**
 * Answers what is asked for below {@code /hls/}: who may, then from where.
 *
 * <pre>
 * channel ──public, unlisted──────────────────────────▶ this node's program, or its owner's
 *    └─────private──signed address───────────────────▶      "
 *                └──entrance, with token, key or pass─▶ redirect to the signed address
 * </pre>
 *
 * <p>Between two owners of a broadcast that goes on playlists wait for the next one ({@link ProgramSuccession}).
 *
 * <p>Of a running program all of this happens on the caller's thread, without Reactor. Only what this node does not know at
 * the moment takes a subscription, whose end is the answer.
 */
final class HlsDesk {

    /** Said by our own pages, whose viewers sit at the stage also while they play the program. */
    private static final String SEATED = "Weir-Seated";

    /** To a neighbour that took this node for the owner, or still does: look again. No player ever sees it. */
    static final HttpResponseStatus NOT_HERE = HttpResponseStatus.MISDIRECTED_REQUEST;

    private static final Duration GLANCE = Duration.ofSeconds(1);
    private static final int CHANNELS = 10_000;

    private final ProgramRegistry local;
    private final Elsewhere remote;
    private final ProgramSuccession succession;
    private final Doors doors;
    private final PlaybackTokens tokens;
    private final HlsAnswers answers;

    /** What was just read of channels: a crowd's requests need not each go through the cache's own machinery. */
    private final Cache<String, ChannelSummary> glances = Caffeine.newBuilder()
            .maximumSize(CHANNELS)
            .expireAfterWrite(GLANCE)
            .executor(Runnable::run)
            .build();

    /** The programs of other nodes. */
    interface Elsewhere {

        /** Whether this node has the channel's stage, so that it makes its program, now or soon. */
        boolean isHere(ChannelSummary channel);

        /** Completes empty if no other node has the channel's stage. */
        Mono<Playback> playback(ChannelSummary channel);
    }

    HlsDesk(
            ProgramRegistry local,
            Elsewhere remote,
            ProgramSuccession succession,
            Doors doors,
            PlaybackTokens tokens,
            HlsAnswers answers) {
        this.local = local;
        this.remote = remote;
        this.succession = succession;
        this.doors = doors;
        this.tokens = tokens;
        this.answers = answers;
    }

    /** A request on its way through. */
    private record Visit(HlsRequest request, HlsPath path, Consumer<HlsAnswer> taker, long since) {

        /** Another node took this one for the owner. */
        boolean isPassed() {
            return request.headers().contains(RemotePrograms.HOP);
        }

        boolean isLate() {
            return System.nanoTime() - since > ProgramSuccession.PATIENCE.toNanos();
        }
    }

    /** Answers once; on the request's loop, or at once on the calling thread, which then is that loop. */
    void answer(HlsRequest request, Consumer<HlsAnswer> taker) {
        HlsPath path = HlsPath.of(HlsRequest.PREFIX, request.path());
        if (request.method().equals("OPTIONS")) {
            taker.accept(answers.preflight());
        } else if (!request.method().equals("GET") && !request.isHead()) {
            taker.accept(answers.problem(Problem.of(
                            HttpStatus.METHOD_NOT_ALLOWED,
                            "method-not-allowed",
                            "Method not allowed",
                            "Only GET and HEAD.")
                    .header("Allow", "GET, HEAD, OPTIONS")));
        } else if (path == null) {
            taker.accept(answers.of(Reply.notFound(), "", false));
        } else {
            visit(new Visit(request, path, taker, System.nanoTime()));
        }
    }

    private void visit(Visit visit) {
        ChannelSummary known = glances.getIfPresent(visit.path().slug());
        if (known != null) {
            enter(visit, known);
            return;
        }
        later(
                visit,
                doors.channel(visit.path().slug())
                        .doOnNext(found -> glances.put(visit.path().slug(), found)),
                found -> enter(visit, found));
    }

    private void enter(Visit visit, ChannelSummary channel) {
        String token = visit.path().token();
        boolean isPrivate = channel.visibility() == Visibility.PRIVATE;
        if (token != null) {
            byToken(visit, channel, token);
        } else if (!isPrivate && doors.areOpenToAll()) {
            serve(visit, channel);
        } else if (!isPrivate || visit.path().isEntrance()) {
            later(
                    visit,
                    doors.admit(visit.path().slug(), credentials(visit.request()))
                            .thenReturn(true),
                    admitted -> admitted(visit, channel, isPrivate));
        } else {
            visit.taker().accept(answers.of(Reply.notFound(), "", false));
        }
    }

    private void byToken(Visit visit, ChannelSummary channel, String token) {
        Boolean good = tokens.check(channel.id().value(), token);
        if (good != null) {
            signed(visit, channel, good);
        } else {
            later(visit, tokens.verify(channel.id().value(), token), verdict -> signed(visit, channel, verdict));
        }
    }

    private void signed(Visit visit, ChannelSummary channel, boolean good) {
        if (good) {
            serve(visit, channel);
        } else {
            visit.taker()
                    .accept(
                            answers.problem(
                                    Problem.of(
                                            HttpStatus.FORBIDDEN,
                                            "playback-expired",
                                            "This address has expired",
                                            "The signature in this address is not valid, or no longer: begin again at the first playlist or manifest.")));
        }
    }

    private void admitted(Visit visit, ChannelSummary channel, boolean isPrivate) {
        if (isPrivate && visit.path().isFirst()) {
            later(
                    visit,
                    tokens.issue(channel.id().value()),
                    token -> visit.taker()
                            .accept(answers.redirect(
                                    "~" + token.text() + "/" + visit.path().file())));
        } else {
            serve(visit, channel);
        }
    }

    private void serve(Visit visit, ChannelSummary channel) {
        if (visit.path().file().equals(Manifest.CLOCK)) {
            visit.taker().accept(answers.clock(Instant.now(), visit.request().isHead()));
            return;
        }
        Playback here = local.playback(channel.id());
        if (here != null) {
            ask(visit, channel, here);
        } else if (!visit.isPassed()) {
            later(
                    visit,
                    remote.playback(channel),
                    there -> ask(visit, channel, there),
                    () -> follow(visit, channel, null));
        } else if (remote.isHere(channel) && visit.path().isPlaylist()) {
            later(
                    visit,
                    succession.here(channel.id()),
                    begun -> ask(visit, channel, begun),
                    () -> follow(visit, channel, null));
        } else {
            follow(visit, channel, null);
        }
    }

    /** Nobody makes it, or who did makes it no longer. Playlists wait for the next owner, all else is gone with the last one. */
    private void follow(Visit visit, ChannelSummary channel, @Nullable Playback tried) {
        if (visit.isPassed()) {
            visit.taker().accept(new HlsAnswer(NOT_HERE, answers.empty(), List.of()));
        } else if (tried == null && !visit.path().isPlaylist()) {
            visit.taker().accept(offAir());
        } else if (!visit.path().isPlaylist() || visit.isLate()) {
            visit.taker().accept(answers.of(Reply.moved(), "", false));
        } else {
            later(visit, succession.after(channel, tried), next -> ask(visit, channel, next));
        }
    }

    private void ask(Visit visit, ChannelSummary channel, Playback playback) {
        HlsRequest request = visit.request();
        Wanted wanted;
        try {
            wanted = Wanted.of(visit.path().file(), request.query(), acceptsGzip(request));
        } catch (IllegalArgumentException senseless) {
            visit.taker()
                    .accept(answers.of(
                            Reply.refused(Objects.requireNonNullElse(senseless.getMessage(), "")), "", false));
            return;
        }
        playback.ask(wanted, request.loop(), reply -> {
            if (reply.outcome() == Reply.Outcome.MOVED) {
                follow(visit, channel, playback);
            } else {
                note(visit, channel, reply);
                visit.taker()
                        .accept(answers.of(
                                reply, request.headers().get(HttpHeaderNames.IF_NONE_MATCH, ""), request.isHead()));
            }
        });
    }

    /** A node that asks for its own players has noted them itself, and who has a seat at the stage is counted there. */
    private void note(Visit visit, ChannelSummary channel, Reply reply) {
        if (reply.outcome() == Reply.Outcome.FOUND
                && visit.path().isWatched()
                && !visit.isPassed()
                && !visit.request().isHead()
                && !visit.request().headers().contains(SEATED)) {
            doors.watched(channel.id(), visit.request(), visit.path());
        }
    }

    private static boolean acceptsGzip(HlsRequest request) {
        String accepted = request.headers().get(HttpHeaderNames.ACCEPT_ENCODING);
        return accepted != null && accepted.contains("gzip");
    }

    private Credentials credentials(HlsRequest request) {
        return doors.credentials(request.peer(), request.headers(), pass(request.query()));
    }

    private static @Nullable String pass(@Nullable String query) {
        if (query == null) {
            return null;
        }
        for (String parameter : query.split("&", 20)) {
            if (parameter.startsWith("pass=")) {
                return parameter.substring(5);
            }
        }
        return null;
    }

    private HlsAnswer offAir() {
        return answers.problem(Problem.of(
                HttpStatus.NOT_FOUND, "not-on-air", "Not on air", "This channel has no program at the moment."));
    }

    private <T> void later(Visit visit, Mono<T> work, Consumer<T> next) {
        later(visit, work, next, () -> visit.taker().accept(offAir()));
    }

    /** This is where a request meets Reactor: the subscription ends with the answer, and its failure is one. */
    private <T> void later(Visit visit, Mono<T> work, Consumer<T> next, Runnable otherwise) {
        work.map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .subscribe(
                        found -> onLoop(visit, () -> found.ifPresentOrElse(next, otherwise)),
                        error -> onLoop(
                                visit,
                                () -> visit.taker().accept(answers.problem(ProblemTranslator.translate(error)))));
    }

    private static void onLoop(Visit visit, Runnable work) {
        visit.request().loop().execute(work);
    }
}
