package live.weir.platform.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import live.weir.platform.bench.DrillLog.Outage;
import live.weir.platform.infrastructure.embedded.StoppableServer;
import live.weir.platform.testing.TestServers;
import tools.jackson.databind.json.JsonMapper;

/**
 * A node under a modest load while PostgreSQL, and later Redis, really stops: what callers see before, meanwhile and
 * after, and how soon all is well again.
 *
 * <p>Channels are trusted for 5 s rather than 30, so that a short absence shows what a long one does.
 */
public final class OutageDrill {

    private static final int CONNECTIONS = 64;
    private static final Duration WARM_UP = Duration.ofSeconds(8);

    private final Duration away;
    private final Duration calm;
    private final int rate;
    private final List<Outage> outages = new ArrayList<>();

    private OutageDrill() {
        boolean quick = BenchSettings.isQuick();
        this.away = Duration.ofSeconds(BenchSettings.number("bench.seconds", quick ? 12 : 30));
        this.calm = Duration.ofSeconds(quick ? 5 : 15);
        this.rate = BenchSettings.number("bench.rate", 100);
    }

    public static void main(String[] arguments) throws Exception {
        try (TestServers servers = TestServers.own("drill");
                LoadGenerator load = new LoadGenerator()) {
            new OutageDrill().run(servers, load);
        }
    }

    private void run(TestServers servers, LoadGenerator load) throws Exception {
        String postgres = servers.freshPostgresUrl();
        Map<String, String> urls = Map.of("WEIR_POSTGRES_URL", postgres, "WEIR_REDIS_URL", servers.redisUrl(0));
        Path home = Path.of("target/bench/home-drill");
        try (Node node = Node.start("drill", home, urls, "--weir.channel.cache.fresh=5s")) {
            int port = node.port();
            Stock.fill(servers, postgres);
            String token = moveIn(servers, postgres, port);
            DrillMix mix = new DrillMix(token);
            DrillLog log = new DrillLog();
            Duration whole = WARM_UP.plus(calm.multipliedBy(4)).plus(away.multipliedBy(2));
            CompletableFuture<Effort> effort = CompletableFuture.supplyAsync(
                    () -> load.keepUp(port, CONNECTIONS, rate, mix, whole.plusSeconds(10), log));
            GuardWatch guards = new GuardWatch(port, token);
            guards.watch(System.nanoTime(), WARM_UP);
            drill("PostgreSQL", servers.postgres(), guards);
            drill("Redis", servers.redis(), guards);
            Effort done = effort.get(2, TimeUnit.MINUTES);
            for (Outage outage : outages) {
                log.requireHealthyBefore(outage);
                System.out.println(log.phases(outage, mix.routes()) + "\n");
                System.out.println(log.recovery(outage, mix.routes()) + "\n");
            }
            System.out.printf(
                    "%d requests/s on average, %d never sent; each server was away for %d s.%n",
                    Math.round(done.perSecond()), done.unsent(), away.toSeconds());
        }
    }

    /** An administrator with a channel; tells the access token. */
    private static String moveIn(TestServers servers, String postgres, int port) throws IOException, SQLException {
        expect(201, Recording.of(port, DrillMix.signUp(DrillMix.GUEST)));
        expect(201, Recording.of(port, DrillMix.signUp(DrillMix.HANDLE)));
        Stock.makeAdministrator(servers, postgres, DrillMix.HANDLE);
        Recording signedIn = expect(200, Recording.of(port, DrillMix.signIn(DrillMix.HANDLE)));
        String token = JsonMapper.shared()
                .readTree(signedIn.body())
                .path("accessToken")
                .asString();
        expect(201, Recording.of(port, DrillMix.channel(token)));
        return token;
    }

    private static Recording expect(int status, Recording response) {
        if (response.status() != status) {
            throw new IllegalStateException("Not " + status + ": " + response);
        }
        return response;
    }

    private void drill(String name, StoppableServer server, GuardWatch guards) throws Exception {
        long begin = System.nanoTime();
        guards.watch(begin, calm);
        long stopped = System.nanoTime();
        server.stop();
        guards.watch(stopped, away.minusNanos(System.nanoTime() - stopped));
        server.start();
        long returned = System.nanoTime();
        guards.watch(stopped, calm);
        outages.add(new Outage(name, begin, stopped, returned, System.nanoTime()));
        System.out.printf(
                "Guards around the absence of %s (0 s = told to stop, back after %.1f s):%n%s%n%n",
                name, (returned - stopped) / 1e9, guards.changes());
    }
}
