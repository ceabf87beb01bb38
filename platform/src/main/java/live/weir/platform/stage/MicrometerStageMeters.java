package live.weir.platform.stage;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import live.weir.signaling.protocol.ServerMessage.Role;
import live.weir.signaling.stage.StageMeters;
import live.weir.signaling.stage.StageRefused;

/** What happens on stages, for operators. */
final class MicrometerStageMeters implements StageMeters {

    private final MeterRegistry meters;
    private final AtomicInteger stages;
    private final AtomicInteger sockets;
    private final Map<Role, AtomicInteger> seats = new EnumMap<>(Role.class);
    private final Timer wentLive;

    MicrometerStageMeters(MeterRegistry meters) {
        this.meters = meters;
        this.stages = meters.gauge("weir.stages", new AtomicInteger());
        this.sockets = meters.gauge("weir.stage.sockets", new AtomicInteger());
        for (Role role : Role.values()) {
            seats.put(role, meters.gauge("weir.stage.seats", Tags.of("role", name(role)), new AtomicInteger()));
        }
        this.wentLive = Timer.builder("weir.stage.went.live")
                .description("From a publisher's answer to the broadcast's first picture")
                .publishPercentileHistogram()
                .register(meters);
    }

    @Override
    public void stageOpened() {
        stages.incrementAndGet();
    }

    @Override
    public void stageClosed() {
        stages.decrementAndGet();
    }

    @Override
    public void seatTaken(Role role) {
        seats(role).incrementAndGet();
    }

    @Override
    public void seatLeft(Role role) {
        seats(role).decrementAndGet();
    }

    @Override
    public void socketOpened() {
        sockets.incrementAndGet();
    }

    @Override
    public void socketClosed() {
        sockets.decrementAndGet();
    }

    @Override
    public void refused(StageRefused.Reason reason) {
        meters.counter("weir.stage.refused", "reason", name(reason)).increment();
    }

    @Override
    public void dropped(String what) {
        meters.counter("weir.stage.dropped", "what", what).increment();
    }

    @Override
    public void wentLive(Duration sincePublish) {
        wentLive.record(sincePublish);
    }

    private AtomicInteger seats(Role role) {
        return Objects.requireNonNull(seats.get(role));
    }

    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
