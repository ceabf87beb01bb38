package live.weir.platform.channel;

import live.weir.platform.infrastructure.cache.Caches;
import live.weir.platform.infrastructure.cache.JsonCodec;
import live.weir.platform.infrastructure.cache.TwoLevelCache;
import org.springframework.stereotype.Service;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Stream keys for those who let encoders in. */
@Service
public class StreamKeys {

    private final TwoLevelCache<KeyedChannel> known;
    private final ChannelCache channels;
    private final StreamKeyUses uses;

    StreamKeys(
            Caches caches,
            ChannelSettings settings,
            JsonMapper json,
            StreamKeyRepository repository,
            ChannelCache channels,
            StreamKeyUses uses) {
        this.known = caches.create(
                "stream-keys", settings.keyCache(), new JsonCodec<>(json, KeyedChannel.class), repository::byHash);
        this.channels = channels;
        this.uses = uses;
    }

    /** Whether it is meant as a stream key, good or not. */
    public static boolean isKey(String text) {
        return text.startsWith(StreamKey.PREFIX);
    }

    /**
     * The channel that the key opens; completes empty for a key that opens none. Keys are looked up by their hash and
     * never compared, so that the time this takes tells nothing of how close a guess was.
     */
    public Mono<KeyedChannel> channelOf(String key) {
        StreamKey presented = StreamKey.of(key);
        if (!presented.isWellFormed()) {
            return Mono.empty();
        }
        return known.get(StreamKey.hex(presented.hash()))
                .flatMap(found -> Mono.justOrEmpty(found.value()))
                .filterWhen(this::isAlive)
                .doOnNext(found -> uses.note(found.key()));
    }

    /** A key goes with its channel, whose notices say so; those of its keys need not. */
    private Mono<Boolean> isAlive(KeyedChannel found) {
        return channels.summary(found.slug())
                .map(channel -> channel.id().equals(found.channel()))
                .defaultIfEmpty(false);
    }

    /** On all nodes. Call it after the commit. */
    Mono<Void> invalidate(String hash) {
        return known.invalidate(hash);
    }
}
