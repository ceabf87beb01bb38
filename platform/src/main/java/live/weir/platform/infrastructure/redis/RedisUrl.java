package live.weir.platform.infrastructure.redis;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Where Redis is, in which topology, and how to sign in. */
public record RedisUrl(
        Topology topology,
        boolean tls,
        List<Host> hosts,
        @Nullable String user,
        @Nullable String password,
        int database,
        @Nullable String master) {

    private static final Pattern FORM =
            Pattern.compile("(?<scheme>rediss?(?:-sentinel|-cluster)?)://(?:(?<sign>[^@/]*)@)?(?<hosts>[^/?#@]+)"
                    + "(?:/(?<database>\\d{1,4})?)?(?:#(?<master>[A-Za-z0-9._-]+))?");
    private static final Pattern HOST =
            Pattern.compile("(?<name>\\[[0-9A-Fa-f:.%]+]|[^:\\[\\]]+)(?::(?<port>\\d{1,5}))?");

    /** How the servers work together. */
    public enum Topology {
        STANDALONE,
        SENTINEL,
        CLUSTER
    }

    public record Host(String name, int port) {}

    /** @throws IllegalArgumentException with a sentence for the operator; it never repeats the password */
    public static RedisUrl parse(String url) {
        Matcher form = FORM.matcher(url.strip());
        if (!form.matches()) {
            throw new IllegalArgumentException("weir.redis.url is not of the form redis://user:password@host:port/0"
                    + " (or rediss://, redis-sentinel://…#master, redis-cluster://)");
        }
        Topology topology = topology(form.group("scheme"));
        String sign = form.group("sign") == null ? "" : form.group("sign");
        int colon = sign.indexOf(':');
        return new RedisUrl(
                        topology,
                        form.group("scheme").startsWith("rediss"),
                        hosts(form.group("hosts"), topology),
                        colon > 0 ? decode(sign.substring(0, colon)) : null,
                        sign.isEmpty() ? null : decode(sign.substring(colon + 1)),
                        form.group("database") == null ? 0 : Integer.parseInt(form.group("database")),
                        form.group("master"))
                .checked();
    }

    public RedisUrl signedInAs(@Nullable String otherUser, @Nullable String otherPassword) {
        return new RedisUrl(
                topology,
                tls,
                hosts,
                otherUser == null ? user : otherUser,
                otherPassword == null ? password : otherPassword,
                database,
                master);
    }

    /** Hosts and ports, fit to be shown. */
    public String address() {
        return hosts.stream().map(host -> host.name() + ":" + host.port()).collect(Collectors.joining(","));
    }

    private RedisUrl checked() {
        if (topology == Topology.SENTINEL && master == null) {
            throw new IllegalArgumentException("weir.redis.url names Sentinels but no master: add #name at its end");
        }
        if (topology == Topology.CLUSTER && database != 0) {
            throw new IllegalArgumentException("weir.redis.url: a Redis Cluster has database 0 only");
        }
        if (topology == Topology.STANDALONE && hosts.size() > 1) {
            throw new IllegalArgumentException("weir.redis.url names several hosts:"
                    + " say redis-sentinel:// or redis-cluster:// instead of redis://");
        }
        return this;
    }

    private static Topology topology(String scheme) {
        if (scheme.endsWith("-sentinel")) {
            return Topology.SENTINEL;
        }
        return scheme.endsWith("-cluster") ? Topology.CLUSTER : Topology.STANDALONE;
    }

    private static List<Host> hosts(String list, Topology topology) {
        int standard = topology == Topology.SENTINEL ? 26_379 : 6379;
        List<Host> hosts = new ArrayList<>();
        for (String one : list.split(",", -1)) {
            Matcher host = HOST.matcher(one);
            int port = host.matches() && host.group("port") != null ? Integer.parseInt(host.group("port")) : standard;
            if (!host.matches() || port < 1 || port > 65_535) {
                throw new IllegalArgumentException("weir.redis.url: '" + one + "' is not a host or host:port");
            }
            hosts.add(new Host(host.group("name"), port));
        }
        return List.copyOf(hosts);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return "redis at " + address();
    }
}
