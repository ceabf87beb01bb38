package live.weir.platform.ingest;

import java.net.InetAddress;
import java.net.URI;
import java.util.Optional;
import live.weir.platform.channel.KeyedChannel;
import live.weir.platform.channel.StreamKeys;
import live.weir.platform.limits.DoorLimit;
import live.weir.platform.web.OwnAddress;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Who may come in, and whither: the same keys and the same limit as at the door for WHIP, which lies behind this one. */
@Component
class Doorkeeper {

    private final StreamKeys keys;
    private final DoorLimit limit;
    private final OwnAddress address;

    Doorkeeper(StreamKeys keys, DoorLimit limit, OwnAddress address) {
        this.keys = keys;
        this.limit = limit;
        this.address = address;
    }

    boolean admits(InetAddress from) {
        return limit.spendToken(from);
    }

    /** Completes empty if the key is not good. */
    Mono<KeyedChannel> channelOf(String key) {
        return keys.channelOf(key);
    }

    /** Where this node takes offers; empty while it does not listen. */
    Optional<URI> whip(String slug) {
        return address.of("/whip/" + slug);
    }
}
