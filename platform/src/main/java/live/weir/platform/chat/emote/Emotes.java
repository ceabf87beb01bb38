package live.weir.platform.chat.emote;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.regex.Pattern;
import live.weir.platform.channel.ChannelSummary;
import live.weir.platform.chat.emote.EmoteRepository.Emote;
import live.weir.platform.identity.TimeOrderedId;
import live.weir.platform.infrastructure.cache.CacheCodec;
import live.weir.platform.infrastructure.cache.CachePolicy;
import live.weir.platform.infrastructure.cache.Cached;
import live.weir.platform.infrastructure.cache.Caches;
import live.weir.platform.infrastructure.cache.JsonCodec;
import live.weir.platform.infrastructure.cache.TwoLevelCache;
import live.weir.platform.web.problem.Problem;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/** The emotes of channels: taken on a thread of their own, read from memory. */
@Component
class Emotes implements DisposableBean {

    private static final Pattern NAME = Pattern.compile("[a-z0-9_]{2,32}");
    private static final int MOST_WAITING = 16;
    private static final int CHANNELS = 5_000;
    private static final int PICTURES = 2_000; // some kilobytes each
    private static final CachePolicy LISTS =
            new CachePolicy(CHANNELS, Duration.ofMinutes(1), Duration.ofSeconds(5), Duration.ofHours(1));
    private static final CachePolicy PICTURE =
            new CachePolicy(PICTURES, Duration.ofHours(1), Duration.ofSeconds(5), Duration.ofHours(1));

    private final EmoteRepository repository;
    private final TwoLevelCache<EmoteList> lists;
    private final TwoLevelCache<byte[]> pictures;
    private final Scheduler easel = Schedulers.newBoundedElastic(1, MOST_WAITING, "weir-emotes", 60, true);

    record EmoteList(List<Emote> emotes) {}

    /** Bytes are bytes. */
    private static final class Plain implements CacheCodec<byte[]> {

        @Override
        public byte[] encode(byte[] value) {
            return value;
        }

        @Override
        public byte[] decode(byte[] bytes) {
            return bytes;
        }
    }

    Emotes(EmoteRepository repository, Caches caches, JsonMapper json) {
        this.repository = repository;
        this.lists = caches.create(
                "chat-emotes",
                LISTS,
                new JsonCodec<>(json, EmoteList.class),
                channel -> repository.of(UUID.fromString(channel)).map(EmoteList::new));
        this.pictures = caches.create("chat-emote-pictures", PICTURE, new Plain(), this::load);
    }

    private Mono<byte[]> load(String key) {
        int end = key.indexOf(' ');
        return repository.picture(UUID.fromString(key.substring(0, end)), key.substring(end + 1));
    }

    Mono<List<Emote>> of(ChannelSummary channel) {
        return lists.get(channel.id().value().toString())
                .flatMap(known -> Mono.justOrEmpty(known.value()))
                .map(EmoteList::emotes)
                .defaultIfEmpty(List.of());
    }

    /** @param column one of the three; completes empty if there is no such emote */
    Mono<Cached<byte[]>> picture(UUID id, String column) {
        return pictures.get(id + " " + column).filter(Cached::isPresent);
    }

    Mono<Void> put(ChannelSummary channel, String by, String name, byte[] sent) {
        UUID owner = channel.id().value();
        return Mono.fromCallable(() -> EmotePictures.of(sent))
                .subscribeOn(easel)
                .onErrorMap(RejectedExecutionException.class, full -> busy())
                .flatMap(sizes -> repository.put(owner, TimeOrderedId.next(), checked(name), sizes, by))
                .then(Mono.defer(() -> lists.invalidate(owner.toString())));
    }

    Mono<Void> remove(ChannelSummary channel, String name) {
        UUID owner = channel.id().value();
        return repository
                .remove(owner, name)
                .filter(removed -> removed)
                .switchIfEmpty(Mono.error(() -> Problem.notFound("emote", name)))
                .flatMap(removed -> lists.invalidate(owner.toString()));
    }

    /** Before anything else is done with what came. */
    static String checked(String name) {
        String word = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(word).matches()) {
            throw Problem.invalidParameter("name", "must be 2 to 32 letters a-z, digits or underscores");
        }
        return word;
    }

    private static Problem busy() {
        return Problem.of(
                        HttpStatus.SERVICE_UNAVAILABLE,
                        "busy",
                        "Busy",
                        "Many pictures come at once. Please send it again.")
                .retryAfter(Duration.ofSeconds(2));
    }

    @Override
    public void destroy() {
        easel.dispose();
    }
}
