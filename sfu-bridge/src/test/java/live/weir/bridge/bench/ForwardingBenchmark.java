package live.weir.bridge.bench;

import java.net.InetAddress;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import live.weir.bridge.peer.PeerIdentity;
import live.weir.testing.MarkdownTable;

/**
 * What it costs to forward one performer to many viewers, beside Janus under the same load: by turns, one server at a time,
 * all with the same clients, the same encryption and no congestion control.
 */
public final class ForwardingBenchmark {

    private static final int LOOPS = 2;
    private static final String JANUS = "janus";
    private static final String JANUS_WITH_LOOPS = "janus with loops";

    private final BenchSettings settings;
    private final PeerIdentity identity = new PeerIdentity();
    private final MarkdownTable table = new MarkdownTable(
            "server",
            "viewers",
            "packets/s",
            "Mbit/s",
            "lost %",
            "CPU µs/packet",
            "× Janus",
            "× with loops",
            "packets/CPU s",
            "Mbit/CPU s",
            "viewers/core",
            "delay p50 ms",
            "p99 ms",
            "join p50 ms",
            "KiB RSS/viewer",
            "KiB live/viewer",
            "bytes allocated/packet",
            "generator");

    private ForwardingBenchmark(BenchSettings settings) {
        this.settings = settings;
    }

    public static void main(String[] arguments) {
        ForwardingBenchmark benchmark = new ForwardingBenchmark(BenchSettings.read());
        for (int viewers : benchmark.settings.viewers()) {
            benchmark.compare(viewers);
        }
        System.out.println(benchmark.table);
        System.out.println("Medians of " + benchmark.settings.rounds() + " turns of "
                + benchmark.settings.step().toSeconds()
                + " s. × with loops: beside Janus with " + LOOPS
                + " event loops instead of a thread per peer. generator: cores that it took.");
    }

    private void compare(int viewers) {
        ScheduledExecutorService housekeeping = Executors.newSingleThreadScheduledExecutor();
        List<Room> rooms = new ArrayList<>();
        List<Double> efforts = new ArrayList<>();
        try (ReadLoop loop = new ReadLoop()) {
            for (Supplier<Contender> contender : contenders()) {
                Room room = new Room(contender.get(), identity, loop);
                rooms.add(room);
                ScheduledFuture<?> ticks =
                        housekeeping.scheduleAtFixedRate(room::tick, 100, 100, TimeUnit.MILLISECONDS);
                room.fill(viewers, identity);
                room.warmUp(settings.warmUp());
                if (ticks.isDone()) {
                    throw new IllegalStateException("Nobody reports any more: " + ticks);
                }
                System.err.println(room.server().name() + " is pid "
                        + room.server().process().pid() + ", with " + viewers + " viewers");
            }
            for (int round = 0; round < settings.rounds(); round++) {
                for (Room room : rooms) {
                    efforts.add(measure(room));
                }
            }
            report(rooms, efforts);
        } finally {
            housekeeping.shutdownNow();
            rooms.forEach(Room::close);
        }
    }

    /** Gives the cores that the generator took meanwhile. */
    private double measure(Room room) {
        double cpu = ownCpu();
        long start = System.nanoTime();
        room.measure(settings.step());
        double cores = (ownCpu() - cpu) / (System.nanoTime() - start);
        System.err.println(room.server().name() + " "
                + describe(room.turns().get(room.turns().size() - 1)));
        return cores;
    }

    private static String describe(Turn turn) {
        return String.format(
                Locale.ROOT,
                "%.0f packets/s, %.2f µs, %.2f cores, %.3f %% lost, %d not opened",
                turn.packetsPerSecond(),
                turn.cpuMicrosPerPacket(),
                turn.cores(),
                turn.lostPercent(),
                turn.arrivals().unopened());
    }

    private static double ownCpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow().toNanos();
    }

    private List<Supplier<Contender>> contenders() {
        InetAddress address = LocalAddress.find();
        List<Supplier<Contender>> all = new ArrayList<>();
        add(all, "weir", name -> new WeirContender(name, "", address, LOOPS));
        if (!settings.before().isEmpty()) {
            add(all, "weir before", name -> new WeirContender(name, settings.before(), address, LOOPS));
        }
        if (Files.isExecutable(JanusContender.EXECUTABLE)) {
            add(all, JANUS, name -> new JanusContender(name, address, 0));
            add(all, JANUS_WITH_LOOPS, name -> new JanusContender(name, address, LOOPS));
        } else {
            System.err.println("Janus is not installed (apt-get install janus): there is nothing to compare with.");
        }
        return all;
    }

    private void add(List<Supplier<Contender>> all, String name, Function<String, Contender> maker) {
        if (name.contains(settings.only())) {
            all.add(() -> maker.apply(name));
        }
    }

    private void report(List<Room> rooms, List<Double> efforts) {
        for (int i = 0; i < rooms.size(); i++) {
            report(rooms.get(i), cost(rooms, JANUS), cost(rooms, JANUS_WITH_LOOPS), efforts.get(i));
        }
    }

    private static double cost(List<Room> rooms, String name) {
        return rooms.stream()
                .filter(room -> room.server().name().equals(name))
                .mapToDouble(room -> median(room, Turn::cpuMicrosPerPacket))
                .findFirst()
                .orElse(Double.NaN);
    }

    private void report(Room room, double janus, double withLoops, double effort) {
        double cpu = median(room, Turn::cpuMicrosPerPacket);
        table.row(
                room.server().name(),
                room.size(),
                format("%.0f", median(room, Turn::packetsPerSecond)),
                format("%.0f", median(room, Turn::megabitsPerSecond)),
                format("%.3f", median(room, Turn::lostPercent)),
                format("%.2f", cpu),
                format("%.2f", cpu / janus),
                format("%.2f", cpu / withLoops),
                format("%.0f", 1e6 / cpu),
                format("%.0f", median(room, turn -> turn.megabitsPerSecond() / turn.cores())),
                format("%.0f", median(room, turn -> room.size() / turn.cores())),
                format("%.2f", median(room, turn -> turn.arrivals().micros(50)) / 1e3),
                format("%.2f", median(room, turn -> turn.arrivals().micros(99)) / 1e3),
                format("%.0f", room.joinMillis()),
                format("%.0f", room.residentPerViewer()),
                room.livePerViewer() < 0 ? "" : format("%.0f", room.livePerViewer()),
                median(room, Turn::allocatedPerPacket) < 0
                        ? ""
                        : format("%.0f", median(room, Turn::allocatedPerPacket)),
                format("%.2f", effort));
    }

    private static double median(Room room, ToDoubleFunction<Turn> figure) {
        List<Double> sorted = room.turns().stream()
                .map(figure::applyAsDouble)
                .sorted(Comparator.naturalOrder())
                .toList();
        return sorted.get(sorted.size() / 2);
    }

    private static String format(String form, double figure) {
        return String.format(Locale.ROOT, form, figure);
    }
}
