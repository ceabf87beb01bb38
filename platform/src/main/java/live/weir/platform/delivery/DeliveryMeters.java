package live.weir.platform.delivery;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import live.weir.bridge.hls.PackagerCounts;

/** What operators see of HLS. */
final class DeliveryMeters {

    private final Counter served;
    private final Counter refused;
    private final Counter unavailable;
    private final Counter bySpring;
    private final Counter stalled;
    private final LongAdder bytes = new LongAdder();

    DeliveryMeters(MeterRegistry meters) {
        this.served = requests(meters, "served");
        this.refused = requests(meters, "refused");
        this.unavailable = requests(meters, "unavailable");
        this.bySpring = Counter.builder("weir.hls.requests.detoured")
                .description("HLS requests that were not answered on the connection itself")
                .register(meters);
        this.stalled = Counter.builder("weir.hls.clients.stalled")
                .description("Clients that were sent away because they did not read what they had asked for")
                .register(meters);
        FunctionCounter.builder("weir.hls.bytes", bytes, LongAdder::sum)
                .description("Bytes of playlists and media given to players")
                .baseUnit("bytes")
                .register(meters);
    }

    private static Counter requests(MeterRegistry meters, String outcome) {
        return Counter.builder("weir.hls.requests")
                .description("HLS requests")
                .tag("outcome", outcome)
                .register(meters);
    }

    void watch(MeterRegistry meters, ProgramRegistry programs) {
        Gauge.builder("weir.hls.programs", programs, ProgramRegistry::size)
                .description("Programs that this node makes")
                .register(meters);
        Gauge.builder("weir.hls.waiting", programs, DeliveryMeters::waiting)
                .description("Requests that wait for what is not there yet")
                .register(meters);
        Gauge.builder("weir.hls.memory", programs, all -> sum(all, PackagerCounts::memory))
                .description("Bytes of parts in memory")
                .baseUnit("bytes")
                .register(meters);
        Gauge.builder("weir.hls.keys", programs, DeliveryMeters::keys)
                .description("Keys by which programs that this node makes are encrypted")
                .register(meters);
        trouble(meters, programs, "dropped", PackagerCounts::dropped);
        trouble(meters, programs, "overlong", PackagerCounts::overlong);
        trouble(meters, programs, "cut-blindly", PackagerCounts::cutBlindly);
        trouble(meters, programs, "not-shelved", PackagerCounts::notShelved);
        trouble(meters, programs, "lost-from-window", PackagerCounts::lostFromWindow);
    }

    static void watch(MeterRegistry meters, AudienceBoard audience, Attendance attendance) {
        Gauge.builder("weir.hls.viewers", audience, AudienceBoard::here)
                .description("Who watches by HLS or DASH from this node, whoever makes the program")
                .register(meters);
        FunctionCounter.builder("weir.hls.viewers.uncounted", attendance, Attendance::uncounted)
                .description("Requests of HLS viewers who were not counted because this node counts no more")
                .register(meters);
    }

    private static void trouble(
            MeterRegistry meters, ProgramRegistry programs, String kind, ToLongFunction<PackagerCounts> count) {
        Gauge.builder("weir.hls.troubles", programs, all -> sum(all, count))
                .description("What went wrong with parts and segments of the programs that are on air")
                .tag("kind", kind)
                .register(meters);
    }

    private static double waiting(ProgramRegistry programs) {
        int waiting = 0;
        for (RunningProgram program : programs.all()) {
            waiting += program.packager().waiting();
        }
        return waiting;
    }

    private static double keys(ProgramRegistry programs) {
        int keys = 0;
        for (RunningProgram program : programs.all()) {
            keys += program.packager().keys().size();
        }
        return keys;
    }

    private static double sum(ProgramRegistry programs, ToLongFunction<PackagerCounts> count) {
        long sum = 0;
        for (RunningProgram program : programs.all()) {
            sum += count.applyAsLong(program.packager().counts());
        }
        return sum;
    }

    void answered(HlsAnswer answer) {
        int status = answer.status().code();
        if (status >= 500) {
            unavailable.increment();
        } else if (status >= 400) {
            refused.increment();
        } else {
            served.increment();
            sent(answer.body());
        }
    }

    /** The bytes of an answer that goes out while it is made. */
    void sent(List<ByteBuf> pieces) {
        for (ByteBuf piece : pieces) {
            bytes.add(piece.readableBytes());
        }
    }

    void stalled() {
        stalled.increment();
    }

    void bySpring() {
        bySpring.increment();
    }
}
