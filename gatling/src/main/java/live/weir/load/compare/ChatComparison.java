package live.weir.load.compare;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import live.weir.load.dsl.LoadProtocol;

/** What a delivery costs each server, how soon what is said is seen, and what an idle listener takes of memory. */
final class ChatComparison {

    private static final int FIRST = 100;

    /** Machine code is made while a server works; what that takes is not the price of a delivery. */
    private static final int WARM_UP_SECONDS = 25;

    private final LoadProtocol protocol;
    private final List<Integer> sizes;
    private final int idle;
    private final int rate;
    private final int seconds;
    private final StringBuilder table = new StringBuilder(
            "| server | listeners | messages/s | deliveries per CPU-second | of the server alone"
                    + " | p50 ms | p95 ms | p99 ms | missing | memory per listener |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|\n");

    ChatComparison(LoadProtocol protocol, List<Integer> sizes, int idle, int rate, int seconds) {
        this.protocol = protocol;
        this.sizes = sizes;
        this.idle = idle;
        this.rate = rate;
        this.seconds = seconds;
    }

    String run() throws Exception {
        List<Callable<ChatContender>> contenders = new ArrayList<>();
        if (protocol.servers().isEmpty()) {
            table.append("\nWeir is left out: say where it is and which process, url=… pid=…\n\n");
        } else {
            contenders.add(() -> new WeirRoom(protocol, protocol.servers().get(0), rate));
        }
        if (Files.exists(Nchan.MODULE)) {
            contenders.add(Nchan::new);
        }
        if (Files.isExecutable(Path.of("/usr/bin/npm"))) {
            contenders.add(SocketIo::new);
        }
        for (Callable<ChatContender> contender : contenders) {
            try (ChatContender server = contender.call()) {
                measure(server);
            }
        }
        return table
                + "\nThe first figure counts all processes of a server: of Weir also the PostgreSQL and the Redis that"
                + " keep what was said, if they are its own; the others keep nothing. Weir's speakers listen"
                + " too, one for four messages a second, and are not counted. Each server worked for " + WARM_UP_SECONDS
                + " s in each room before it was measured, and Weir, whose code is compiled while it runs, heard some ten"
                + " thousand messages before.\n";
    }

    private void measure(ChatContender server) throws InterruptedException {
        ChatAudience audience = server.audience();
        audience.grow(Math.min(FIRST, sizes.get(0)));
        server.practise();
        for (int size : sizes) {
            double each = grow(server, size);
            talk(server, WARM_UP_SECONDS);
            audience.reset();
            double whole = server.process().cpuSeconds();
            double alone = server.serversAlone();
            int said = talk(server, seconds);
            whole = server.process().cpuSeconds() - whole;
            alone = server.serversAlone() - alone;
            int delivered = audience.delivered();
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %,d | %d | %,.0f | %,.0f | %.1f | %.1f | %.1f | %.2f %% | %.1f KB |%n",
                    server.name(),
                    size,
                    rate,
                    delivered / whole,
                    delivered / alone,
                    audience.percentile(0.5),
                    audience.percentile(0.95),
                    audience.percentile(0.99),
                    100 * (1 - delivered / ((double) said * size)),
                    each));
        }
        if (idle > audience.size()) {
            table.append(String.format(
                    Locale.ROOT, "| %s | %,d | 0 | | | | | | | %.1f KB |%n", server.name(), idle, grow(server, idle)));
        }
    }

    /** Until so many listen; gives the kilobytes that each of the newcomers takes, or NaN without any. */
    private static double grow(ChatContender server, int listeners) throws InterruptedException {
        long before = server.process().residentBytes();
        int size = server.audience().size();
        server.audience().grow(listeners);
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
        return listeners == size
                ? Double.NaN
                : (server.process().residentBytes() - before) / 1024.0 / (listeners - size);
    }

    /** Evenly, then waits until all was heard; gives how often something was said. */
    private int talk(ChatContender server, int forSeconds) {
        int heard = server.audience().delivered();
        int times = Pace.evenly(
                rate,
                forSeconds,
                () -> server.say("~~" + System.nanoTime() + "~~ what a lovely picture that is, is it not, everybody?"));
        long all = heard + (long) times * server.audience().size();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (server.audience().delivered() < all && System.nanoTime() < deadline) {
            LockSupport.parkNanos(5_000_000);
        }
        return times;
    }
}
