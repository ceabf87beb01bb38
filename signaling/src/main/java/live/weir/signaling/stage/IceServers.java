package live.weir.signaling.stage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** STUN and TURN servers for clients; the platform knows them. */
public interface IceServers {

    /** One entry as browsers take it; {@code username} and {@code credential} for TURN only. */
    record IceServer(
            List<String> urls,
            @Nullable String username,
            @Nullable String credential) {

        public IceServer {
            urls = List.copyOf(urls);
        }

        @Override
        public String toString() {
            return "IceServer" + urls;
        }
    }

    /** For one client, with credentials that expire. */
    List<IceServer> forClient(String name);

    /** Whether clients shall use relays only. */
    boolean relayOnly();
}
