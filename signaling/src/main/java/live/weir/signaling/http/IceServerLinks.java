package live.weir.signaling.http;

import java.util.List;
import live.weir.signaling.stage.IceServers.IceServer;
import org.jspecify.annotations.Nullable;

/** Writes servers as {@code Link} headers (RFC 9725 §4.6), one for each address. */
final class IceServerLinks {

    private IceServerLinks() {}

    static List<String> of(List<IceServer> servers) {
        return servers.stream()
                .flatMap(server ->
                        server.urls().stream().filter(IceServerLinks::isTarget).map(url -> link(url, server)))
                .toList();
    }

    /** What would end the angle brackets, or the header, is no address. */
    private static boolean isTarget(String url) {
        return !url.isEmpty() && url.chars().allMatch(c -> c > ' ' && c < 127 && c != '<' && c != '>' && c != '"');
    }

    private static String link(String url, IceServer server) {
        StringBuilder link = new StringBuilder("<").append(url).append(">; rel=\"ice-server\"");
        String username = server.username();
        String credential = server.credential();
        if (url.startsWith("turn") && isText(username) && isText(credential)) {
            quoted(link, "username", username);
            quoted(link, "credential", credential);
            quoted(link, "credential-type", "password");
        }
        return link.toString();
    }

    /** Quoted strings of a header hold visible ASCII and blanks (RFC 9110 §5.6.4). */
    private static boolean isText(@Nullable String value) {
        return value != null && value.chars().allMatch(c -> c >= ' ' && c < 127);
    }

    private static void quoted(StringBuilder link, String name, @Nullable String value) {
        link.append("; ").append(name).append("=\"");
        for (char c : String.valueOf(value).toCharArray()) {
            if (c == '"' || c == '\\') {
                link.append('\\');
            }
            link.append(c);
        }
        link.append('"');
    }
}
