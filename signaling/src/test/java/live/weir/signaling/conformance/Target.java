package live.weir.signaling.conformance;

import java.net.URI;
import java.util.Optional;
import java.util.function.Consumer;
import live.weir.signaling.http.DoorsServer;
import org.jspecify.annotations.Nullable;

/**
 * The server under examination, and what has to be known of it.
 *
 * @param base without a slash at its end
 * @param channel that the bearer may publish on, and that nobody else publishes on
 * @param watchBearer for WHEP; null where anybody may watch
 * @param overload makes the server busy, and idle again; null where nobody can do that on demand
 */
record Target(
        URI base,
        String channel,
        String bearer,
        @Nullable String watchBearer,
        @Nullable Consumer<Boolean> overload) {

    static Target of(DoorsServer server) {
        return new Target(server.uri(), DoorsServer.CHANNEL, DoorsServer.KEY, null, server::busy);
    }

    URI whip(String slug) {
        return URI.create(base + "/whip/" + slug);
    }

    URI whep(String slug) {
        return URI.create(base + "/whep/" + slug);
    }

    Consumer<Boolean> requireOverload() {
        return Optional.ofNullable(overload)
                .orElseThrow(() -> new Skipped("nobody can make this server busy on demand"));
    }
}
