package live.weir.platform.delivery;

import java.time.Instant;
import java.util.UUID;
import live.weir.platform.identity.ChannelId;
import reactor.core.publisher.Mono;

/** Recordings of what is no broadcast: written where those of broadcasts are, and shown when they are whole. */
public interface RecordingDrafts {

    /** @param media names what is written, and is used once */
    RecordingDraft begin(UUID media, ChannelId channel, Instant at);

    /** A draft that was written becomes a recording, however long its way to the store is. */
    Mono<Void> publish(UUID media, UUID id, ChannelId channel, String title, Instant at);

    Mono<Boolean> isPublished(UUID media);

    /** All of a draft goes; unless it was published. May be asked for twice. */
    Mono<Void> discard(UUID media);
}
