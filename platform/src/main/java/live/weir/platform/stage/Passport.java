package live.weir.platform.stage;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import live.weir.platform.web.IpAddresses;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/**
 * What a request carries from the node that it reached to the one that owns its stage: which node that was, and who the
 * client is. Signed, because whoever can reach a node could write it too.
 *
 * <pre>
 * Weir-Passed-By:  node
 * Weir-Passed-For: milliseconds;address;HMAC-SHA256 over these, the request's method and path and the country's header
 * </pre>
 */
final class Passport {

    static final String BY = "Weir-Passed-By";
    static final String FOR = "Weir-Passed-For";

    /** How far clocks of nodes may be apart, and how long a stolen passport would work. */
    private static final Duration SKEW = Duration.ofMinutes(1);

    private final ClusterSecret secret;
    private final Clock clock;
    private final @Nullable String countryHeader;

    Passport(ClusterSecret secret, Clock clock, AdmissionSettings admission) {
        this.secret = secret;
        this.clock = clock;
        this.countryHeader = admission.countryHeader();
    }

    /** Completes with the value of {@link #FOR}. */
    Mono<String> issue(String node, InetAddress client, ServerHttpRequest request) {
        return secret.get().map(key -> {
            String claims = clock.millis() + ";" + client.getHostAddress();
            return claims + ";" + HexFormat.of().formatHex(signature(key, node, claims, request));
        });
    }

    /** The client's address, or empty if none of it is true. */
    Mono<InetAddress> read(ServerHttpRequest request) {
        String node = request.getHeaders().getFirst(BY);
        String text = request.getHeaders().getFirst(FOR);
        if (node == null || text == null) {
            return Mono.empty();
        }
        int end = text.lastIndexOf(';');
        int middle = text.indexOf(';');
        if (middle < 1 || end <= middle || !isRecent(text.substring(0, middle))) {
            return Mono.empty();
        }
        return secret.get()
                .onErrorComplete() // without the secret nobody is believed
                .filter(key -> isSigned(key, node, text.substring(0, end), text.substring(end + 1), request))
                .flatMap(key -> Mono.justOrEmpty(IpAddresses.parse(text.substring(middle + 1, end))));
    }

    private boolean isRecent(String millis) {
        try {
            long apart = Math.abs(clock.millis() - Long.parseLong(millis));
            return apart <= SKEW.toMillis();
        } catch (NumberFormatException notATime) {
            return false;
        }
    }

    private boolean isSigned(byte[] key, String node, String claims, String hex, ServerHttpRequest request) {
        try {
            return MessageDigest.isEqual(HexFormat.of().parseHex(hex), signature(key, node, claims, request));
        } catch (IllegalArgumentException notHex) {
            return false;
        }
    }

    private byte[] signature(byte[] key, String node, String claims, ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        String country = countryHeader == null ? null : headers.getFirst(countryHeader);
        String whole = String.join(
                "\n",
                "passed",
                node,
                claims,
                request.getMethod().name(),
                request.getURI().getRawPath(),
                country == null ? "" : country);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(whole.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Every JDK has HMAC-SHA256", impossible);
        }
    }
}
