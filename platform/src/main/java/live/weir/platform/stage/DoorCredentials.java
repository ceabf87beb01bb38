package live.weir.platform.stage;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import live.weir.platform.web.ClientAddress;
import live.weir.platform.web.TrustedProxies;
import live.weir.signaling.stage.Credentials;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/** Reads from a request what the client shows at a door. */
@Component
public final class DoorCredentials {

    /** For players that send a token already, and watch a private channel by a pass. */
    static final String PASS = "Weir-Viewer-Pass";

    private static final String SCHEME = "Bearer ";

    private final ClientAddress addresses;
    private final TrustedProxies proxies;
    private final @Nullable String countryHeader;
    private final boolean open;

    DoorCredentials(ClientAddress addresses, TrustedProxies proxies, AdmissionSettings settings) {
        this.addresses = addresses;
        this.proxies = proxies;
        this.countryHeader = settings.countryHeader();
        this.open = settings.allowCountries().isEmpty()
                && settings.denyCountries().isEmpty()
                && settings.allowNetworks().isEmpty()
                && settings.denyNetworks().isEmpty();
    }

    /** Whether people may come from everywhere, so that nobody's address need be looked at. */
    public boolean areOpenToAll() {
        return open;
    }

    /**
     * For a request that did not pass the filters of stages: what strangers say of the client is left out here.
     *
     * @param pass as it stood in the address, if any did
     */
    public Credentials of(@Nullable InetAddress peer, Function<String, List<String>> headers, @Nullable String pass) {
        Map<String, String> seen = new HashMap<>();
        if (countryHeader != null && proxies.contains(peer)) {
            headers.apply(countryHeader).stream()
                    .findFirst()
                    .ifPresent(country -> seen.put(countryHeader.toLowerCase(Locale.ROOT), country));
        }
        List<String> passes = headers.apply(PASS);
        return new Credentials(
                bearer(headers.apply(HttpHeaders.AUTHORIZATION)),
                pass == null && !passes.isEmpty() ? passes.get(0) : pass,
                addresses.of(peer, headers.apply("X-Forwarded-For")),
                seen);
    }

    public Credentials of(ServerHttpRequest request) {
        return new Credentials(
                bearer(request.getHeaders().getOrEmpty(HttpHeaders.AUTHORIZATION)),
                request.getHeaders().getFirst(PASS),
                addresses.of(request),
                admissionHeaders(request.getHeaders()));
    }

    private static @Nullable String bearer(List<String> values) {
        String value = values.size() == 1 ? values.get(0) : "";
        return value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? value.substring(SCHEME.length()).strip()
                : null;
    }

    private Map<String, String> admissionHeaders(HttpHeaders headers) {
        Map<String, String> seen = new HashMap<>();
        String country = countryHeader == null ? null : headers.getFirst(countryHeader);
        if (countryHeader != null && country != null) {
            seen.put(countryHeader.toLowerCase(Locale.ROOT), country);
        }
        return seen;
    }
}
