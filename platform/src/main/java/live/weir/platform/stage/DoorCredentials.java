package live.weir.platform.stage;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import live.weir.platform.web.ClientAddress;
import live.weir.platform.web.TrustedProxies;
import live.weir.signaling.http.CredentialsReader;
import live.weir.signaling.stage.Credentials;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;

/** What a request shows at a door, with the address and the country that proxies on whose word we rely told us. */
@Component
public final class DoorCredentials {

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
        HttpHeaders shown = new HttpHeaders();
        shown.addAll(HttpHeaders.AUTHORIZATION, headers.apply(HttpHeaders.AUTHORIZATION));
        shown.addAll(
                CredentialsReader.PASS_HEADER,
                pass == null ? headers.apply(CredentialsReader.PASS_HEADER) : List.of(pass));
        return CredentialsReader.read(shown, addresses.of(peer, headers.apply("X-Forwarded-For")), seen);
    }

    public Credentials of(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        return CredentialsReader.read(headers, addresses.of(request), admissionHeaders(headers));
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
