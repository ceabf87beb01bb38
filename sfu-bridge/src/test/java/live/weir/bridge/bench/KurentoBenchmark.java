package live.weir.bridge.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import live.weir.bridge.contract.LiveClients;
import live.weir.bridge.contract.Performer;
import live.weir.bridge.contract.Watcher;
import live.weir.bridge.engine.MediaStage;
import live.weir.bridge.engine.PerformerId;
import live.weir.bridge.engine.ServedMediaEngine;
import live.weir.bridge.engine.StageId;
import live.weir.bridge.engine.StagePolicy;
import live.weir.bridge.engine.ViewChoice;
import live.weir.bridge.engine.ViewSession;
import live.weir.bridge.engine.kurento.KurentoEngineFactory;
import reactor.core.publisher.Flux;

/**
 * What a real Kurento server costs, beside the embedded engine in a process of its own: CPU per forwarded packet with the same
 * clients, sessions opened and closed in a second, and memory after many of these. The server is named by {@code bench.kurento}
 * and its process by {@code bench.pid}.
 */
public final class KurentoBenchmark {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int AT_ONCE = 8;

    private final BenchSettings settings;
    private final URI server;
    private final long pid;

    private KurentoBenchmark(BenchSettings settings, URI server, long pid) {
        this.settings = settings;
        this.server = server;
        this.pid = pid;
    }

    public static void main(String[] arguments) throws InterruptedException {
        KurentoBenchmark benchmark = new KurentoBenchmark(
                BenchSettings.read(),
                URI.create(System.getProperty("bench.kurento", "")),
                Long.parseLong(System.getProperty("bench.pid", "")));
        for (int viewers : benchmark.settings.viewers()) {
            benchmark.forwardEmbedded(viewers);
            benchmark.forward(viewers);
        }
        benchmark.command();
    }

    private ServedMediaEngine open() {
        return new KurentoEngineFactory()
                .servers(List.of(server))
                .maxSessionsPerServer(10_000)
                .probe(Duration.ofSeconds(2), Duration.ofSeconds(10))
                .open();
    }

    private static MediaStage stage(ServedMediaEngine engine) {
        StagePolicy policy = StagePolicy.defaults();
        return Objects.requireNonNull(
                engine.openStage(new StageId("bench"), policy).block(PATIENCE));
    }

    // Forwarding.

    private void forwardEmbedded(int viewers) throws InterruptedException {
        try (WeirContender weir = new WeirContender("weir", "", InetAddress.getLoopbackAddress(), 2);
                LiveClients clients = new LiveClients()) {
            Performer performer = Performer.single();
            performer.play().connect(weir.publish(performer.offer()));
            clients.add(performer);
            List<Watcher> watchers = new ArrayList<>();
            for (int i = 0; i < viewers; i++) {
                Watcher watcher = new Watcher(1, 1);
                Contender.Invitation invitation = weir.invite();
                invitation.accept(watcher.answer(invitation.offer()));
                watcher.connect(invitation.offer());
                clients.add(watcher);
                watchers.add(watcher);
            }
            measure("embedded", weir.process().pid(), watchers);
        }
    }

    private void forward(int viewers) throws InterruptedException {
        ServedMediaEngine engine = open();
        try (LiveClients clients = new LiveClients()) {
            MediaStage stage = stage(engine);
            Performer performer = Performer.single();
            performer
                    .play()
                    .connect(Objects.requireNonNull(stage.publish(new PerformerId("ada"), performer.offer())
                                    .block(PATIENCE))
                            .localDescription());
            clients.add(performer);
            List<Watcher> watchers = new ArrayList<>();
            for (int i = 0; i < viewers; i++) {
                Watcher watcher = new Watcher(1, 1);
                watcher.connect(Objects.requireNonNull(stage.view(watcher.offer(), ViewChoice.everything())
                                .block(PATIENCE))
                        .localDescription());
                clients.add(watcher);
                watchers.add(watcher);
            }
            measure("kurento", pid, watchers);
        } finally {
            engine.close().block(PATIENCE);
        }
    }

    private void measure(String name, long process, List<Watcher> watchers) throws InterruptedException {
        Thread.sleep(settings.warmUp().toMillis());
        for (int round = 0; round < settings.rounds(); round++) {
            long before = received(watchers);
            double cpu = cpuMicros(process);
            long start = System.nanoTime();
            Thread.sleep(settings.step().toMillis());
            double seconds = (System.nanoTime() - start) / 1e9;
            long packets = received(watchers) - before;
            double spent = cpuMicros(process) - cpu;
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d viewers, %.0f packets/s of %.0f sent to them, %.1f µs CPU/packet, %.2f cores, %.0f viewers/core%n",
                    name,
                    watchers.size(),
                    packets / seconds,
                    110.0 * watchers.size(),
                    spent / Math.max(1, packets),
                    spent / 1e6 / seconds,
                    watchers.size() / (spent / 1e6 / seconds));
        }
    }

    private static long received(List<Watcher> watchers) {
        return watchers.stream()
                .mapToLong(watcher -> watcher.pictures() + watcher.sounds())
                .sum();
    }

    // Commands.

    /** A view is opened (about sixteen commands, one after another in four steps), and closed (one). */
    private void command() {
        ServedMediaEngine engine = open();
        MediaStage stage = stage(engine);
        stage.publish(new PerformerId("ada"), Performer.single().offer()).block(PATIENCE);
        String offer = new Watcher(1, 1).offer();
        int count = Integer.getInteger("bench.sessions", 10_000);
        long memory = residentKilobytes(pid);
        long start = System.nanoTime();
        List<Long> micros = Flux.range(0, count)
                .flatMap(
                        each -> {
                            long asked = System.nanoTime();
                            return stage.view(offer, ViewChoice.everything())
                                    .delayUntil(ViewSession::close)
                                    .map(closed -> (System.nanoTime() - asked) / 1000);
                        },
                        AT_ONCE)
                .sort()
                .collectList()
                .blockOptional()
                .orElseThrow();
        double seconds = (System.nanoTime() - start) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "kurento: %d views opened and closed, %d at once: %.1f/s, p50 %.1f ms, p99 %.1f ms; memory of the server from %d to %d MB%n",
                count,
                AT_ONCE,
                count / seconds,
                micros.get(count / 2) / 1e3,
                micros.get(count * 99 / 100) / 1e3,
                memory / 1024,
                residentKilobytes(pid) / 1024);
        engine.close().block(PATIENCE);
    }

    // What the system says of a process that is not ours.

    private static double cpuMicros(long process) {
        String stat = read("/proc/" + process + "/stat");
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10_000.0;
    }

    private static long residentKilobytes(long process) {
        return read("/proc/" + process + "/status")
                .lines()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                .findFirst()
                .orElse(0);
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
