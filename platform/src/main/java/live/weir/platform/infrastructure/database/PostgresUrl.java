package live.weir.platform.infrastructure.database;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where a Postgres server is and how to sign in, read from the URL form that its own tools use.
 *
 * @param hosts at least one; more than one is a fail-over set of which the primary is used
 * @param tls the TLS parameters by their libpq names ({@code sslmode}, {@code sslrootcert}, {@code sslcert},
 *     {@code sslkey})
 */
public record PostgresUrl(
        List<Host> hosts,
        String database,
        @Nullable String user,
        @Nullable String password,
        Map<String, String> tls) {

    private static final Pattern FORM =
            Pattern.compile("(?:r2dbc:)?postgres(?:ql)?://(?:(?<user>[^:@/]*)(?::(?<password>[^@/]*))?@)?"
                    + "(?<hosts>[^/?@]+)/(?<database>[^/?]+)(?:\\?(?<query>.*))?");
    private static final Pattern HOST =
            Pattern.compile("(?<name>\\[[0-9A-Fa-f:.%]+]|[^:\\[\\]]+)(?::(?<port>\\d{1,5}))?");
    private static final Set<String> TLS_PARAMETERS = Set.of("sslmode", "sslrootcert", "sslcert", "sslkey");
    private static final Set<String> TLS_MODES =
            Set.of("disable", "allow", "prefer", "require", "verify-ca", "verify-full");

    public record Host(String name, int port) {}

    /** @throws IllegalArgumentException with a sentence for the operator; it never repeats the password */
    public static PostgresUrl parse(String key, String url) {
        Matcher form = FORM.matcher(url.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException(
                    key + " is not of the form postgresql://user:password@host:port/database");
        }
        return new PostgresUrl(
                hosts(key, form.group("hosts")),
                decode(form.group("database")),
                decodeOrNull(form.group("user")),
                decodeOrNull(form.group("password")),
                tls(key, form.group("query")));
    }

    public PostgresUrl signedInAs(@Nullable String otherUser, @Nullable String otherPassword) {
        return new PostgresUrl(
                hosts,
                database,
                otherUser == null ? user : otherUser,
                otherPassword == null ? password : otherPassword,
                tls);
    }

    /** For the migrations, which run through JDBC before the node listens. */
    String jdbc() {
        Map<String, String> parameters = new LinkedHashMap<>(tls);
        parameters.put("connectTimeout", "5");
        parameters.put("ApplicationName", "weir-migrations");
        if (hosts.size() > 1) {
            parameters.put("targetServerType", "primary");
        }
        return "jdbc:postgresql://" + address() + "/" + encode(database) + "?"
                + parameters.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + encode(entry.getValue()))
                        .collect(Collectors.joining("&"));
    }

    /** Hosts and ports, fit to be shown. */
    String address() {
        return hosts.stream().map(host -> host.name() + ":" + host.port()).collect(Collectors.joining(","));
    }

    private static List<Host> hosts(String key, String list) {
        List<Host> hosts = new ArrayList<>();
        for (String one : list.split(",", -1)) {
            Matcher host = HOST.matcher(one);
            int port = host.matches() && host.group("port") != null ? Integer.parseInt(host.group("port")) : 5432;
            if (!host.matches() || port < 1 || port > 65_535) {
                throw new IllegalArgumentException(key + ": '" + one + "' is not a host or host:port");
            }
            hosts.add(new Host(host.group("name"), port));
        }
        return List.copyOf(hosts);
    }

    private static Map<String, String> tls(String key, @Nullable String query) {
        Map<String, String> tls = new LinkedHashMap<>();
        for (String pair : query == null || query.isEmpty() ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            if (equals < 0 || !TLS_PARAMETERS.contains(name)) {
                throw new IllegalArgumentException(key + ": unknown parameter '" + name + "'; known are "
                        + TLS_PARAMETERS.stream().sorted().toList());
            }
            tls.put(name, decode(pair.substring(equals + 1)));
        }
        if (!TLS_MODES.contains(tls.getOrDefault("sslmode", "prefer"))) {
            throw new IllegalArgumentException(key + ": sslmode must be one of "
                    + TLS_MODES.stream().sorted().toList());
        }
        return Map.copyOf(tls);
    }

    private static @Nullable String decodeOrNull(@Nullable String text) {
        return text == null ? null : decode(text);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "postgresql://" + address() + "/" + database;
    }
}
