package live.weir.platform.stage;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import live.weir.platform.web.ClientAddress;
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
    private final @Nullable String countryHeader;

    DoorCredentials(ClientAddress addresses, AdmissionSettings settings) {
        this.addresses = addresses;
        this.countryHeader = settings.countryHeader();
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
