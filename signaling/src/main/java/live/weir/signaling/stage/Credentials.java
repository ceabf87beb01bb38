package live.weir.signaling.stage;

import java.net.InetAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What somebody at a door shows.
 *
 * @param bearer an access token or a stream key
 * @param pass what lets a viewer into a private channel
 * @param address the client's own, behind proxies
 * @param headers what admission may look at, such as a proxy's word on the country; names in lower case
 */
public record Credentials(
        @Nullable String bearer, @Nullable String pass, InetAddress address, Map<String, String> headers) {

    public Credentials {
        headers = Map.copyOf(headers);
    }

    @Override
    public String toString() {
        return "Credentials[" + address + "]";
    }
}
