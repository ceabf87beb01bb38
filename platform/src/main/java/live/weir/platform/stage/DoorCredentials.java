package live.weir.platform.stage;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import live.weir.platform.web.ClientAddress;
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
    private final @Nullable String countryHeader;

    DoorCredentials(ClientAddress addresses, AdmissionSettings settings) {
        this.addresses = addresses;
        this.countryHeader = settings.countryHeader();
    }

    public Credentials of(ServerHttpRequest request) {
        return new Credentials(
                bearer(request.getHeaders()),
                request.getHeaders().getFirst(PASS),
                addresses.of(request),
                admissionHeaders(request.getHeaders()));
    }

    private static @Nullable String bearer(HttpHeaders headers) {
        List<String> values = headers.getOrEmpty(HttpHeaders.AUTHORIZATION);
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
