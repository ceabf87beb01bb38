package live.weir.platform.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import live.weir.bridge.hls.Playback;
import live.weir.bridge.hls.Reply;
import live.weir.bridge.hls.Wanted;
import live.weir.platform.channel.ChannelSummary;
import live.weir.platform.stage.StageNeighbours;
import live.weir.platform.stage.StageNeighbours.Neighbour;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.ByteBufMono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/**
 * A program on another node. For each object one request is in flight, blocked reloads included; whoever asks meanwhile joins
 * those who wait, or, of a segment that is being made, those who read what has come of it. What came is kept for as long as its owner lets caches keep it, within the bound of all.
 */
final class RemoteProgram implements Playback {

    private static final Logger log = LoggerFactory.getLogger(RemoteProgram.class);
    private static final int LARGEST = 32 << 20;
    private static final int MOST_JOINED = 100_000;

    private final ChannelSummary channel;
    private final Neighbour owner;
    private final StageNeighbours neighbours;
    private final PlaybackTokens tokens;
    private final HttpClient http;
    private final Cache<String, Reply> fetched;
    private final Map<String, Flight> flights = new ConcurrentHashMap<>();

    RemoteProgram(
            ChannelSummary channel,
            Neighbour owner,
            StageNeighbours neighbours,
            PlaybackTokens tokens,
            HttpClient http,
            Cache<String, Reply> fetched) {
        this.channel = channel;
        this.owner = owner;
        this.neighbours = neighbours;
        this.tokens = tokens;
        this.http = http;
        this.fetched = fetched;
    }

    /** What one owner makes of it in one term of office. */
    boolean isBy(Neighbour neighbour) {
        return owner.equals(neighbour);
    }

    /** Those who wait for one object. */
    private static final class Flight {

        private final List<Map.Entry<Executor, Consumer<Reply>>> passengers = new ArrayList<>();
        private @Nullable Relay relay;
        private int joined;
        private boolean landed;

        /** False if there is no room. */
        boolean board(Executor loop, Consumer<Reply> taker) {
            Reply beginning;
            synchronized (this) {
                if (landed || joined >= MOST_JOINED) {
                    return false;
                }
                joined++;
                if (relay == null) {
                    passengers.add(Map.entry(loop, taker));
                    return true;
                }
                beginning = relay.reply(loop);
            }
            taker.accept(beginning);
            return true;
        }

        /** What is wanted has begun to come. */
        void relay(Relay begun) {
            List<Map.Entry<Executor, Consumer<Reply>>> readers;
            synchronized (this) {
                relay = begun;
                readers = List.copyOf(passengers);
                passengers.clear();
            }
            for (Map.Entry<Executor, Consumer<Reply>> reader : readers) {
                Reply beginning = begun.reply(reader.getKey());
                reader.getKey().execute(() -> reader.getValue().accept(beginning));
            }
        }

        synchronized List<Map.Entry<Executor, Consumer<Reply>>> land() {
            landed = true;
            return List.copyOf(passengers);
        }
    }

    @Override
    public void ask(Wanted wanted, Executor loop, Consumer<Reply> taker) {
        String target = target(wanted);
        String name = channel.id() + "/" + target + (wanted.gzip() ? " gzip" : "");
        Reply known = copy(name);
        if (known != null) {
            taker.accept(known);
            return;
        }
        boolean[] first = new boolean[1];
        Flight flight = flights.computeIfAbsent(name, key -> {
            first[0] = true;
            return new Flight();
        });
        if (!flight.board(loop, taker)) {
            taker.accept(Reply.unavailable("Too many wait for this already."));
        }
        if (first[0]) {
            // The one who asks first owns the call; it ends with the flight's landing, whatever happens.
            fetch(target, wanted.gzip(), flight)
                    .onErrorResume(this::failed)
                    .subscribe(reply -> land(name, flight, reply), error -> log.error("A fetch was lost", error));
        }
    }

    private static String target(Wanted wanted) {
        if (wanted.msn() < 0) {
            return wanted.path() + (wanted.skip() ? "?_HLS_skip=YES" : "");
        }
        return wanted.path() + "?_HLS_msn=" + wanted.msn() + (wanted.part() < 0 ? "" : "&_HLS_part=" + wanted.part())
                + (wanted.skip() ? "&_HLS_skip=YES" : "");
    }

    private Mono<Reply> fetch(String target, boolean gzip, Flight flight) {
        return tokens.issue(channel.id().value())
                .flatMap(token -> neighbours.call(
                        owner,
                        Mono.defer(() -> http.headers(headers -> {
                                    headers.set(RemotePrograms.HOP, "1");
                                    if (gzip) {
                                        headers.set(HttpHeaderNames.ACCEPT_ENCODING, HttpHeaderValues.GZIP);
                                    }
                                })
                                .get()
                                .uri(base() + "/hls/" + channel.slug() + "/~" + token.text() + "/" + target)
                                .response((response, body) -> isGrowing(response)
                                        ? grow(response, body, flight)
                                        : read(response, body.aggregate()))
                                .singleOrEmpty())));
    }

