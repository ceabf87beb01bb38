package live.weir.signaling.http;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import live.weir.signaling.stage.Credentials;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * Takes what a client shows out of its request's headers. A pass may be shown as a bearer token, by whose beginning it is
 * known, or beside one in a header of its own.
 */
public final class CredentialsReader {

    /** For players that send a token already, and watch a private channel by a pass. */
    public static final String PASS_HEADER = "Weir-Viewer-Pass";

    private static final String SCHEME = "Bearer ";
    private static final String PASS = "wvp_";

    private CredentialsReader() {}

    /**
     * @param address the client's own, behind proxies
     * @param admission what admission may look at; names in lower case
     */
    public static Credentials read(HttpHeaders headers, InetAddress address, Map<String, String> admission) {
        String token = bearer(headers);
        String pass = headers.getFirst(PASS_HEADER);
        boolean isPass = token != null && token.startsWith(PASS);
        return new Credentials(isPass ? null : token, isPass && pass == null ? token : pass, address, admission);
    }

    /** Of two tokens none is believed. */
    private static @Nullable String bearer(HttpHeaders headers) {
        List<String> values = headers.getOrEmpty(HttpHeaders.AUTHORIZATION);
        String value = values.size() == 1 ? values.get(0) : "";
        if (!value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        String token = value.substring(SCHEME.length()).strip();
        return token.isEmpty() ? null : token;
    }
}