    /** Media whose length its owner does not know yet. */
    private static boolean isGrowing(HttpClientResponse response) {
        Reply.Content content = content(response.responseHeaders().get(HttpHeaderNames.CONTENT_TYPE, ""));
        return response.status().code() == 200
                && !response.responseHeaders().contains(HttpHeaderNames.CONTENT_LENGTH)
                && (content == Reply.Content.VIDEO || content == Reply.Content.AUDIO);
    }

    private static Mono<Reply> grow(HttpClientResponse response, ByteBufFlux body, Flight flight) {
        Relay relay = new Relay(found(response, Unpooled.EMPTY_BUFFER), LARGEST);
        flight.relay(relay);
        return body.<ByteBuf>handle((piece, sink) -> {
                    try {
                        relay.add(piece.retain());
                    } catch (IOException tooLong) {
                        sink.error(tooLong);
                    }
                })
                .then(Mono.fromSupplier(relay::finish))
                .doOnError(error -> relay.fail())
                .doOnCancel(relay::fail);
    }

    private String base() {
        String url = owner.url().toString();
        return url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    }

    private Mono<Reply> read(HttpClientResponse response, ByteBufMono body) {
        if (response.responseHeaders().getInt(HttpHeaderNames.CONTENT_LENGTH, LARGEST + 1) > LARGEST) {
            return Mono.error(new IOException("Another node sent more than any part has"));
        }
        int status = response.status().code();
        if (status == 404) {
            neighbours.forget(channel.id());
            return Mono.just(Reply.notFound());
        }
        if (status == HlsDesk.NOT_HERE.code()) {
            neighbours.forget(channel.id());
            return Mono.just(Reply.moved());
        }
        return switch (status) {
            case 200 ->
                body.retain()
                        .map(bytes -> found(response, bytes))
                        .switchIfEmpty(Mono.fromSupplier(() -> found(response, Unpooled.EMPTY_BUFFER)));
            case 400 -> Mono.just(Reply.refused("That is more than two segments, or too many parts, ahead."));
            default -> Mono.just(Reply.unavailable("What was asked for has not come in time."));
        };
    }

    private static Reply found(HttpClientResponse response, ByteBuf bytes) {
        String type = response.responseHeaders().get(HttpHeaderNames.CONTENT_TYPE, "");
        String tag = response.responseHeaders().get(HttpHeaderNames.ETAG, "").replace("\"", "");
        boolean gzipped = response.responseHeaders().contains(HttpHeaderNames.CONTENT_ENCODING);
        return new Reply(Reply.Outcome.FOUND, content(type), maxAge(response), gzipped, tag, List.of(bytes), "");
    }

    private static Reply.Content content(String type) {
        return switch (type) {
            case "application/vnd.apple.mpegurl" -> Reply.Content.PLAYLIST;
            case "application/dash+xml" -> Reply.Content.MANIFEST;
            case "video/mp4" -> Reply.Content.VIDEO;
            case "audio/mp4" -> Reply.Content.AUDIO;
            case "image/jpeg" -> Reply.Content.PICTURE;
            case "text/vtt" -> Reply.Content.TEXT_TRACK;
            case "application/octet-stream" -> Reply.Content.KEY;
            default -> Reply.Content.NONE;
        };
    }

    private static int maxAge(HttpClientResponse response) {
        String control = response.responseHeaders().get(HttpHeaderNames.CACHE_CONTROL, "");
        int at = control.indexOf("max-age=");
        int end = at < 0 ? at : control.indexOf(',', at);
        try {
            return at < 0 ? 0 : Integer.parseInt(control.substring(at + 8, end < 0 ? control.length() : end));
        } catch (NumberFormatException unreadable) {
            return 0;
        }
    }

    private Mono<Reply> failed(Throwable error) {
        log.debug("Not fetched from node {}: {}", owner.node(), error.toString());
        neighbours.forget(channel.id());
        return Mono.just(Reply.moved());
    }

    private void land(String name, Flight flight, Reply reply) {
        if (reply.outcome() == Reply.Outcome.FOUND && reply.maxAge() > 0) {
            fetched.put(name, duplicate(reply));
        }
        flights.remove(name, flight);
        for (Map.Entry<Executor, Consumer<Reply>> passenger : flight.land()) {
            Reply own = duplicate(reply);
            passenger.getKey().execute(() -> passenger.getValue().accept(own));
        }
        reply.release();
    }

    private @Nullable Reply copy(String name) {
        Reply[] copied = new Reply[1];
        // Within the entry's own step: it cannot be evicted, and its bytes released, in between.
        fetched.asMap().computeIfPresent(name, (key, reply) -> {
            copied[0] = duplicate(reply);
            return reply;
        });
        return copied[0];
    }

    private static Reply duplicate(Reply reply) {
        return new Reply(
                reply.outcome(),
                reply.content(),
                reply.maxAge(),
                reply.gzipped(),
                reply.tag(),
                reply.body().stream().map(ByteBuf::retainedDuplicate).toList(),
                reply.reason());
    }

    /** A playlist that nobody waited for is old as soon as the next part comes. */
    static Duration kept(Reply reply) {
        return reply.maxAge() <= 1 ? Duration.ofMillis(200) : Duration.ofSeconds(Math.min(reply.maxAge(), 60));
    }
}
